"""Makes the release of data that are too large for memory: what is written of them passes by."""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ..formats import N_QUADS, N_TRIPLES, Format
from ..model import DATASET, INDEX, STORE
from ..publication import derived
from ..publication.derived import Sum
from ..publication.distributions import DUMPS
from ..publication.index import Standing
from ..terms import WELL_KNOWN
from .description import dcat, describing, statistics
from .description.dcat import Described
from .description.statistics import Numbers, Statistics
from .dumps import compression
from .dumps.content import AS_READ, WHOLE, Content, File, Part
from .foreign.importing import Heard, Lines
from .publish import publishing, sorted_files
from .publish.publishing import Counts
from .store import literal_forms, making, sorting
from .store.asking import Facts
from .store.building_store import Built, Job

ANSWERED, DUMPED = "answered.nq", "dumped.nt"  # what the store gave, in its own order
DESCRIBED = 1_000  # graphs, classes and properties that are described
LEFT_OUT = (
    "So large a dataset has files in N-Quads and N-Triples alone. Its distinct subjects and objects are "
    f"not counted, and of its graphs, classes and properties the {DESCRIBED} largest are described."
)


@dataclass(frozen=True)
class Written:
    """The files of the whole: quads as they were read, triples as they are answered; how many of each.

    ``answered`` is how many quads are answered; ``same`` says that they are those that were read.
    """

    files: Sequence[File]
    read: int
    answered: int
    triples: int
    same: bool


def write(
    directory: Path,
    lines: Lines,
    told: Mapping[str, str],
    queries: Sequence[Standing],
    heard: Heard,
) -> str:
    """Write a release of N-Quads into ``directory``; give its id.

    ``queries`` are what the server would ask. Call it in the main thread. Raises InputError.
    """
    heard("sorting", 0, 0)
    sorting.sort(lines.path, directory / DATASET)
    lines.path.unlink()
    (directory / DUMPS).mkdir()
    asked, empty = _asked(directory / DATASET, queries)
    written, facts, built = _stored(directory, bool(lines.nodes), asked, heard)
    described = _described(lines, told, written, facts)
    whole = next(file for file in written.files if file.name == _content(N_QUADS).name)
    _share(directory / DATASET, directory / DUMPS / whole.name)
    sums = {DATASET: Sum(whole.sha256, whole.size)}
    outside = {"": built.outside} if built.outside else {}
    counts = Counts(written.answered, {**outside, **dict(sorted(facts.graphs.items()))}, {})
    id = publishing.seal(
        directory, told, sums, lambda id: describing.written(described, id), counts
    )
    (directory / INDEX).write_text(making.index_text(facts, empty), "utf-8")
    known = {f"{DUMPS}/{file.name}": Sum(file.sha256, file.size) for file in written.files}
    derived.write(directory, {**known, **sums})
    return id


def _asked(dataset: Path, queries: Iterable[Standing]) -> tuple[list[str], list[str]]:
    """Those queries that have to be asked, and those that nothing in the data is an answer to."""
    asked, empty = list[str](), list[str]()
    for row in queries:
        there = not row.below or sorted_files.begins(dataset, f"<{row.below}")
        (asked if there else empty).append(row.query)
    return asked, empty


def _stored(
    directory: Path, labelled: bool, queries: Sequence[str], heard: Heard
) -> tuple[Written, Facts, Built]:
    """Make the store of the dataset and ask it, while the dataset is packed."""
    dataset, store = directory / DATASET, directory / STORE
    kept = literal_forms.are_kept(dataset)
    answered = "" if kept else str(directory / ANSWERED)
    job = Job(str(store), str(dataset), (), labelled, str(directory / "merged.nt"), answered)
    with ThreadPoolExecutor(2) as pool:
        packing = pool.submit(
            compression.write_stream, directory / DUMPS, _content(N_QUADS), dataset
        )
        built = making.build(job, heard)
        heard("counting", 0, 0)
        asking = pool.submit(making.ask, store, queries)
        if built.named or not kept:
            making.dump(store, directory / DUMPED)
        files, read = packing.result()
        return _triples(directory, files, read, built.named, kept), asking.result(), built


