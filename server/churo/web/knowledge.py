"""What the current release knows of a name: whether it exists, what it is part of, what replaced it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from pyoxigraph import Literal, NamedNode

from ..errors import LimitExceeded
from ..identifiers import Names, Spaces, is_nested
from ..representation.documents import Origin
from ..representation.reading import Row
from ..terms import DCAT, DCTERMS, GENID, OWL, RDF, VOID
from .asking import Asker, values

log = logging.getLogger(__name__)

RESOLVE = f"""SELECT ?iri ?known ?ontology ?withdrawn ?successor ?versioned WHERE {{{{
  VALUES ?iri {{{{ {{iris}} }}}}
  BIND (EXISTS {{{{ ?iri ?p1 ?o1 }}}} || EXISTS {{{{ ?s2 ?p2 ?iri }}}} || EXISTS {{{{ ?s3 ?iri ?o3 }}}} AS ?known)
  BIND (EXISTS {{{{ ?iri a <{OWL.Ontology}> }}}} AS ?ontology)
  BIND (EXISTS {{{{ ?iri <{OWL.deprecated}> true }}}} AS ?withdrawn)
  OPTIONAL {{{{ ?iri <{DCTERMS.isReplacedBy}> ?successor }}}}
  OPTIONAL {{{{ ?versioned <{OWL.versionIRI}> ?iri }}}}
}}}}"""
OWNERS = f"""SELECT DISTINCT ?node ?owner WHERE {{{{
  VALUES ?node {{{{ {{iris}} }}}}
  ?head <{RDF.rest}>* ?node .
  ?owner ?p ?head .
  FILTER (?p != <{RDF.rest}>)
}}}}"""
HASHED = """SELECT DISTINCT ?document WHERE {{
  ?s ?p ?o
  FILTER (STRSTARTS(STR(?s), "{base}") && CONTAINS(STR(?s), "#"))
  BIND (IRI(STRBEFORE(STR(?s), "#")) AS ?document)
}}"""
NAMES = f"""SELECT DISTINCT ?s WHERE {{{{
  ?s ?p ?o
  FILTER (STRSTARTS(STR(?s), "{{base}}") && !STRSTARTS(STR(?s), "{GENID}"))
}}}}
LIMIT {{most}}"""
ORIGIN = f"""SELECT ?dataset ?publisher WHERE {{
  ?dataset a <{DCAT.Dataset}> , <{VOID.Dataset}> ; <{DCTERMS.license}> ?license .
  OPTIONAL {{ ?dataset <{DCTERMS.publisher}> ?publisher }}
}} ORDER BY ?dataset ?publisher LIMIT 1"""
MOST_NAMES = 50_000
DEEPEST = 30  # nested nodes inside one another that are climbed


@dataclass(frozen=True)
class Known:
    """An IRI that the release knows; ``vocabulary`` when its own address is a document of terms.

    ``withdrawn`` says that it is no longer in use, with the IRI that replaces it, if one does;
    ``versioned`` is the ontology of which the IRI names a version.
    """

    iri: str
    vocabulary: bool = False
    withdrawn: bool = False
    successor: str = ""
    versioned: str = ""


@dataclass(frozen=True)
class Ground:
    """What is asked once of each release: addresses of vocabularies, the dataset, its publisher.

    The last two are empty where the data states none.
    """

    release: str
    vocabularies: frozenset[str]
    dataset: str
    publisher: str


class Knowledge:
    """Looks names up in the current release."""

    def __init__(self, asker: Asker, spaces: Spaces) -> None:
        self._asker, self.spaces = asker, spaces
        self._lock = Lock()
        self._ground: Ground | None = None
        self._names: tuple[str, Names] | None = None

    def find(self, name: str) -> Known | None:
        """What a name means, by the best of its spellings that is known."""
        iris = self.spaces.iris(name)
        if not iris:
            return None
        vocabularies, graphs = self.ground().vocabularies, self._asker.release.named
        found = {iri: Known(iri) for iri in iris if iri in graphs}
        for row in self._asker.rows(RESOLVE.format(iris=values(iris))):
            known = _known(row, vocabularies)
            if known is not None:
                found[known.iri] = known
        return next((found[iri] for iri in iris if iri in found), None)

    def owner(self, iri: str) -> str:
        """The thing that a nested node is part of; the node itself when it is part of none."""
        return self.owners([iri])[iri]

    def owners(self, iris: Iterable[str]) -> dict[str, str]:
        """For each IRI what ``owner`` says."""
        owner = {iri: iri for iri in iris}
        for _ in range(DEEPEST):
            nested = {top for top in owner.values() if is_nested(top)}
            above = dict(self._above(nested)) if nested else {}
            if not above:
                break
            owner = {iri: above.get(top, top) for iri, top in owner.items()}
        return owner

    def _above(self, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
        for row in self._asker.rows_about(OWNERS, sorted(nodes)):
            node, owner = row
            if isinstance(node, NamedNode) and isinstance(owner, NamedNode):
                yield node.value, owner.value

    def near(self, name: str) -> list[str]:
        """IRIs whose names are like one that is not known, best first."""
        release = self._asker.release.id
        with self._lock:
            if self._names is None or self._names[0] != release:
                query = NAMES.format(base=self.spaces.base, most=MOST_NAMES)
                names = map(self.spaces.name, self._scan(query))
                self._names = (release, Names(names))
            known = self._names[1]
        return [self.spaces.base + other for other in known.near(name)]

    def origin(self, license: str) -> Origin:
        """Whose the release is, under a ``license``."""
        ground = self.ground()
        return Origin(ground.dataset, ground.publisher, license, ground.release)

    def ground(self) -> Ground:
        """What the release is as a whole."""
        release = self._asker.release.id
        with self._lock:
            if self._ground is None or self._ground.release != release:
                documents = self._scan(HASHED.format(base=self.spaces.base))
                self._ground = Ground(release, frozenset(documents), *self._whose())
            return self._ground

    def _scan(self, query: str) -> list[str]:
        """The IRIs that a query over everything gives; none, with a warning, where that is too much.

        Addresses do not depend on it: vocabularies are known by their type, too.
        """
        try:
            return self._asker.iris(query)
        except LimitExceeded as error:
            log.warning("the release is too large to be looked through: %s", error)
            return []

    def _whose(self) -> tuple[str, str]:
        for dataset, publisher in self._asker.rows(ORIGIN):
            return _iri(dataset), _iri(publisher)
        return "", ""


def _known(row: Row, vocabularies: frozenset[str]) -> Known | None:
    iri, known, ontology, withdrawn, successor, versioned = row
    assert isinstance(iri, NamedNode)
    hashed = iri.value in vocabularies
    if not (hashed or _true(known)):
        return None
    vocabulary = hashed or _true(ontology)
    return Known(iri.value, vocabulary, _true(withdrawn), _iri(successor), _iri(versioned))


def _true(term: object) -> bool:
    return isinstance(term, Literal) and term.value == "true"


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
