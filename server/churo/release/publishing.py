"""Writes a release aside and publishes it by renaming; a reader never sees a half."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad

from ..errors import InputError

CURRENT = "current"
DATASET = "dataset.nq"


def lines(quads: Iterable[Quad]) -> list[str]:
    """Canonical N-Quads (RDF 1.1 N-Quads §4), a line a quad, sorted, none twice."""
    return sorted({f"{quad} .\n" for quad in quads})


def write(
    directory: Path, quads: Iterable[Quad], told: Mapping[str, str], texts: Mapping[str, str]
) -> str:
    """Write a release's files into ``directory``; give its id.

    ``told`` has version, title and sources; ``texts`` are further files by name.
    """
    quads = set(quads)
    data = "".join(lines(quads)).encode()
    files = {DATASET: data, **{name: text.encode() for name, text in texts.items()}}
    for name, content in files.items():
        (directory / name).write_bytes(content)
    counts = Counter(
        "" if isinstance(q.graph_name, DefaultGraph) else q.graph_name.value for q in quads
    )
    id = f"{told['version']}-{hashlib.sha256(data).hexdigest()[:12]}"
    description = {
        "id": id,
        **told,
        "triples": len(quads),
        "graphs": dict(sorted(counts.items())),
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    text = json.dumps(description, ensure_ascii=False, indent=2) + "\n"
    (directory / "release.json").write_text(text, "utf-8")
    return id


@contextmanager
def aside(releases: Path) -> Iterator[Path]:
    """A new directory beside the releases, gone again unless it was published.

    Raises InputError when the directory of releases cannot be written.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        directory = Path(tempfile.mkdtemp(prefix=".building-", dir=releases))
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}.",
            str(releases),
            "Choose another: CHURO_RELEASES.",
        ) from error
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def publish(directory: Path, releases: Path, id: str) -> Path:
    """Move a written release to its place and point ``current`` at it; give its place."""
    place = releases / id
    directory.chmod(0o755)
    if not place.exists():
        os.rename(directory, place)
    link = Path(tempfile.mktemp(prefix=".current-", dir=releases))
    link.symlink_to(id)
    os.replace(link, releases / CURRENT)
    return place
