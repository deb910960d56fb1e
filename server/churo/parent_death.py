"""Ends a process with the one that made it, however that ends."""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import signal

PR_SET_PDEATHSIG = 1  # of <linux/prctl.h>


def kill_with_parent(parent: int) -> None:
    """Have the system kill this process when its ``parent`` ends, or end now if it has already.

    To be called in a process that the main thread of ``parent`` has forked: the system counts the
    thread that forked as the parent (prctl(2)).
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def end_with_input(descriptor: int) -> None:
    """Have this process end as soon as the pipe it reads from has no writer any more.

    For a time in which it cannot look itself: the system sends SIGIO, which ends who does not
    expect it (fcntl(2), O_ASYNC). ``look_again`` ends that time.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    _set_async(descriptor, True)
    poll = select.poll()
    poll.register(descriptor, 0)
    if poll.poll(0):  # the writer had gone before
        os._exit(1)


def look_again(descriptor: int) -> None:
    """From now on this process looks itself whether its input has ended."""
    _set_async(descriptor, False)


def _set_async(descriptor: int, on: bool) -> None:
    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    flags = flags | os.O_ASYNC if on else flags & ~os.O_ASYNC
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags)
