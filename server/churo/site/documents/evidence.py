"""The assertions behind a document's statements: who says so where, and how it was judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...rdf import Literal, NamedNode
from ...terms import DCTERMS, EV, PROV, RDF
from ..addresses.web_address import is_web
from ..store.results import Term
from .page_model import Reader, Ref, Value

TYPE_TERM = f"<{RDF.type}>"
CITES = "http://purl.org/spar/cito/citesAsEvidence"
OA = "http://www.w3.org/ns/oa#"


@dataclass(frozen=True)
class Source:
    """A source cited: what it is called, and the address of the text itself."""

    ref: Ref
    publisher: str
    address: str


@dataclass(frozen=True)
class Judgement:
    """An assessment with its verdict, the reason and the sources on both sides."""

    ref: Ref
    verdict: Ref
    rationale: Ref | None
    evidence_for: tuple[Source, ...]
    evidence_against: tuple[Source, ...]


@dataclass(frozen=True)
class Statement:
    """A triple that an assertion states."""

    subject: Ref
    property: Ref
    value: Value


@dataclass(frozen=True)
class Ground:
    """An assertion: who says it in which passage at which characters, on what footing."""

    anchor: str
    ref: Ref
    attributed: tuple[Ref, ...]
    passages: tuple[Ref, ...]
    positions: tuple[tuple[str, str], ...]
    modality: tuple[Ref, ...]
    polarity: tuple[Ref, ...]
    statements: tuple[Statement, ...]
    cited: tuple[Source, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True)
class Unheld:
    """A statement about the topic that is not among its own: property, value and who says so."""

    property: Ref
    value: Value
    grounds: tuple[str, ...]


Grounds = dict[tuple[str, Term], tuple[str, ...]]


def stated(reader: Reader) -> Grounds:
    """For each predicate and object stated of the topic, the assertions that state it."""
    found: Grounds = {}
    topic = reader.document.topic
    for quad in sorted(reader.document.stated, key=str):
        if quad.subject == NamedNode(topic) and isinstance(quad.graph_name, NamedNode):
            place = quad.predicate.value, quad.object
            found[place] = (*found.get(place, ()), quad.graph_name.value)
    return found


def statements(reader: Reader, assertion: str) -> Iterator[Statement]:
    """What an assertion states, by subject, types first, then by property."""
    graph = NamedNode(assertion)
    quads = [quad for quad in reader.document.stated if quad.graph_name == graph]
    for quad in sorted(
        quads, key=lambda q: (str(q.subject), str(q.predicate) != TYPE_TERM, str(q))
    ):
        if isinstance(quad.subject, NamedNode):
            subject = reader.ref(quad.subject.value)
            yield Statement(
                subject, reader.property(quad.predicate.value), reader.value(quad.object)
            )


def unheld(reader: Reader, grounds: Grounds) -> list[Unheld]:
    """What is stated of the topic but not among its own triples, in order of the properties."""
    topic = reader.document.topic
    return [
        Unheld(reader.property(predicate), reader.value(term), assertions)
        for (predicate, term), assertions in sorted(grounds.items(), key=lambda row: str(row[0]))
        if term not in reader.objects(topic, predicate)
    ]


def ground(reader: Reader, assertion: str) -> Ground:
    """An assertion as a page shows it."""
    selectors = reader.iris(assertion, f"{OA}hasSelector")
    starts = [_text(reader, node, f"{OA}start") for node in selectors]
    ends = [_text(reader, node, f"{OA}end") for node in selectors]
    return Ground(
        anchor=anchor(assertion),
        ref=reader.ref(assertion),
        attributed=_refs(reader, assertion, PROV.wasAttributedTo),
        passages=_refs(reader, assertion, EV.passage),
        positions=tuple(pair for pair in zip(starts, ends, strict=True) if all(pair)),
        modality=_refs(reader, assertion, EV.modality),
        polarity=_refs(reader, assertion, EV.polarity),
        statements=tuple(statements(reader, assertion)),
        cited=tuple(_source(reader, source) for source in reader.iris(assertion, CITES)),
        judgements=tuple(
            _judgement(reader, iri) for iri in reader.subjects(EV.assesses, assertion)
        ),
    )


def anchor(assertion: str) -> str:
    """The name of an assertion's place on a page."""
    return "assertion-" + assertion.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _judgement(reader: Reader, iri: str) -> Judgement:
    verdicts = _refs(reader, iri, EV.verdict)
    return Judgement(
        reader.ref(iri),
        verdicts[0] if verdicts else Ref("?"),
        reader.text(iri, EV.rationale),
        tuple(_source(reader, source) for source in reader.iris(iri, EV.evidenceFor)),
        tuple(_source(reader, source) for source in reader.iris(iri, EV.evidenceAgainst)),
    )


def _source(reader: Reader, iri: str) -> Source:
    publisher = reader.text(iri, DCTERMS.publisher)
    address = next(iter(reader.iris(iri, DCTERMS.source)), "")
    web = address if is_web(address) else ""
    return Source(reader.ref(iri), publisher.text if publisher else "", web)


def _refs(reader: Reader, iri: str, predicate: object) -> tuple[Ref, ...]:
    return tuple(map(reader.ref, reader.iris(iri, predicate)))


def _text(reader: Reader, iri: str, predicate: str) -> str:
    values = reader.objects(iri, predicate)
    return values[0].value if values and isinstance(values[0], Literal) else ""
