"""Puts a directory in the place of another, so that there is always one of them."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

AT_FDCWD = -100  # of <fcntl.h>: paths are relative to the working directory
RENAME_EXCHANGE = 2  # of <linux/fs.h>


def put(made: Path, target: Path) -> None:
    """Move a directory to ``target``; one that is there already is where it was made afterwards.

    Raises OSError.
    """
    if not target.exists():
        made.rename(target)
        return
    names = os.fsencode(made), os.fsencode(target)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(target))
