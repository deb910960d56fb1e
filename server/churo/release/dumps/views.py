"""Views of a release in other shapes than its own: RDF 1.2, nanopublications, claim reviews."""

# Why: docs/decisions/2026-11-25-nanopublications-of-accepted-assertions.md

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, RdfFormat, Store, Triple

from ... import rdf
from ...errors import InputError
from ...rdf import trees
from ...terms import NP, RDF, SCHEMA
from ..source.merged_store import select
from .content import Content, Part
from .dump_forms import FORMS

VIEWS = Path("queries/views")
REIFIES = NamedNode(f"{RDF}reifies")
TYPE = NamedNode(str(RDF.type))
_FORM = {form.suffix: form for form in FORMS}


def reified(
    triples: Sequence[Triple], named_only: Iterable[Quad], prefixes: Mapping[str, str]
) -> Iterator[Content]:
    """The triples with what is stated as RDF 1.2 triple terms, if any graph states something.

    The name of a graph reifies each triple in it (RDF 1.2 Schema, ``rdf:reifies``), which does
    not assert it.
    """
    terms = {
        Triple(quad.graph_name, REIFIES, quad.triple)
        for quad in named_only
        if isinstance(quad.graph_name, NamedNode)
    }
    if not terms:
        return
    ordered = sorted({*triples, *terms}, key=str)
    part = Part(
        "rdf12", "the whole dataset in RDF 1.2, with triple terms", len(ordered), view="rdf"
    )
    used = rdf.used(ordered, prefixes)
    for suffix in ("nt", "ttl"):
        form = _FORM[suffix]
        yield Content(part, suffix, form.media_type, rdf.write(ordered, form.format, used))


def of_queries(
    store: Store, root: Path, heading: str, prefixes: Mapping[str, str]
) -> list[Content]:
    """The views that the house has queries for. Raises InputError for a query that is none."""
    makers = {"nanopublications": _nanopublications, "claim-reviews": _claim_reviews}
    made = []
    for name, make in makers.items():
        path = root / VIEWS / f"{name}.rq"
        if path.is_file():
            try:
                made.append(make(store, heading + path.read_text("utf-8"), prefixes))
            except SyntaxError as error:
                raise InputError(f"is no SPARQL: {error}.", str(path)) from error
    return made


def _nanopublications(store: Store, text: str, prefixes: Mapping[str, str]) -> Content:
    """TriG of rows ``publication part graph subject predicate object``.

    ``part`` is the property by which a publication has its graph: np:hasAssertion,
    np:hasProvenance or np:hasPublicationInfo. The head is written here.
    """
    quads: set[Quad] = set()
    for row in select(store, text):
        publication, part, graph = row["publication"], row["part"], row["graph"]
        head = NamedNode(f"{publication.value}-head")
        quads.add(Quad(publication, TYPE, NamedNode(str(NP.Nanopublication)), head))
        quads.add(Quad(publication, part, graph, head))
        quads.add(Quad(row["subject"], row["predicate"], row["object"], graph))
    triples = {quad.triple for quad in quads}
    part = Part(
        "nanopublications", "accepted assertions as nanopublications", len(triples), view="rdf"
    )
    form, ordered = _FORM["trig"], sorted(quads, key=lambda q: (str(q.graph_name), str(q)))
    used = rdf.used(ordered, {**prefixes, "np": str(NP)})
    return Content(part, "trig", form.media_type, rdf.write(ordered, form.format, used))


def _claim_reviews(store: Store, text: str, prefixes: Mapping[str, str]) -> Content:
    """JSON-LD of the schema.org triples that ``text`` constructs, a tree for each ClaimReview."""
    result = store.query(text)
    assert isinstance(result, QueryTriples)
    triples = sorted(set(result), key=str)
    document = trees.document(triples, str(SCHEMA), str(SCHEMA.ClaimReview))
    body = json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"
    part = Part("claim-reviews", "assessments as claim reviews", len(triples), view="rdf")
    return Content(part, "jsonld", RdfFormat.JSON_LD.media_type, body)
