"""Compares a release with the digests that it states, before anything is answered from it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..model import Release
from . import catalogue, derived
from .distributions import DUMPS

SUMS = "SHA256SUMS"
LARGEST = 16 << 20  # bytes of a file of a release on disk that is read before it is served
SHOWN = 5  # files that a message names
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\0]+)\Z")


def read_release(directory: Path) -> Release:
    """A release that is as it was written. Raises InputError, which names what is not."""
    release = catalogue.read_release(directory)
    require(directory)
    return release


def require(directory: Path) -> None:
    """Raise InputError if a file of a release is missing or another than its digest says."""
    wrong = list(damage(directory))
    if wrong:
        more = f", and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        raise InputError(
            f"is damaged: {', '.join(wrong[:SHOWN])}{more}.",
            str(directory),
            "Make it again with churo build, or point the link current at another.",
        )


def is_intact(directory: Path) -> bool:
    """Whether a release is there as it was written."""
    try:
        return not any(damage(directory))
    except InputError:
        return False


def damage(directory: Path, largest: int | None = LARGEST) -> Iterator[str]:
    """Each file that is not as it was written, with what is wrong, in words.

    Of a release on disk, files of more than ``largest`` bytes are told by their sizes alone, ``None`` reads
    them all. Raises InputError when it is no release.
    """
    sums = derived.read(directory)
    rows = {**{name: row.sha256 for name, row in sums.items()}, **dict(_files(directory))}
    for name, digest in (*rows.items(), *_dumps(directory / DUMPS)):
        path, size = directory / name, sums[name].bytes if name in sums else None
        try:
            if size is not None and path.stat().st_size != size:
                yield f"{name} has another size than stated"
                continue
            if size is not None and largest is not None and size > largest:
                continue
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror})"
            continue
        if found != digest:
            yield f"{name} has another SHA-256 than stated"


def _files(directory: Path) -> Iterator[tuple[str, str]]:
    """What release.json lists. Raises InputError when it cannot be read."""
    try:
        told = json.loads((directory / "release.json").read_text("utf-8"))
        rows = [(str(name), str(row["sha256"])) for name, row in told["files"].items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("is no release.", str(directory), "Make one: churo build.") from error
    yield from (row for row in rows if ".." not in Path(row[0]).parts and row[0][:1] != "/")


def _dumps(directory: Path) -> Iterator[tuple[str, str]]:
    """What SHA256SUMS lists of the dumps; a release without dumps has none."""
    if not directory.is_dir():
        return
    try:
        lines = (directory / SUMS).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        yield f"{DUMPS}/{SUMS}", ""
        return
    for line in lines:
        found = _LINE.match(line)
        # A line that is none stands for a file that has no digest, which is told as such.
        yield (f"{DUMPS}/{found[2]}", found[1]) if found else (f"{DUMPS}/{SUMS}", "")
