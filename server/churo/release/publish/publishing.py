"""Writes a release aside and publishes it by renaming; a reader never sees a half."""

# Why: docs/decisions/2026-11-25-release-named-by-its-content.md
# Why: docs/decisions/2026-11-25-canonical-hash.md

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from ... import scratch
from ...errors import InputError
from ...model import ASSERTIONS, DATASET
from ...publication import integrity
from ...publication.distributions import DUMPS
from ..description import describing
from ..description.describing import Made
from ..dumps import compression

BLANK = "0" * 12
CURRENT = "current"
BUILDING = ".building-"
DAMAGED = ".damaged"  # where what is replaced goes, until its replacement is in place
LINK = ".current"
# What the system says when a file cannot be written.
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)


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
        (directory / name).parent.mkdir(exist_ok=True)
        (directory / name).write_bytes(content)
    (directory / DUMPS).mkdir()
    files = compression.write(directory / DUMPS, made.contents)
    digests = {name: _digest(content) for name, content in texts.items()}

    version = made.told["version"]
    blank = describing.texts(made, files, digests[DATASET], f"{version}-{BLANK}")
    seal = json.dumps([made.told, digests, blank], sort_keys=True).encode()
    id = f"{version}-{_digest(seal)[:12]}"
    for name, text in blank.items():
        texts[f"{DUMPS}/{name}"] = text.replace(f"{version}-{BLANK}", id).encode()
        (directory / DUMPS / name).write_bytes(texts[f"{DUMPS}/{name}"])
    release = {
        "id": id,
        **made.told,
        **({"titles": made.titles} if made.titles else {}),
        "triples": len(made.answered),
        "graphs": _counts(made.answered),
        "named_only": _counts(made.named_only),
        "files": {
            name: {"sha256": _digest(content), "bytes": len(content)}
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

    What a build that was killed left is deleted first. Raises InputError when the directory of
    releases cannot be written, or its disk is full.
    """
    try:
        releases.mkdir(parents=True, exist_ok=True)
        made = scratch.make(BUILDING, releases)
    except OSError as error:
        raise _unwritable(error, releases) from error
    try:
        yield made.path
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        raise _unwritable(error, releases) from error
    finally:
        made.close()


def _unwritable(error: OSError, releases: Path) -> InputError:
    mend = "Make room there, or choose another directory: CHURO_RELEASES."
    return InputError(f"cannot be written: {error.strerror}.", str(releases), mend)


def publish(directory: Path, releases: Path, id: str) -> Path:
    """Move a written release to its place and point ``current`` at it; give its place.

    What is there already under that name is the same, and stays, unless it is damaged.
    """
    place = releases / id
    directory.chmod(0o755)
    if place.exists() and not integrity.is_intact(place):
        os.rename(place, directory / DAMAGED)
    (directory / LINK).symlink_to(id)
    try:
        os.rename(directory, place)
        directory = place
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
    os.replace(directory / LINK, releases / CURRENT)
    shutil.rmtree(place / DAMAGED, ignore_errors=True)
    return place
