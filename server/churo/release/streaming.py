"""Makes the release of data that are too large for memory: what is written of them passes by."""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ..formats import N_QUADS
from ..model import DATASET, INDEX, NAMES, STORE
from ..publication import derived
from ..publication.derived import Sum
from ..publication.distributions import DUMPS
from ..publication.index import Standing
from ..publication.name_tables import NameQueries
from ..terms import WELL_KNOWN
from .description import dcat, describing, statistics
from .description.dcat import Described
from .description.statistics import Numbers, Statistics
from .foreign.importing import Heard, Lines
from .publish import publishing, sorted_files
from .publish.publishing import Counts
from .store import large_dumps, literal_forms, making, sorting
from .store.asking import Facts
from .store.building_store import Built, Job
from .store.large_dumps import ANSWERED, DUMPED, Written

DESCRIBED = 1_000  # graphs, classes and properties that are described
LEFT_OUT = (
    "So large a dataset has no files in RDF/XML. Its distinct subjects and objects are "
    f"not counted, and of its graphs, classes and properties the {DESCRIBED} largest are described."
)


def write(
    directory: Path,
    lines: Lines,
    told: Mapping[str, str],
    queries: Sequence[Standing | NameQueries],
    heard: Heard,
) -> str:
    """Write a release of N-Quads into ``directory``; give its id.

    ``queries`` are what the server would ask, and what names are found by. Call it in the main thread. Raises InputError.
    """
    heard("sorting", 0, 0)
    sorting.sort(lines.path, directory / DATASET)
    lines.path.unlink()
    (directory / DUMPS).mkdir()
    asked, empty = _asked(directory / DATASET, [q for q in queries if isinstance(q, Standing)])
    naming = [
        query
        for query in queries
        if isinstance(query, NameQueries) and _has(directory / DATASET, query.space)
    ]
    written, facts, built = _stored(directory, bool(lines.nodes), asked, naming, heard)
    described = _described(lines, told, written, facts)
    whole = next(file for file in written.files if file.name == large_dumps.content(N_QUADS).name)
    large_dumps.share(directory / DATASET, directory / DUMPS / whole.name)
    sums = {DATASET: Sum(whole.sha256, whole.size)}
    outside = {"": built.outside} if built.outside else {}
    counts = Counts(written.triples, {**outside, **dict(sorted(facts.graphs.items()))}, 0, {})
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
        (asked if _has(dataset, row.below) else empty).append(row.query)
    return asked, empty


def _has(dataset: Path, space: str) -> bool:
    """Whether there are things below a namespace; below none there always are."""
    return not space or sorted_files.begins(dataset, f"<{space}")


def _stored(
    directory: Path,
    labelled: bool,
    queries: Sequence[str],
    naming: Sequence[NameQueries],
    heard: Heard,
) -> tuple[Written, Facts, Built]:
    """Make the store of the dataset and ask it, while the dataset is packed."""
    dataset, store = directory / DATASET, directory / STORE
    kept = literal_forms.are_kept(dataset)
    answered = "" if kept else str(directory / ANSWERED)
    job = Job(str(store), str(dataset), (), labelled, str(directory / "merged.nt"), answered)
    with ThreadPoolExecutor(3) as pool:
        writing = pool.submit(large_dumps.quads, directory)
        built = making.build(job, heard)
        heard("counting", 0, 0)
        asking = pool.submit(making.ask, store, queries)
        names = pool.submit(making.name, store, naming, directory / NAMES)
        if built.named or not kept:
            making.dump(store, directory / DUMPED)
        written = large_dumps.beside(directory, writing.result(), built.named, kept)
        names.result()
        return written, asking.result(), built


def _described(lines: Lines, told: Mapping[str, str], written: Written, facts: Facts) -> Described:
    spoken = [quad.triple for quad in parse(facts.spoken.encode(), RdfFormat.N_TRIPLES)]
    dataset, graphs = dcat.dataset_of(spoken), _largest(facts.graphs)
    classes, properties = _largest(facts.classes), _largest(facts.properties)
    own = dcat.own_space(dataset, graphs)
    digest = next(
        file.sha256 for file in written.files if file.name == large_dumps.content(N_QUADS).name
    )
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
