"""Names the dataset of each query, so that any store answers from the release as if it held nothing else.

Stores differ in what they take for the default graph when none is named: a graph of their own, or the
union of all graphs, which would assert what is only said. What the protocol names wins over what the
query names, and that over what is named here (SPARQL 1.1 Protocol §2.1.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...model import Query
from ..syntax.outline import with_iris
from ..syntax.sparql_lexer import UNSEEN, lex, may_have
from ..syntax.token import Token

NAMING = ("graph", "from")
NO_GRAPH = "urn:churo:no-graph"  # names what no store has
OPENING = "{ "
OWN = "churoGraph"  # begins the names of variables that no query has
VARIABLE = ""  # stands for any variable
STARRED = ("SELECT", "DISTINCT", "REDUCED", "DESCRIBE")
_RELATIVE = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*+:)[^<>\"{}|^`\\\x00-\x20]*+>")

Read = Sequence[tuple[Token, str]]
Change = tuple[int, int, str]  # from a character up to another: what stands there instead


@dataclass(frozen=True)
class Layout:
    """How a store holds a release.

    ``defaults`` are the graphs that are its default graph together; none: it is the store's own.
    ``named`` are the graphs of the release, ``hidden`` what the store has besides.
    Where the default graph is named and no other is, ``sees_all`` says that a variable after GRAPH
    reaches all that there are, and ``sees_each`` that a name after GRAPH reaches its own: to the
    standard there are none then, to Virtuoso all, but not by name.
    """

    defaults: tuple[str, ...]
    named: frozenset[str]
    hidden: tuple[str, ...] = ()
    sees_all: bool = True
    sees_each: bool = True


@dataclass(frozen=True)
class Asked:
    """A query as it is sent; ``None`` where there is no such parameter."""

    text: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None

    def after(self, words: str) -> Asked:
        """The same with words before it."""
        return replace(self, text=words + self.text)

    @property
    def form(self) -> dict[str, object]:
        """The parameters of the protocol."""
        return {
            "query": self.text,
            "default-graph-uri": list(self.default or ()),
            "named-graph-uri": list(self.named or ()),
        }


def asked(query: Query, layout: Layout) -> Asked:
    """The query as it is put to a store of that layout."""
    if query.default_graphs is not None or query.named_graphs is not None:
        default, named = query.default_graphs or (), query.named_graphs or ()
        return _given(query, _read(query), _known(default, layout), _known(named, layout))
    read = _read(query)
    seen = _seen(read)
    if seen.default or seen.named:
        if not layout.defaults and not layout.hidden:
            return _sent(query, query.text)
        return _given(query, read, _known(seen.default, layout), _known(seen.named, layout))
    named_by_variable = seen.is_mixed and layout.sees_all and not layout.sees_each and not seen.star
    text = _changed(query.text, list(_changes(read, layout, named_by_variable)))
    if not layout.defaults:
        return _sent(query, text)
    to_name = () if named_by_variable else _to_name(seen, layout)
    return _sent(query, text, layout.defaults, to_name or None)


def _to_name(seen: _Seen, layout: Layout) -> tuple[str, ...]:
    """The graphs that must be named beside the default graph, so that GRAPH reaches what it should."""
    names = set(seen.reached) - {VARIABLE}
    if VARIABLE in seen.reached and not (layout.sees_all and (layout.sees_each or not names)):
        return tuple(sorted(layout.named))
    return () if layout.sees_each else tuple(sorted(names))


def _given(query: Query, read: Read, default: tuple[str, ...], named: tuple[str, ...]) -> Asked:
    """The query with a dataset, of which an empty part is a graph that no store has.

    Its own FROM goes, to which Virtuoso would add what the protocol names.
    """
    text = _changed(query.text, list(_from_clauses(read)))
    return _sent(query, text, default or (NO_GRAPH,), named or (NO_GRAPH,))


def _from_clauses(read: Read) -> Iterator[Change]:
    for place, (token, _) in enumerate(read[:-1]):
        if token.kind == "word" and token.text.upper() == "FROM":
            following, iri = read[place + 1]
            if not iri and following.text.upper() == "NAMED" and place + 2 < len(read):
                following, iri = read[place + 2]
            if iri:
                end = following.start + len(following.text)
                yield token.start, end, " " * (end - token.start)


def _sent(
    query: Query,
    text: str,
    default: tuple[str, ...] | None = None,
    named: tuple[str, ...] | None = None,
) -> Asked:
    """The query with a base, if it has relative IRIs: an engine would take its own address for it."""
    base = f"BASE <{query.base}> " if query.base and _RELATIVE.search(text) else ""
    return Asked(base + text, default, named)


def _known(graphs: Iterable[str], layout: Layout) -> tuple[str, ...]:
    """Those of the release: others are empty, whatever else the store has."""
    return tuple(iri for iri in graphs if iri in layout.named)


@dataclass
class _Seen:
    """The graphs that a query names: by FROM, by FROM NAMED, by GRAPH; ``star`` is SELECT *."""

    default: dict[str, None] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)
    reached: dict[str, None] = field(default_factory=dict)
    star: bool = False

    @property
    def is_mixed(self) -> bool:
        """Whether GRAPH has both a variable and a name behind it."""
        return VARIABLE in self.reached and len(self.reached) > 1


def _read(query: Query) -> Read:
    """The tokens of a query that names graphs; of another none."""
    if not may_have(query.text, NAMING):
        return []
    written = [token for token in lex(query.text) if token.kind not in UNSEEN]
    return list(with_iris(written, query.base))


def _seen(read: Read) -> _Seen:
    seen = _Seen()
    for place, (token, _) in enumerate(read[:-1]):
        following, iri = read[place + 1]
        word = token.text.upper() if token.kind == "word" else ""
        if word == "FROM" and iri:
            seen.default[iri] = None
        elif word == "FROM" and following.text.upper() == "NAMED" and place + 2 < len(read):
            seen.named[read[place + 2][1]] = None
        elif word == "GRAPH" and (iri or following.kind == "variable"):
            seen.reached[iri or VARIABLE] = None
        elif word in STARRED and following.text == "*":
            seen.star = True
    return seen


def _changes(read: Read, layout: Layout, named_by_variable: bool) -> Iterator[Change]:
    """What makes GRAPH reach graphs of the release alone, and by a variable also what it names."""
    hidden = ", ".join(f"<{iri}>" for iri in layout.hidden)
    for place, (token, _) in enumerate(read[:-1]):
        following, iri = read[place + 1]
        if token.kind != "word" or token.text.upper() != "GRAPH":
            continue
        start, end = following.start, following.start + len(following.text)
        if iri:
            known = iri if iri in layout.named else NO_GRAPH
            if named_by_variable:
                name = f"?{OWN}{place}"
                yield start, end, name
                yield from _filtered(read, place, f"{name} = <{known}>")
            elif known != iri and layout.hidden:
                yield start, end, f"<{known}>"
        elif following.kind == "variable" and hidden:
            yield from _filtered(read, place, f"{following.text} NOT IN ({hidden})")


def _filtered(read: Read, place: int, condition: str) -> Iterator[Change]:
    """The group that begins with the token GRAPH in a group of its own with a condition."""
    if end := _closing(read, place + 2):
        start = read[place][0].start
        yield start, start, OPENING
        yield end, end, f" FILTER ({condition}) }}"


def _closing(read: Read, place: int) -> int:
    """Where the group ends that begins at a token; 0 when none does."""
    depth = 0
    for token, _ in read[place:]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth <= 0:
            return token.start + len(token.text) if token.text == "}" else 0
    return 0


def _changed(text: str, changes: list[Change]) -> str:
    # From the end; at one place, what opens comes after what closes.
    order = sorted(changes, key=lambda row: (row[0], row[2] == OPENING), reverse=True)
    for start, end, instead in order:
        text = text[:start] + instead + text[end:]
    return text
