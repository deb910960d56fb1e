"""Outlines a query in one pass over its tokens that never fails."""

from __future__ import annotations

import re

from .clauses import Clauses
from .comparisons import Comparisons
from .outline import RDF_TYPE, Outline, Pattern, named
from .token import Token

_DIGITS = re.compile(r"[\"']*+([+-]?[0-9]++)[\"']*+\Z")
END = ("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "SERVICE", "WHERE")
OF_ITS_TEXT = ("STR", "YEAR", "MONTH", "DAY", "BOUND")  # that give something comparable of any date


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
        self._before = self._second = Token("other", "", 0)  # the last two
        self._named = ""  # an IRI of an expression, until it is seen that it is no function
        self._blocks: list[tuple[int, list[Pattern]]] = []  # of GRAPH, by the brackets around
        self._clauses = Clauses(self.found)
        self._comparisons = Comparisons(self.found.comparisons)
        self._string = ""  # one in a pattern, until it is seen what follows it
        self._call: list[int] = []  # open brackets and commas of a call of REGEX

    def take(self, token: Token, iri: str) -> None:
        """Take the next token."""
        found, before, word = self.found, self._before, token.text.upper()
        self._iri(token, iri)
        self._texts(token)
        self._clauses.take(token)
        self._comparisons.take(token, iri, self._property(), not self._pattern())
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
            self._close()
        elif token.kind == "other" and token.text in "<>":
            found.compares = True
        if token.text in ("*", "?") and (
            before.kind in ("iri", "name") or before.text in ("a", ")")
        ):
            found.zero_length = found.zero_length or bool(self._pattern())
        self._statement(token, iri)
        self._second, self._before = before, token

    def _iri(self, token: Token, iri: str) -> None:
        """Gather what is named, by what it is named for."""
        if self._named and token.text != "(":
            self.found.compared[self._named] = None
        self._named = ""
        if not iri:
            return
        self.found.iris[iri] = None
        if self._before.text.upper() in ("FROM", "NAMED", "GRAPH"):
            self.found.graphs[iri] = None
        if self._before.text == "^" == self._second.text or self._brackets[:1] == ["template"]:
            return  # a datatype, or what is made
        if self._pattern() or not self._brackets and self._before.kind == "word":
            self.found.sought[iri] = None
        else:
            self._named = iri

    def _property(self) -> str:
        """The property whose value stands here; empty elsewhere."""
        value = len(self._terms) == 2 and self._pattern() and not self._terms[1].startswith("?")
        return self._terms[1] if value and self._known else ""

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
        elif before != "(" or self._second.text.upper() not in OF_ITS_TEXT:
            self.found.tested.add(name)

    def _open(self, text: str) -> None:
        before = self._before
        if text == "{":
            self._end()
            made = before.text.upper() == "CONSTRUCT"
            self._brackets.append("template" if made else "{")
            if self._second.text.upper() == "GRAPH":
                self._blocks.append((len(self._brackets), []))
                self.found.blocks.append(self._blocks[-1][1])
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

    def _close(self) -> None:
        if self._blocks and self._blocks[-1][0] == len(self._brackets):
            self._blocks.pop()
        if self._brackets:
            self._brackets.pop()

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
            if self._blocks and self._blocks[-1][0] == len(self._brackets):
                self._blocks[-1][1].append(pattern)
            if self._brackets == ["{"]:
                self.found.required.append(pattern)
        kept = {";": 1, ",": 2}.get(mark, 0)
        self._terms = terms[:kept]
        self._known = self._known or not kept
