"""What a query names and asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

from .sparql_lexer import tokens, unescaped
from .token import Token

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
NAMES_GRAPHS = ("GRAPH", "FROM")
Pattern = tuple[str, str, str]


class Comparison(NamedTuple):
    """A constant and what it is compared with: the property of its pattern, or a variable as ?x.

    ``type`` is its language as @en, the IRI of its datatype, ``number``, or empty for a plain string.
    """

    of: str
    written: str
    text: str
    type: str


@dataclass
class Outline:
    """``iris`` are in the order of writing; ``patterns`` are triples of IRIs and of variables as ?x.

    ``words`` are keywords and functions in capitals, ``wide`` integers of more digits than 64 bits
    hold. ``bound`` are variables that something can bind, ``used`` all that are written, ``tested``
    those in an expression as they are, not as their text or year. ``required`` are the patterns that every row needs, ``strings`` those
    without language and datatype in patterns, each with its property, ``expressions`` regular ones as they are written.

    ``sought`` are the IRIs that patterns ask for, ``compared`` those of expressions; no function, no
    datatype and nothing that a CONSTRUCT makes is among them. ``comparisons`` are those with
    constants, ``texts`` the functions that take a text, each with the variable that it is given
    first. ``having`` are names that SELECT gives and HAVING uses. ``blocks`` are the patterns of
    each GRAPH that stand between its own braces, ``graphs`` those that are named.
    """

    iris: dict[str, None] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    patterns: list[Pattern] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    bound: dict[str, None] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    tested: set[str] = field(default_factory=set)
    zero_length: bool = False
    compares: bool = False
    required: list[Pattern] = field(default_factory=list)
    strings: dict[tuple[str, str], None] = field(default_factory=dict)
    expressions: list[str] = field(default_factory=list)
    sought: dict[str, None] = field(default_factory=dict)
    compared: dict[str, None] = field(default_factory=dict)
    comparisons: dict[Comparison, None] = field(default_factory=dict)
    texts: dict[tuple[str, str], None] = field(default_factory=dict)
    having: dict[str, None] = field(default_factory=dict)
    blocks: list[list[Pattern]] = field(default_factory=list)
    graphs: dict[str, None] = field(default_factory=dict)

    @property
    def names_graphs(self) -> bool:
        """Whether the query says which graphs it asks."""
        return not self.words.isdisjoint(NAMES_GRAPHS)


def resolved(base: str, reference: str) -> str:
    """An IRI reference as an IRI (RFC 3986 §5.2); an absolute one as it is, with its empty fragment."""
    if _ABSOLUTE.match(reference) or not base:
        return reference
    try:
        joined = urljoin(base, reference)
    except ValueError:
        return reference
    return joined + "#" if reference.endswith("#") and not joined.endswith("#") else joined


def named(text: str, base: str) -> Iterator[tuple[Token, str]]:
    """The tokens of a query, each with the IRI that it stands for, empty for others."""
    return with_iris(tokens(text), base)


def with_iris(read: Iterable[Token], base: str) -> Iterator[tuple[Token, str]]:
    """Tokens without spaces and comments, each with the IRI that it stands for, empty for others."""
    prefixes: dict[str, str] = {}
    before = ["", ""]
    for token in read:
        iri = ""
        if token.kind == "iri":
            iri = resolved(base, unescaped(token.text[1:-1]))
            if before[-2].upper() == "PREFIX":
                prefixes[before[-1]] = iri
                iri = ""
            elif before[-1].upper() == "BASE":
                base, iri = iri, ""
        elif token.kind == "name" and before[-1].upper() != "PREFIX":
            space, _, local = token.text.partition(":")
            if space + ":" in prefixes:
                iri = prefixes[space + ":"] + local.rstrip(".").replace("\\", "")
        yield token, iri
        before = [before[-1], token.text]
