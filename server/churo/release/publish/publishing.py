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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from ... import scratch
from ...errors import InputError
from ...model import ASSERTIONS, DATASET
from ...publication import integrity
from ...publication.derived import Sum
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
    sums = {name: Sum(_digest(content), len(content)) for name, content in texts.items()}

    def describe(id: str) -> dict[str, str]:
        return describing.texts(made, files, sums[DATASET].sha256, id)

    counts = Counts(
        triples(made.answered),
        _counts(made.answered),
        triples(made.named_only),
        _counts(made.named_only),
    )
    return seal(directory, made.told, sums, describe, counts, made.titles)


@dataclass(frozen=True)
class Counts:
    """The distinct triples of the default graph, and of the graphs beside it taken together.

    ``graphs`` and ``named_only`` are those of each graph, merged and not; see ``_counts``.
    """

    triples: int
    graphs: Mapping[str, int]
    named_only_triples: int
    named_only: Mapping[str, int]


def seal(
    directory: Path,
    told: Mapping[str, str],
    sums: Mapping[str, Sum],
    describe: Callable[[str], Mapping[str, str]],
    counts: Counts,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Write what a release says of itself beside its files, of which ``sums`` tells; give its id.

    ``describe`` gives the texts beside the dumps of a release with some id; ``titles`` are by language.
    """
    version = told["version"]
    blank = describe(f"{version}-{BLANK}")
    digests = {name: row.sha256 for name, row in sums.items()}
    id = f"{version}-{_digest(json.dumps([told, digests, blank], sort_keys=True).encode())[:12]}"
    all_sums = dict(sums)
    for name, text in blank.items():
        content = text.replace(f"{version}-{BLANK}", id).encode()
        all_sums[f"{DUMPS}/{name}"] = Sum(_digest(content), len(content))
        (directory / DUMPS / name).write_bytes(content)
    release = {
        "id": id,
        **told,
        **({"titles": titles} if titles else {}),
        "triples": counts.triples,
        "graphs": counts.graphs,
        "named_only_triples": counts.named_only_triples,
        "named_only": counts.named_only,
        "files": {name: asdict(row) for name, row in sorted(all_sums.items())},
    }
    summary = json.dumps(release, ensure_ascii=False, indent=2) + "\n"
    (directory / "release.json").write_text(summary, "utf-8")
    return id


def triples(quads: Iterable[Quad]) -> int:
    """How many distinct triples there are: of one that is in two graphs a query finds one."""
    return len({quad.triple for quad in quads})


def _counts(quads: Iterable[Quad]) -> dict[str, int]:
    """How many triples each graph has that has an IRI, and under an empty one all others together."""
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
