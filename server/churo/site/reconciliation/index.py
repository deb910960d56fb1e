"""What reconciliation needs to know of a release, asked from it once: names, types, terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...errors import ProtocolError
from ...protocol import is_absolute
from ...publication.index import Standing
from .. import query_files
from ..components.labels import last_part
from ..names.matching import Name, NameMatcher
from ..query_files import QueryFile
from ..store.results import TRUE
from .request import Strictness

_PREFIXED = re.compile(r"[\w-]++:[\w-]++")
Row = Mapping[str, Mapping[str, str]]
Ask = Callable[[str], Iterable[Row]]  # a SELECT to the rows of SPARQL 1.1 Query Results JSON


@dataclass(frozen=True)
class Term:
    """A class or property by its IRI, with its name."""

    iri: str
    name: str


def standing(space: str) -> Iterator[Standing]:
    """What is asked of every release: whether there are names below ``space``, or not too many others."""
    queries = query_files.read(__package__)
    yield from (Standing(queries[name].text) for name in ("terms", "superclasses"))
    for name in ("names", "types", "properties"):
        yield Standing(queries[name].bind(space=space), space)
    yield Standing(queries["names"].bind(space=""))


class EntityIndex:
    """The entities of ``space``, all IRIs with names where ``space`` is empty."""

    def __init__(self, ask: Ask, space: str, queries: Mapping[str, QueryFile]) -> None:
        self.space, self.queries = space, queries
        self.names = NameMatcher(_names(ask(queries["names"].bind(space=space))))
        self._terms = {
            row["term"]["value"]: row["name"]["value"] for row in ask(queries["terms"].text)
        }
        self._above: dict[str, set[str]] = defaultdict(set)
        for row in ask(queries["superclasses"].text):
            self._above[row["type"]["value"]].add(row["above"]["value"])
        self._types: dict[str, list[str]] = defaultdict(list)
        for row in ask(queries["types"].bind(space=space)):
            self._types[row["entity"]["value"]].append(row["type"]["value"])
        self.properties = [
            self.term(row["property"]["value"])
            for row in ask(queries["properties"].bind(space=space))
        ]
        self.properties.sort(key=lambda term: (term.name, term.iri))

    def term(self, iri: str) -> Term:
        """A class or property with its name, which is the end of its IRI where it has none."""
        return Term(iri, self._terms.get(iri) or iri.rstrip("/#").replace("#", "/").split("/")[-1])

    def types(self, iri: str) -> list[Term]:
        """The types that are stated of an entity."""
        return [self.term(type) for type in sorted(self._types.get(iri, ()))]

    def is_a(self, iri: str, types: Iterable[str], strictness: Strictness) -> bool:
        """Whether an entity is of any, or of all, of the types, stated or above a stated one.

        An entity of no known type is refused no type; ``should`` refuses nobody.
        """
        stated = self._types.get(iri, ())
        if strictness == "should" or not types:
            return True
        closure = {above for type in stated for above in self._above.get(type, ())} | {*stated}
        return (all if strictness == "all" else any)(type in closure for type in types)

    def class_named(self, name: str) -> str:
        """The class of entities that an IRI, a name with prefix, the end of an IRI or a label means.

        Raises ProtocolError for what means none.
        """
        return _meant(name, self.classes(), "class of entities", "type")

    def property_named(self, name: str) -> str:
        """The property that a name means, likewise; of a whole IRI, itself."""
        if is_absolute(name) and not _PREFIXED.fullmatch(name):
            return name
        return _meant(name, self.properties, "property", "property")

    def classes(self) -> list[Term]:
        """The classes of entities, stated or with a name, those with the most entities first."""
        counted: Counter[str] = Counter()
        for stated in self._types.values():
            counted.update({a for type in stated for a in self._above.get(type, ())} | {*stated})
        used = {type for types in self._types.values() for type in types} | self._terms.keys()
        ranked = sorted(counted.keys() & used, key=lambda type: (-counted[type], type))
        return [self.term(type) for type in ranked]

    def properties_of(self, ask: Ask, type: str) -> list[Term]:
        """The properties that entities of a class have, those of most entities first.

        Raises ProtocolError for what is no class of entities.
        """
        rows = ask(self.queries["properties_of_class"].bind(**{"class": self.class_named(type)}))
        return [self.term(row["property"]["value"]) for row in rows]

    def id_of(self, iri: str) -> str:
        """The identifier that clients see."""
        return iri.removeprefix(self.space)

    def iri_of(self, id: str) -> str:
        """The IRI of an identifier; IRIs are taken too."""
        return id if not self.space or id.startswith(self.space) else self.space + id


def _meant(name: str, terms: Iterable[Term], kind: str, suggest: str) -> str:
    """The IRI of the first term that a name means. Raises ProtocolError."""
    terms = list(terms)
    if any(term.iri == name for term in terms):
        return name
    wanted = name.strip().casefold()
    local = wanted.partition(":")[2] or wanted  # its prefix is not known here
    for term in terms:
        if wanted == term.name.casefold() or local == last_part(term.iri).casefold():
            return term.iri
    told = f"{name[:100]!r} is no {kind} here; /reconcile/suggest/{suggest}?prefix=… finds one."
    raise ProtocolError("parameter", told)


def _names(rows: Iterable[Row]) -> Iterable[Name]:
    for row in rows:
        name, label = row["name"], row["label"]["value"] in TRUE
        yield Name(row["entity"]["value"], name["value"], name.get("xml:lang", ""), label)
