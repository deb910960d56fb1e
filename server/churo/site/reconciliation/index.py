"""What reconciliation needs to know of a release, asked from it once: names, types, terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import ProtocolError
from ...protocol import is_absolute
from ...publication import name_tables
from ...publication.name_tables import NameQueries
from .. import query_files
from ..components.labels import last_part
from ..names.matching import Name, NameMatcher
from ..names.stored_names import StoredNames, Tables
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


def space(base: str) -> str:
    """Where entities are looked for first, below a namespace."""
    return f"{base}id/"


def naming(space: str) -> Iterator[NameQueries]:
    """What names on disk are found by: those below ``space``, or all where it has none."""
    queries = query_files.read(__package__)
    for below in (space, ""):
        bound = {name: queries[name].bind(space=below) for name in ("names", "types", "properties")}
        fixed = {name: queries[name].text for name in ("terms", "superclasses")}
        yield NameQueries(below, **bound, **fixed)


@dataclass(frozen=True)
class Vocabulary:
    """The names of ``terms``; the classes ``above`` one; the stated ``types`` of an entity.

    ``entities`` are of how many entities a class is stated; ``properties`` are those they have.
    """

    terms: Mapping[str, str]
    above: Mapping[str, set[str]]
    types: Callable[[str], Iterable[str]]
    entities: Mapping[str, int]
    properties: Iterable[str]


class EntityIndex:
    """The entities of ``space``, all IRIs with names where ``space`` is empty."""

    def __init__(
        self,
        space: str,
        queries: Mapping[str, QueryFile],
        names: NameMatcher | StoredNames,
        vocabulary: Vocabulary,
    ) -> None:
        self.space, self.queries, self.names = space, queries, names
        self._vocabulary = vocabulary
        self.properties = [self.term(iri) for iri in vocabulary.properties]
        self.properties.sort(key=lambda term: (term.name, term.iri))

    def term(self, iri: str) -> Term:
        """A class or property with its name, which is the end of its IRI where it has none."""
        return Term(
            iri,
            self._vocabulary.terms.get(iri) or iri.rstrip("/#").replace("#", "/").split("/")[-1],
        )

    def types(self, iri: str) -> list[Term]:
        """The types that are stated of an entity."""
        return [self.term(type) for type in sorted(self._vocabulary.types(iri))]

    def is_a(self, iri: str, types: Iterable[str], strictness: Strictness) -> bool:
        """Whether an entity is of any, or of all, of the types, stated or above a stated one.

        An entity of no known type is refused no type; ``should`` refuses nobody.
        """
        if strictness == "should" or not types:
            return True
        closure = self._closure(self._vocabulary.types(iri))
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
        stated, counted = self._vocabulary.entities, Counter[str]()
        for type, number in stated.items():
            counted.update(dict.fromkeys(self._closure([type]), number))
        used = stated.keys() | self._vocabulary.terms.keys()
        ranked = sorted(counted.keys() & used, key=lambda type: (-counted[type], type))
        return [self.term(type) for type in ranked]

    def _closure(self, stated: Iterable[str]) -> set[str]:
        """Some classes with all that are above them."""
        stated = set(stated)
        return stated.union(*(self._vocabulary.above.get(type, ()) for type in stated))

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


def asked(ask: Ask, space: str, queries: Mapping[str, QueryFile]) -> EntityIndex:
    """The entities of a release that is held in memory, by what it is asked."""
    names = NameMatcher(_names(ask(queries["names"].bind(space=space))))
    above: dict[str, set[str]] = defaultdict(set)
    for row in ask(queries["superclasses"].text):
        above[row["type"]["value"]].add(row["above"]["value"])
    types: dict[str, list[str]] = defaultdict(list)
    for row in ask(queries["types"].bind(space=space)):
        types[row["entity"]["value"]].append(row["type"]["value"])
    vocabulary = Vocabulary(
        {row["term"]["value"]: row["name"]["value"] for row in ask(queries["terms"].text)},
        above,
        lambda iri: types.get(iri, ()),
        Counter(type for stated in types.values() for type in stated),
        [row["property"]["value"] for row in ask(queries["properties"].bind(space=space))],
    )
    return EntityIndex(space, queries, names, vocabulary)


def stored(directory: Path, queries: Mapping[str, QueryFile]) -> EntityIndex | None:
    """The entities of a release that has its names in tables; ``None`` where it has none."""
    connection = name_tables.opened(directory)
    if connection is None:
        return None
    tables = Tables(connection)
    space, number = tables.rows("SELECT space, names FROM about")[0]
    above: dict[str, set[str]] = defaultdict(set)
    for type, other in tables.rows("SELECT type, above FROM above"):
        above[type].add(other)
    vocabulary = Vocabulary(
        dict(tables.rows("SELECT term, name FROM terms")),
        above,
        lambda iri: [row[0] for row in tables.rows("SELECT type FROM types WHERE iri = ?", iri)],
        dict(tables.rows("SELECT type, entities FROM classes")),
        [row[0] for row in tables.rows("SELECT property FROM properties")],
    )
    return EntityIndex(space, queries, StoredNames(tables, number), vocabulary)
