"""Takes from a worker what a query must not have: memory without end, files, descriptors, cores.

How much it may have is a setting: ``query_memory_bytes``, ``query_timeout_seconds``.
"""

# Why: docs/decisions/2026-11-23-workers-ended-by-the-kernel.md
# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import os
import resource
import socket
from collections.abc import Collection

from ... import rlimit
from ..tables import Tables
from . import system_call_filter

LISTENING, CONNECTION = 3, 4  # the descriptors of the listening socket and of the one connection


def reserve() -> None:
    """Take the descriptors of sockets, before a store is opened, so that no table has them."""
    while (taken := os.open(os.devnull, os.O_RDWR)) < CONNECTION:
        pass
    if taken > CONNECTION:
        os.close(taken)


def confined(listening: socket.socket, memory: int, tables: Tables) -> socket.socket:
    """Leave the process one descriptor to accept with, its tables, and ``memory`` bytes to grow by.

    Tables that are not open yet may be opened, and nothing else: no socket, where the system can filter
    its calls.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.dup2(listening.fileno(), LISTENING)
    _close_but({0, 1, 2, LISTENING, *tables.open})
    with open("/proc/self/statm", encoding="ascii") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize()
    system_call_filter.deny()
    for limit, value in (
        (resource.RLIMIT_AS, size + memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _most(tables)),
    ):
        rlimit.lower(limit, value)
    listening.detach()
    return socket.socket(fileno=LISTENING)


def _most(tables: Tables) -> int:
    """The limit below which one descriptor is free for the connection, and one for each table."""
    taken, free, most = {0, 1, 2, LISTENING, *tables.open}, 1 + tables.closed, 0
    while free:
        free -= most not in taken
        most += 1
    return most


def _close_but(kept: Collection[int]) -> None:
    for descriptor in map(int, os.listdir("/proc/self/fd")):
        if descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:  # the one by which the list was read
                continue
