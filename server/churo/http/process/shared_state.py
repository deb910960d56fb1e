"""What the processes of one server share: a directory for accounts, counts and long answers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ... import scratch
from ...errors import InputError

PREFIX = "churo-serve-"


@contextmanager
def shared() -> Iterator[Path]:
    """Make the directory for the life of a server; gives the file of the accounts in it.

    Raises InputError where nothing can be written.
    """
    try:
        made = scratch.make(PREFIX)
        accounts = made.path / "accounts"
        accounts.touch(0o600)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}.",
            tempfile.gettempdir(),
            "Make room there, or name another directory: TMPDIR.",
        ) from error
    try:
        yield accounts
    finally:
        made.close()
