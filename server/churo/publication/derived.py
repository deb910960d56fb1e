"""What of a release is made of the rest of it, and may be made again: its store, index and names.

The bytes of a store are others each time, so the id of a release does not name them. ``derived.json`` has
their digests and sizes, and those of the files of such a release that are large.
"""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import InputError
from ..model import INDEX, NAMES, STORE

DERIVED = "derived.json"


@dataclass(frozen=True)
class Sum:
    """What a file is known by: its SHA-256 in hexadecimal, its size in bytes."""

    sha256: str
    bytes: int


def sum_of(path: Path) -> Sum:
    """The sum of a file. Raises OSError."""
    with path.open("rb") as file:
        return Sum(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def write(directory: Path, known: dict[str, Sum]) -> None:
    """Write the sums of what is derived in a directory, beside those that are ``known``, by name."""
    made = {name: sum_of(directory / name) for name in _names(directory)}
    rows = {name: asdict(row) for name, row in sorted({**known, **made}.items())}
    (directory / DERIVED).write_text(json.dumps({"files": rows}, indent=1) + "\n", "utf-8")


def read(directory: Path) -> dict[str, Sum]:
    """The sums by name; none where nothing is derived.

    Raises InputError where they cannot be read, or where there is a store without them.
    """
    try:
        told = json.loads((directory / DERIVED).read_text("utf-8"))
        return {
            name: Sum(str(row["sha256"]), int(row["bytes"])) for name, row in told["files"].items()
        }
    except FileNotFoundError:
        if (directory / STORE).exists():
            raise InputError(f"has a store and no {DERIVED}.", str(directory)) from None
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("is damaged.", str(directory / DERIVED)) from error


def _names(directory: Path) -> Iterable[str]:
    yield from (f"{STORE}/{path.name}" for path in sorted((directory / STORE).iterdir()))
    yield from (name for name in (INDEX, NAMES) if (directory / name).is_file())
