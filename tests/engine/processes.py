"""Tells which processes there are, of engines and of others."""

from __future__ import annotations

import os
import subprocess


def processes(parent: int, like: str = "") -> set[int]:
    """The living descendants of a process, from those of its children whose command is like this."""
    done = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    table = [line.split(maxsplit=3) for line in done.stdout.splitlines()]
    living = [
        (int(pid), int(above), *command) for pid, above, stat, *command in table if stat[0] != "Z"
    ]
    found = set()
    todo = {pid for pid, above, *command in living if above == parent and like in " ".join(command)}
    while todo:
        found |= todo
        todo = {pid for pid, above, *_ in living if above in todo} - found
    return found


def of_engines() -> set[int]:
    """The supervisors and workers of this process, which may have a browser and servers, too."""
    return processes(os.getpid(), "-m churo.engine.worker")
