"""Counts what VoID tells of a set of triples: distinct things, partitions, links outwards."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Triple

from ...publication.identifiers import is_nested
from ...terms import OWL, RDF, RDFS, SCHEMA, SKOS
from .naming import space

TYPE, LABEL = str(RDF.type), str(RDFS.label)
LINKS = frozenset(
    map(
        str,
        (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch,
         SKOS.relatedMatch, SCHEMA.sameAs, OWL.equivalentClass, OWL.equivalentProperty),
    )
)  # fmt: skip
EXAMPLES = 3


@dataclass(frozen=True)
class Numbers:
    """The plain counts of a set of triples; ``None`` is what was not counted."""

    triples: int
    subjects: int | None = None
    objects: int | None = None
    properties: int | None = None
    classes: int | None = None
    entities: int | None = None


@dataclass(frozen=True)
class Linkset:
    """Triples of one ``predicate`` from our things to those of another ``target`` namespace."""

    predicate: str
    target: str
    triples: int


@dataclass(frozen=True)
class Statistics:
    """What VoID tells of a dataset and of its ``graphs``, by IRI.

    ``properties`` have their triples, distinct subjects and distinct objects, ``None`` where those
    were not counted.
    """

    numbers: Numbers
    classes: Mapping[str, int]
    properties: Mapping[str, tuple[int, int | None, int | None]]
    vocabularies: Sequence[str]
    linksets: Sequence[Linkset]
    examples: Sequence[str]
    graphs: Mapping[str, Numbers]


def of(triples: Sequence[Triple], graphs: Mapping[str, Sequence[Triple]], own: str) -> Statistics:
    """All there is to count of distinct triples, those of each graph apart."""
    return Statistics(
        count(triples, own),
        classes(triples),
        properties(triples),
        vocabularies({row.predicate.value for row in triples} | set(classes(triples))),
        linksets(triples, own),
        examples(triples, own),
        {iri: count(rows, own) for iri, rows in graphs.items()},
    )


def count(triples: Sequence[Triple], own: str) -> Numbers:
    """The counts of distinct ``triples``; entities are subjects in the namespace ``own``."""
    subjects = {row.subject.value for row in triples if isinstance(row.subject, NamedNode)}
    return Numbers(
        len(triples),
        len({row.subject for row in triples}),
        len({row.object for row in triples}),
        len({row.predicate for row in triples}),
        len({row.object for row in triples if row.predicate.value == TYPE}),
        sum(iri.startswith(own) and not is_nested(iri) for iri in subjects),
    )


def classes(triples: Iterable[Triple]) -> dict[str, int]:
    """How many things are of each class that has an IRI."""
    members = Counter(
        row.object.value
        for row in triples
        if row.predicate.value == TYPE and isinstance(row.object, NamedNode)
    )
    return dict(sorted(members.items()))


def properties(triples: Iterable[Triple]) -> dict[str, tuple[int, int | None, int | None]]:
    """Of each property its triples, distinct subjects and distinct objects."""
    uses: dict[str, list[Triple]] = defaultdict(list)
    for row in triples:
        uses[row.predicate.value].append(row)
    return {
        iri: (len(rows), len({row.subject for row in rows}), len({row.object for row in rows}))
        for iri, rows in sorted(uses.items())
    }


def linksets(triples: Iterable[Triple], own: str) -> list[Linkset]:
    """The links from the namespace ``own`` outwards, by predicate and place."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in triples:
        if row.predicate.value in LINKS and isinstance(row.object, NamedNode) and own:
            here = str(row.subject).startswith(f"<{own}")
            if here and not row.object.value.startswith(own):
                host = urlsplit(row.object.value).netloc
                found[row.predicate.value, host].append(row.object.value)
    spaces: Mapping[str, str] = {
        host: space(iri for (_, at), iris in found.items() if at == host for iri in iris)
        for _, host in found
    }
    return [
        Linkset(predicate, spaces[host], len(iris))
        for (predicate, host), iris in sorted(found.items())
    ]


def vocabularies(terms: Iterable[str]) -> list[str]:
    """The vocabularies that properties and classes are taken from, by IRI without its hash."""
    ends = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in terms}
    return sorted(end.rstrip("#") for end in ends if end)


def examples(triples: Iterable[Triple], own: str) -> list[str]:
    """Things that are worth a look: labelled, in ``own``, and pointed at by the most triples."""
    triples = list(triples)
    labelled = {
        row.subject.value
        for row in triples
        if row.predicate.value == LABEL and isinstance(row.subject, NamedNode)
    }
    pointed = Counter(row.object.value for row in triples if isinstance(row.object, NamedNode))
    things = [iri for iri in labelled if iri.startswith(own) and "#" not in iri]
    return sorted(things, key=lambda iri: (-pointed[iri], iri))[:EXAMPLES]