def _content(format: Format, part: Part | None = None) -> Content:
    """A dump in a format without its bytes; of a part that is told later if none is given."""
    return Content(part or Part(WHOLE, "", None), format.suffix, format.media_type, b"")


def _triples(directory: Path, quads: Sequence[File], read: int, named: bool, kept: bool) -> Written:
    """Write the triples as they are answered beside the quads as they were read.

    Quads without graphs whose literals are ``kept`` are those triples.
    """
    answered, same, triples, number = read, True, list[File](), read
    if named and not kept:
        answered, same = _answered(directory)
    if named or not kept:
        merged = directory / "sorted.nt"
        sorting.sort(directory / DUMPED, merged)
        (directory / DUMPED).unlink()
        if not named:
            same = filecmp.cmp(directory / DATASET, merged, shallow=False)
        if named or not same:
            triples, number = compression.write_stream(
                directory / DUMPS, _content(N_TRIPLES), merged
            )
        merged.unlink()
    triples = triples or [_linked(directory / DUMPS, file) for file in quads]
    whole = Part(WHOLE, f"the whole dataset{'' if same else ' as the endpoint answers it'}", number)
    title = f"the dataset as it was read, {read} quads"
    part = whole if same else Part(AS_READ, title, None, view="rdf", stem=WHOLE)
    files = [replace(file, part=part) for file in quads]
    files += [replace(file, part=whole) for file in triples]
    files.sort(key=lambda file: file.name)
    return Written(files, read, answered if named else number, number, same)


def _answered(directory: Path) -> tuple[int, bool]:
    """How many quads the store gave for those that it was given, and whether they are the same."""
    answered = directory / "sorted.nq"
    sorting.sort(directory / ANSWERED, answered)
    (directory / ANSWERED).unlink()
    found = _lines(answered), filecmp.cmp(directory / DATASET, answered, shallow=False)
    answered.unlink()
    return found


def _linked(dumps: Path, file: File) -> File:
    """The same bytes under the name of N-Triples, which N-Quads without graphs are."""
    name = _content(N_TRIPLES).name + file.name.removeprefix(_content(N_QUADS).name)
    _link(dumps / file.name, dumps / name)
    return replace(file, name=name, media_type=N_TRIPLES.media_type)


def _share(path: Path, other: Path) -> None:
    """Have two files that are equal take the room of one."""
    path.unlink()
    _link(other, path)


def _link(path: Path, other: Path) -> None:
    """Give a file another name; where the file system has no links, copy it."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        parts: Iterable[bytes] = iter(lambda: file.read(compression.PART), b"")
        return sum(part.count(b"\n") for part in parts)


def _described(lines: Lines, told: Mapping[str, str], written: Written, facts: Facts) -> Described:
    spoken = [quad.triple for quad in parse(facts.spoken.encode(), RdfFormat.N_TRIPLES)]
    dataset, graphs = dcat.dataset_of(spoken), _largest(facts.graphs)
    classes, properties = _largest(facts.classes), _largest(facts.properties)
    own = dcat.own_space(dataset, graphs)
    digest = next(file.sha256 for file in written.files if file.name == _content(N_QUADS).name)
    return Described(
        dataset=dataset,
        namespace="",
        version=told["version"],
        title=told["title"],
        told=spoken,
        counted=Statistics(
            Numbers(written.triples, properties=len(facts.properties), classes=len(facts.classes)),
            classes,
            {iri: (number, None, None) for iri, number in properties.items()},
            statistics.vocabularies({*classes, *properties}),
            (),
            facts.examples,
            {iri: Numbers(number) for iri, number in graphs.items()},
        ),
        own=own,
        files=written.files,
        sha256="" if lines.nodes else digest,
        prefixes=WELL_KNOWN,
        read=0 if written.same else written.read,
        left_out=LEFT_OUT,
    )


def _largest(counts: Mapping[str, int]) -> dict[str, int]:
    """The largest of some counts, in the order of their names."""
    ranked = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:DESCRIBED]
    return dict(sorted(ranked))
