"""Opens the standard streams that whoever started the command has closed."""

from __future__ import annotations

import os
import sys


def require() -> None:
    """Have all three open, on nothing where they were closed.

    Otherwise the next file or socket that is opened has the descriptor of one, and is written to.
    """
    while (
        opened := os.open(os.devnull, os.O_RDWR)
    ) <= 2:  # the system gives the lowest that is free
        os.set_inheritable(opened, True)
    os.close(opened)
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(descriptor, "w", encoding="utf-8", closefd=False))
