"""Denies a process the system calls by which it could reach the network or become another program.

Where the descriptors that a worker may still open are those of tables of its store, this is what makes
sure that none of them becomes a socket (seccomp(2), Linux 3.17).
"""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS, PR_GET_SECCOMP, PR_SET_SECCOMP = 38, 21, 22  # of <linux/prctl.h>
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO, SECCOMP_RET_KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, IF_EQUAL, IF_NOT_LESS, RETURN = 0x20, 0x15, 0x35, 0x06  # of <linux/bpf_common.h>
NUMBER, MACHINE = 0, 4  # where struct seccomp_data has the call and the machine it is for
INSTRUCTION = struct.Struct("HBBI")
X32 = 0x40000000  # from here on, numbers of x86-64 mean calls in another binary interface


@dataclass(frozen=True)
class Machine:
    """A machine by its audit number, and its numbers of the calls that are denied.

    They are socket, connect, socketpair, ptrace, execve, execveat and io_uring_setup.
    """

    audit: int
    denied: tuple[int, ...]


MACHINES = {
    "x86_64": Machine(0xC000003E, (41, 42, 53, 101, 59, 322, 425)),
    "aarch64": Machine(0xC00000B7, (198, 203, 199, 117, 221, 281, 425)),
}


class _Program(ctypes.Structure):
    """struct sock_fprog of <linux/filter.h>."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def is_offered() -> bool:
    """Whether this system can do so, on this machine."""
    return platform.machine() in MACHINES and ctypes.CDLL(None).prctl(PR_GET_SECCOMP) >= 0


def deny() -> bool:
    """Have those calls fail with EPERM from now on, for good; whether the system does so."""
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return False
    instructions = b"".join(_instructions(machine))
    program = _Program(len(instructions) // INSTRUCTION.size, instructions)
    prctl = ctypes.CDLL(None).prctl
    if prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


def _instructions(machine: Machine) -> Iterator[bytes]:
    """A classic BPF program; a jump names how many instructions it leaves out."""
    pack, denied = INSTRUCTION.pack, machine.denied
    yield pack(LOAD, 0, 0, MACHINE)
    yield pack(IF_EQUAL, 1, 0, machine.audit)
    yield pack(RETURN, 0, 0, SECCOMP_RET_KILL)
    yield pack(LOAD, 0, 0, NUMBER)
    yield pack(IF_NOT_LESS, len(denied) + 1, 0, X32)
    for place, number in enumerate(denied):
        yield pack(IF_EQUAL, len(denied) - place, 0, number)
    yield pack(RETURN, 0, 0, SECCOMP_RET_ALLOW)
    yield pack(RETURN, 0, 0, SECCOMP_RET_ERRNO | errno.EPERM)
