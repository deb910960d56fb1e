"""Writes a release aside and publishes it by renaming; a reader never sees a half."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from ..distributions import DUMPS
from ..errors import InputError
from ..model import ASSERTIONS, DATASET
from . import describing, packing
from .describing import Made

BLANK = "0" * 12
CURRENT = "current"


def lines(quads: Iterable[Quad]) -> list[str]:
    """Canonical N-Quads (RDF 1.1 N-Quads §4), a line a quad, sorted, none twice."""
    return sorted({f"{quad} .\n" for quad in quads})


def write(directory: Path, made: Made) -> str:
    """Write a release into ``directory``: dataset, texts, dumps, descriptions; give its id.

    The id names the content: it is made of all that is written, with a blank where texts tell
    the id itself; the digests of the dumps are in those texts.
    """
    texts = {DATASET: "".join(lines(made.quads)).encode()}
    if made.named_only:
        texts[ASSERTIONS] = "".join(lines(made.named_only)).encode()
    texts |= {name: text.encode() for name, text in made.texts.items()}
    for name, content in texts.items():
        (directory / name).write_bytes(content)
    (directory / DUMPS).mkdir()
    files = packing.write(directory / DUMPS, made.contents)
    digests = {name: _digest(content) for name, content in texts.items()}

    version = made.told["version"]
    blank = describing.texts(made, files, digests[DATASET], f"{version}-{BLANK}")
    seal = json.dumps([made.told, digests, blank], sort_keys=True).encode()
    id = f"{version}-{_digest(seal)[:12]}"
    for name, text in blank.items():
        told = text.replace(f"{version}-{BLANK}", id)
        (directory / DUMPS / name).write_text(told, "utf-8")
    release = {
        "id": id,
        **made.told,
        "triples": len(made.answered),
        "graphs": _counts(made.answered),
        "named_only": _counts(made.named_only),
        "files": {
            name: {"sha256": digests[name], "bytes": len(content)}
            for name, content in sorted(texts.items())
        },
    }
    summary = json.dumps(release, ensure_ascii=False, indent=2) + "\n"
    (directory / "release.json").write_text(summary, "utf-8")
    return id


def _counts(quads: Iterable[Quad]) -> dict[str, int]:
    """How many quads each graph has that has an IRI, and under an empty one all others together."""
    named: Counter[str] = Counter()
    others: set[Triple] = set()
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            named[quad.graph_name.value] += 1
        else:
            others.add(quad.triple)
    return {**({"": len(others)} if others else {}), **dict(sorted(named.items()))}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
