"""Takes from a worker what a query must not have: memory without end, files, descriptors, cores.

How much it may have is a setting: ``query_memory_bytes``, ``query_timeout_seconds``.
"""

# Why: docs/decisions/2026-11-23-workers-ended-by-the-kernel.md

from __future__ import annotations

import os
import resource
import socket


def confined(listening: socket.socket, memory: int) -> socket.socket:
    """Leave the process one descriptor to accept with, and ``memory`` bytes to grow by."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.dup2(listening.fileno(), 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") < 1 << 16 else 1 << 16)
    with open("/proc/self/statm", encoding="ascii") as statm:
        size = int(statm.read().split()[0]) * resource.getpagesize()
    for limit, value in (
        (resource.RLIMIT_AS, size + memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 5),  # 0 to 2, the listening socket, the one connection
    ):
        resource.setrlimit(limit, (value, value))
    listening.detach()
    return socket.socket(fileno=3)
