"""Makes releases: of the house, checked first, or of any RDF files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store

from ..errors import InputError
from ..publication import catalogue as catalogues
from ..publication import history, integrity
from ..publication.catalogue import Catalogue
from ..publication.checks import Finding
from ..publication.distributions import DUMPS
from ..publication.history import Change
from ..publication.index import Standing
from ..publication.name_tables import NameQueries
from ..terms import WELL_KNOWN
from . import streaming
from .description.describing import Made
from .dumps import graph_dumps, guide, page_views, question_answers, table_columns, tables, views
from .dumps.content import Content
from .foreign import importing
from .foreign.importing import Heard
from .publish import comparing, publishing
from .source import loading
from .source.derived_graphs import generate, heading
from .source.merged_store import merged
from .store import adding

# Quads up to which a release is held in memory while it is served. Files can be made into one without
# ever being in memory, and a house cannot: there the faster store in memory is worth more.
MEMORY_TRIPLES, HOUSE_TRIPLES = 50_000, 200_000


@dataclass(frozen=True)
class Dataset:
    """A house loaded and layered: ``authored`` as written, ``store`` with the layers too.

    ``published`` are merged into the default graph, ``named_only`` are published in named graphs
    alone: what each assertion states, and readings. ``public`` is the store of both that the
    questions are asked of.
    """

    root: Path
    catalogue: Catalogue
    prefixes: dict[str, str]
    authored: list[Quad]
    store: Store
    published: frozenset[Quad]
    named_only: frozenset[Quad]
    public: Store

    @property
    def triples(self) -> int:
        """How many triples the default graph has."""
        return publishing.triples(self.published)


def load(root: Path) -> Dataset:
    """Read a house and generate its layers. Raises InputError for what cannot be read."""
    catalogue, prefixes = catalogues.read(root), catalogues.prefixes(root)
    missing = [file for file in catalogue.files() if not (root / file).is_file()]
    if missing:
        raise InputError("is listed but not there.", str(missing[0]), "Mend data/catalogue.ttl.")
    authored = list(loading.authored(root, catalogue, prefixes))
    store = Store()
    store.bulk_extend(authored)
    generate(store, root, catalogue, prefixes)
    generated = {graph.iri for graph in catalogue.graphs if graph.query is not None}
    layers = (quad for quad in store if _name(quad) in generated)
    published, named_only = parted(chain(authored, layers), catalogue)
    public = merged(published, named_only)
    return Dataset(root, catalogue, prefixes, authored, store, published, named_only, public)


def parted(quads: Iterable[Quad], catalogue: Catalogue) -> tuple[frozenset[Quad], frozenset[Quad]]:
    """The quads of the graphs that are merged into the default graph, and of those beside it."""
    listed = {graph.iri for graph in catalogue.graphs}
    merged_, named_only = [], []
    for quad in quads:
        name = _name(quad)
        if name in catalogue.published:
            merged_.append(quad)
        elif name in catalogue.named_only or name not in listed:
            named_only.append(quad)
    return frozenset(merged_), frozenset(named_only)


def _name(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value


def build(
    dataset: Dataset,
    releases: Path,
    findings: list[Finding],
    most: int = HOUSE_TRIPLES,
    queries: Sequence[Standing | NameQueries] = (),
    heard: Heard = importing.nobody,
) -> Path:
    """Publish a dataset with the report on it; give the release's directory.

    One of more than ``most`` quads is served from a store on disk, which knows the answers to ``queries``.
    ``heard`` is told what is being written.
    """
    catalogue = dataset.catalogue
    told = {
        "version": catalogue.version,
        "title": catalogue.title,
        "sources": loading.sources(dataset.root, catalogue),
    }
    report = (
        json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"
    )
    with publishing.aside(releases) as directory:
        texts = {"report.json": report, **_views(dataset, heard)}
        contents, prefixes = _contents(dataset, heard), dataset.prefixes
        made = Made(
            dataset.published,
            dataset.named_only,
            told,
            texts,
            contents,
            prefixes,
            ours=True,
            titles=catalogue.titles,
        )
        id = publishing.write(directory, made)
        if len(dataset.published) + len(dataset.named_only) > most:
            adding.add(directory, queries)
        return _placed(directory, releases, id)


def _placed(directory: Path, releases: Path, id: str) -> Path:
    """Tell what a written release changes of the current one, and put it in its place."""
    before = current(releases)
    if before is not None and before.name != id:
        difference = comparing.compare_releases(before, directory)
        if difference is not None:
            added, removed = len(difference.added), len(difference.removed)
            change = Change(id, before.name, removed, added, difference.things)
            history.write(change, comparing.patch(difference), releases)
    return publishing.publish(directory, releases, id)


def _contents(dataset: Dataset, heard: Heard) -> Iterator[Content]:
    """Every dump, of which ``heard`` is told by its name."""
    for content in _dumps(dataset):
        heard(f"writing {content.name}", 0, 0)
        yield content


def _dumps(dataset: Dataset) -> Iterator[Content]:
    """The graphs, the whole, and the views that the house has queries for."""
    head = heading(dataset.prefixes)
    triples = graph_dumps.by_graph(dataset.published)
    yield from graph_dumps.whole(dataset.published, dataset.prefixes)
    yield from graph_dumps.assertions(dataset.named_only, dataset.prefixes)
    yield from graph_dumps.graphs(triples, dataset.prefixes)
    yield from views.reified(graph_dumps.merge(triples), dataset.named_only, dataset.prefixes)
    yield from views.of_queries(dataset.public, dataset.root, head, dataset.prefixes)
    yield from tables.contents(dataset.public, dataset.root, head)


def _views(dataset: Dataset, heard: Heard) -> dict[str, str]:
    """What pages show of the domain, and how to ask it, by name; ``heard`` is told of each."""
    asked, head = (dataset.public, dataset.root), heading(dataset.prefixes)
    texts = {}
    for name, text in chain(
        page_views.texts(*asked, head),
        question_answers.texts(*asked, head),
        guide.texts(*asked, head, dataset.prefixes),
        table_columns.text(dataset.root).items(),
    ):
        heard(f"writing {name}", 0, 0)
        texts[name] = text
    return texts


def plain(
    files: Iterable[Path],
    releases: Path,
    most: int = MEMORY_TRIPLES,
    queries: Sequence[Standing | NameQueries] = (),
    heard: Heard = importing.nobody,
) -> Path:
    """Publish any RDF files, unchecked and dumped only whole; give the release's directory.

    When the current release was made of the same files it stays. More than ``most`` quads are never
    in memory: they have a store on disk, which knows the answers to ``queries``. ``heard`` is told how
    far it is. Call it in the main thread. Raises InputError for what cannot be read.
    """
    files = list(files)
    digest = importing.digest(files)
    there = current(releases)
    if there is not None and integrity.is_intact(there) and not _differs(there, digest):
        return there
    importing.require_formats(files)
    title = ", ".join(os.fsencode(file.name).decode("utf-8", "replace") for file in files)
    told = {"version": "data", "title": title, "sources": digest}
    with publishing.aside(releases) as directory:
        lines = importing.write(files, directory / "read.nq", heard)
        if lines.quads > most:
            id = streaming.write(directory, lines, told, queries, heard)
            return _placed(directory, releases, id)
        data = importing.held(lines)
        lines.path.unlink()
        served = loading.served(data.quads)
        contents = graph_dumps.as_read(data.quads, served, WELL_KNOWN)
        made = Made(
            data.quads, frozenset(), told, {}, contents, WELL_KNOWN, False, served, data.canonical
        )
        return _placed(directory, releases, publishing.write(directory, made))


def current(releases: Path) -> Path | None:
    """The release that ``current`` points at, if there is one."""
    link = releases / publishing.CURRENT
    return link.resolve() if (link / "release.json").is_file() else None


def stale(root: Path, release: Path) -> bool:
    """Whether the house has changed since a release was made of it."""
    return _differs(release, loading.sources(root, catalogues.read(root)))


def _differs(release: Path, sources: str) -> bool:
    """Whether a release was made of other sources, or before releases had dumps.

    Raises InputError when it is none.
    """
    try:
        made_of = json.loads((release / "release.json").read_text("utf-8"))["sources"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("is no release.", str(release), "Make one: churo build.") from error
    return bool(made_of != sources) or not (release / DUMPS).is_dir()
