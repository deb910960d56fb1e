"""Writes a file aside and puts it in its place, so that nobody finds it half written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import InputError


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """The path to write to; its file takes the place of ``target`` at the end, unless something fails.

    A link stays one, and a file keeps who may read it. Raises InputError where nothing can be
    written, and for what is no file: a device would be replaced, too.
    """
    place = target.resolve()
    if place.exists() and not place.is_file():
        raise InputError("is no file that can be replaced.", str(target))
    partial = place.with_name(f"{place.name}.part")
    try:
        yield partial
        if place.exists():
            shutil.copymode(place, partial)
        partial.replace(place)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}.", str(target)) from error
    finally:
        with suppress(OSError):
            partial.unlink()
