"""Directories for work under way: whoever makes the next one deletes those of the dead.

Each is locked by its maker (flock on the directory itself), and by the processes that it forks: the
system lets go of the lock when the last of them ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RANDOM = "[a-z0-9_]{8}"  # what the library adds to a prefix


class Scratch:
    """A directory at ``path``, deleted by ``close`` or, if that is never called, by a later maker."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path, self._lock = path, lock

    @property
    def short(self) -> str:
        """Another path to it in this process, short enough for a socket's (unix(7): 108 bytes)."""
        return f"/proc/self/fd/{self._lock}"

    def close(self) -> None:
        """Delete the directory, unless it was moved away meanwhile."""
        if self._lock < 0:
            return
        if _is(self.path, self._lock):
            shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)
        self._lock = -1


def make(prefix: str, parent: str | os.PathLike[str] | None = None) -> Scratch:
    """A new directory, once those of the dead are gone. Raises OSError when there can be none."""
    place = Path(parent or tempfile.gettempdir())
    clear(prefix, place)
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        try:
            lock = _open(path)
        except FileNotFoundError:  # another process took it for one of the dead
            continue
        if _locked(lock) is not False and _is(path, lock):
            return Scratch(path, lock)
        os.close(lock)


@contextmanager
def directory(prefix: str, parent: str | os.PathLike[str] | None = None) -> Iterator[Path]:
    """As ``make``, deleted at the end."""
    made = make(prefix, parent)
    try:
        yield made.path
    finally:
        made.close()


def clear(prefix: str, parent: Path) -> None:
    """Delete the directories of a prefix whose makers have ended; those of other users stay."""
    named = re.compile(re.escape(prefix) + RANDOM)
    try:
        found = [Path(entry.path) for entry in os.scandir(parent) if named.fullmatch(entry.name)]
    except OSError:
        return
    for path in found:
        delete_if_left(path)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Have a directory, made where there is none, that nobody deletes as left meanwhile.

    A program that this process becomes has it, too. Others may have it at the same time. Where none can be made, nothing is had.
    """
    lock = -1
    with suppress(OSError):
        lock = _held(path)
        os.set_inheritable(lock, True)
    try:
        yield
    finally:
        if lock >= 0:
            os.close(lock)


def _held(path: Path) -> int:
    while True:
        path.mkdir(parents=True, exist_ok=True)
        lock = _open(path)
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_SH)
        if _is(path, lock):
            with suppress(OSError):  # it may be read-only
                os.utime(path)
            return lock
        os.close(lock)


def keep_latest(parent: Path, most: int) -> None:
    """Delete the directories in a directory that nobody holds, but for those held last, so many."""
    with suppress(OSError):
        found = [entry for entry in os.scandir(parent) if entry.is_dir(follow_symlinks=False)]
        found.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in found[most:]:
            delete_if_left(Path(entry.path))


def delete_if_left(path: Path) -> bool:
    """Delete a directory that nobody holds; whether it is gone."""
    try:
        lock = _open(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        own = os.fstat(lock).st_uid == os.geteuid()
        if own and _locked(lock):
            shutil.rmtree(path, ignore_errors=True)
        return not path.exists()
    finally:
        os.close(lock)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _locked(directory: int) -> bool | None:
    """Whether the lock was had; ``None`` where the file system has no locks."""
    try:
        fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is(path: Path, directory: int) -> bool:
    """Whether a path still leads to an open directory."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(directory))
    except OSError:
        return False
