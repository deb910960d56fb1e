"""What a query names and asks, found in one pass over its tokens that never fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from .sparql_lexer import tokens, unescaped
from .token import Token

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
_DIGITS = re.compile(r"[\"']*+([+-]?[0-9]++)[\"']*+\Z")
NAMES_GRAPHS = ("GRAPH", "FROM")
END = ("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "SERVICE", "WHERE")
Pattern = tuple[str, str, str]


@dataclass
class Outline:
    """``iris`` are in the order of writing; ``patterns`` are triples of IRIs and of variables as ?x.

    ``words`` are keywords and functions in capitals, ``wide`` integers of more digits than 64 bits
    hold. ``bound`` are variables that something can bind, ``used`` all that are written, ``tested``
    those in an expression. ``required`` are the patterns that every row needs, ``strings`` those
    without language and datatype in patterns, each with its property, ``expressions`` regular ones as they are written.
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


def outlined(text: str, base: str) -> Outline:
    """The outline of a query that is read from ``base``."""
    reader = _Reader()
    for token, iri in named(text, base):
        reader.take(token, iri)
    return reader.found


class _Reader:
    """Reads tokens; in ``_brackets`` is for each open one whether it is of a pattern."""

    def __init__(self) -> None:
        self.found = Outline()
        self._brackets: list[str] = []
        self._terms: list[str] = []
        self._known = True  # whether the terms of this statement are all known
        self._before = Token("other", "", 0)
        self._string = ""  # one in a pattern, until it is seen what follows it
        self._call: list[int] = []  # open brackets and commas of a call of REGEX

    def take(self, token: Token, iri: str) -> None:
        """Take the next token."""
        found, before, word = self.found, self._before, token.text.upper()
        self._texts(token)
        if iri:
            found.iris[iri] = None
        if token.kind == "word":
            self._word(word)
        elif token.kind == "string":
            self._number(token.text)
        elif token.kind == "variable":
            self._variable(token.text[1:], before.text.upper())
        elif token.kind == "open":
            self._open(token.text)
        elif token.kind == "close":
            self._end()
            if self._brackets:
                self._brackets.pop()
        elif token.kind == "other" and token.text in "<>":
            found.compares = True
        if token.text in ("*", "?") and (
            before.kind in ("iri", "name") or before.text in ("a", ")")
        ):
            found.zero_length = found.zero_length or bool(self._pattern())
        self._statement(token, iri)
        self._before = token

    def _texts(self, token: Token) -> None:
        """Gather plain strings of patterns, and the second argument of each REGEX."""
        if self._string and token.kind != "language" and token.text not in ("^", "^^"):
            self.found.strings[self._terms[1], self._string] = None
        plain = token.kind == "string" and self._pattern() and len(self._terms) == 2
        self._string = token.text.strip("\"'") if plain else ""
        if token.text == "(" and self._before.text.upper() == "REGEX":
            self._call = [0, 0]
        if not self._call:
            return
        self._call[0] += (token.kind == "open") - (token.kind == "close")
        if token.kind == "string" and self._call == [1, 1] and self._before.text == ",":
            self.found.expressions.append(token.text)
        self._call[1] += token.text == "," and self._call[0] == 1
        if not self._call[0]:
            self._call = []

    def _word(self, word: str) -> None:
        self.found.words.add(word)
        self._number(word)
        if word in END:
            self._end()

    def _number(self, text: str) -> None:
        match = _DIGITS.match(text) if len(text) > 18 else None
        if match and not -(2**63) <= int(match[1][:40]) < 2**63:
            self.found.wide.append(match[1][:40])

    def _variable(self, name: str, before: str) -> None:
        self.found.used[name] = None
        if self._pattern() or before == "AS" or "VALUES" in self._brackets[-1:]:
            self.found.bound[name] = None
        else:
            self.found.tested.add(name)

    def _open(self, text: str) -> None:
        before = self._before
        if text == "{":
            self._end()
            self._brackets.append("{")
        elif before.kind == "word" and before.text.upper() == "VALUES":
            self._brackets.append("VALUES")
        elif text == "(" and (
            before.kind in ("word", "close", "other", "string")
            and before.text != "a"
            or "(" in self._brackets[-1:]
            or not self._brackets
        ):
            self._brackets.append("(")
        else:
            self._brackets.append("pattern")

    def _pattern(self) -> bool:
        """Whether this is the place of terms of a pattern, and of no expression."""
        return bool(self._brackets) and self._brackets[-1] in ("{", "pattern")

    def _statement(self, token: Token, iri: str) -> None:
        """Gather the terms of simple triple patterns; whatever else is in one leaves it out."""
        if not self._brackets or self._brackets[-1] != "{":
            if token.kind in ("open", "close"):
                self._known = False
            return
        if token.kind == "variable":
            self._terms.append(f"?{token.text[1:]}")
        elif iri or token.text == "a":
            self._terms.append(iri or RDF_TYPE)
        elif token.text in ".;,":
            self._end(token.text)
        elif token.kind not in ("open", "close", "word"):
            self._known = False

    def _end(self, mark: str = ".") -> None:
        terms = self._terms
        if self._known and len(terms) == 3:
            pattern = (terms[0], terms[1], terms[2])
            self.found.patterns.append(pattern)
            if self._brackets == ["{"]:
                self.found.required.append(pattern)
        kept = {";": 1, ",": 2}.get(mark, 0)
        self._terms = terms[:kept]
        self._known = self._known or not kept
