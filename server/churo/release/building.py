"""Makes releases: of the house, checked first, or of any RDF files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, Store

from .. import catalogue as catalogues
from .. import checks, history
from ..catalogue import Catalogue
from ..checks import Finding
from ..distributions import DUMPS
from ..errors import InputError
from ..history import Change
from ..terms import WELL_KNOWN
from . import comparing, dumps, loading, publishing, tables, validation, views
from .asking import merged
from .contents import Content
from .describing import Made
from .layers import generate, heading
from .skolem import skolemise

Tell = Callable[[str], None]
SHAPES = "shapes"


@dataclass(frozen=True)
class Dataset:
    """A house loaded and layered: ``authored`` as written, ``store`` with the layers too.

    ``public`` is the store that the questions are asked of: the published graphs, and all of
    their triples once in the default graph.
    """

    root: Path
    catalogue: Catalogue
    prefixes: dict[str, str]
    authored: list[Quad]
    store: Store
    published: frozenset[Quad]
    public: Store


def load(root: Path) -> Dataset:
    """Read a house and generate its layers. Raises InputError for what cannot be read."""
    catalogue, prefixes = catalogues.read(root), catalogues.prefixes(root)
    missing = [file for file in catalogue.files() if not (root / file).is_file()]
    if missing:
        raise InputError("is listed but not there.", str(missing[0]), "Mend data/catalogue.ttl.")
    authored = list(loading.authored(root, catalogue))
    store = Store()
    store.bulk_extend(authored)
    generate(store, root, catalogue, prefixes)
    published = _published(authored, store, catalogue)
    return Dataset(root, catalogue, prefixes, authored, store, published, merged(published))


def _published(authored: list[Quad], store: Store, catalogue: Catalogue) -> frozenset[Quad]:
    """The quads of the published graphs, authored ones as written."""
    generated = {graph.iri for graph in catalogue.graphs if graph.query is not None}
    layers = (quad for quad in store if quad.graph_name.value in generated)
    quads = chain(authored, layers)
    return frozenset(quad for quad in quads if quad.graph_name.value in catalogue.published)


def check(
    dataset: Dataset,
    tell: Tell,
    document: Path | None = None,
    only: Collection[str] = (),
) -> list[Finding]:
    """Everything that is wrong with a dataset, with file and line where they can be told.

    ``only`` names the checks to make, by default all; the names of views are names of checks.
    Raises InputError for a name that there is not.
    """
    steps = _steps(dataset, document, only)
    names = {*steps, SHAPES, *(view.name for view in dataset.catalogue.views)}
    for name in set(only) - names:
        raise InputError(
            f"no such check: {name}.", "--only", f"There is {', '.join(sorted(names))}."
        )
    findings = []
    for name, step in steps.items():
        if not only or name in only or name == SHAPES:
            tell(name)
            findings += list(step())
    places = checks.Places(dataset.root, dataset.catalogue, dataset.prefixes)
    return sorted({_placed(finding, places) for finding in findings})


def _steps(
    dataset: Dataset, document: Path | None, only: Collection[str]
) -> dict[str, Callable[[], Iterable[Finding]]]:
    root, catalogue, prefixes = dataset.root, dataset.catalogue, dataset.prefixes
    every = not only or SHAPES in only
    views = [view for view in catalogue.views if every or view.name in only]
    steps: dict[str, Callable[[], Iterable[Finding]]] = {
        "files": lambda: chain(
            checks.unlisted(root, catalogue), checks.foreign_prefixes(root, catalogue, prefixes)
        ),
        "literals": lambda: map(_literal, loading.uncanonical(dataset.authored)),
        "hygiene": lambda: validation.hygiene(dataset.public, root, prefixes),
        "questions": lambda: validation.answers(dataset.public, root, prefixes),
    }
    if views:
        steps[SHAPES] = lambda: validation.shacl(dataset.store, root, views)
    if document is not None:
        steps = {"document": lambda: validation.document(dataset.public, document), **steps}
    return steps


def build(dataset: Dataset, releases: Path, findings: list[Finding]) -> Path:
    """Publish a dataset with the report on it; give the release's directory."""
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
        texts = {"report.json": report}
        contents, prefixes = _contents(dataset), dataset.prefixes
        made = Made(dataset.published, told, texts, contents, prefixes, ours=True)
        return _publish(directory, releases, made)


def _publish(directory: Path, releases: Path, made: Made) -> Path:
    """Write a release, tell what it changes of the current one, and put it in its place."""
    id, before = publishing.write(directory, made), current(releases)
    if before is not None and before.name != id:
        difference = comparing.compare(before, directory)
        things = difference.things
        change = Change(id, before.name, len(difference.removed), len(difference.added), things)
        history.write(change, comparing.patch(difference), releases)
    return publishing.publish(directory, releases, id)


def _contents(dataset: Dataset) -> Iterator[Content]:
    """Every dump: the graphs, the whole, and the views that the house has queries for."""
    head = heading(dataset.prefixes)
    triples = dumps.by_graph(dataset.published)
    yield from dumps.whole(dataset.published, dataset.prefixes)
    yield from dumps.graphs(triples, dataset.prefixes)
    yield from views.reified(dumps.merge(triples), dataset.prefixes)
    yield from views.of_queries(dataset.public, dataset.root, head, dataset.prefixes)
    yield from tables.contents(dataset.public, dataset.root, head)


def plain(files: Iterable[Path], releases: Path) -> Path:
    """Publish any RDF files, unchecked and dumped only whole; give the release's directory.

    When the current release was made of the same files it stays.
    """
    files = list(files)
    parts = [file.name.encode() + b"\0" + file.read_bytes() for file in files]
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    there = current(releases)
    if there is not None and not _differs(there, digest):
        return there
    quads = frozenset(q for file in files for q in skolemise(loading.read(file), str(file)))
    title = ", ".join(file.name for file in files)
    told = {"version": "data", "title": title, "sources": digest}
    with publishing.aside(releases) as directory:
        contents = dumps.whole(quads, WELL_KNOWN)
        made = Made(quads, told, {}, contents, WELL_KNOWN, ours=False)
        return _publish(directory, releases, made)


def current(releases: Path) -> Path | None:
    """The release that ``current`` points at, if there is one."""
    link = releases / publishing.CURRENT
    return link.resolve() if (link / "release.json").is_file() else None


def stale(root: Path, release: Path) -> bool:
    """Whether the house has changed since a release was made of it."""
    return _differs(release, loading.sources(root, catalogues.read(root)))


def _differs(release: Path, sources: str) -> bool:
    """Whether a release was made of other sources, or before releases had dumps."""
    told = json.loads((release / "release.json").read_text("utf-8"))
    return bool(told["sources"] != sources) or not (release / DUMPS).is_dir()


def _literal(quad: Quad) -> Finding:
    rule = "Literals are written as a store gives them back: 1.5, not 1.50."
    return Finding("literals", rule, str(quad.subject).strip("<>"), str(quad.object))


def _placed(finding: Finding, places: checks.Places) -> Finding:
    file, line = (finding.file, finding.line) if finding.file else places.of(finding.subject)
    return replace(
        finding,
        subject=places.short(finding.subject),
        value=places.short(finding.value),
        file=file,
        line=line,
    )
