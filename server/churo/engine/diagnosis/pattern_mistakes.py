"""The usual mistakes inside the braces: full stops, the letter a."""

from __future__ import annotations

from ..syntax.token import Token
from .query_tokens import Tokens
from .wordings import Hint, hint

TERMS = ("variable", "name", "blank", "word")
FULL_TERMS = ("variable", "name", "blank", "iri", "string")
KEYWORDS = frozenset(
    [
        "SELECT",
        "DISTINCT",
        "REDUCED",
        "WHERE",
        "FROM",
        "NAMED",
        "GRAPH",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "FILTER",
        "NOT",
        "EXISTS",
        "BIND",
        "AS",
        "VALUES",
        "UNDEF",
        "SERVICE",
        "SILENT",
        "GROUP",
        "ORDER",
        "BY",
        "ASC",
        "DESC",
        "HAVING",
        "LIMIT",
        "OFFSET",
        "IN",
        "TRUE",
        "FALSE",
        "SEPARATOR",
        "PREFIX",
        "BASE",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "LATERAL",
        "INF",
        "NAN",
    ]
)
WRITTEN = ("other", "word", "name", "variable")  # what may hold letters that are meant as marks
KEPT = {".": 0, ";": 1, ",": 2}  # terms of a pattern that are carried over a mark


def ideographic(tokens: Tokens) -> Hint | None:
    """The full stop of Chinese and Japanese."""
    bare = "".join(token.text for token in tokens.seen if token.kind in WRITTEN)
    return hint("ideographic-stop") if "。" in bare else None


def _capital(tokens: Tokens) -> Hint | None:
    for place, token in enumerate(tokens.seen):
        if token.text == "A" and tokens.kind(place - 1) in FULL_TERMS:
            return hint("capital-a")
    return None


def _dot(tokens: Tokens) -> Hint | None:
    """Two lines, the one with three terms at its end, the other with three at its beginning."""
    lines: list[int] = []
    line, at = 0, 0
    for token in tokens.seen:
        line, at = line + tokens.query.count("\n", at, token.start), token.start
        lines.append(line)
    for place in range(3, len(lines) - 2):
        around = range(place - 3, place + 3)
        broken = lines[place - 3] == lines[place - 1] < lines[place] == lines[place + 2]
        if broken and all(tokens.kind(one) in TERMS for one in around):
            return hint("full-stop")
    return None


def _dot_within_line(tokens: Tokens) -> Hint | None:
    """A fourth term where a pattern has three, with nothing between that is not understood."""
    terms = 0
    for place, token in enumerate(tokens.seen):
        if token.kind in FULL_TERMS or token.text == "a":
            terms += 1
            if terms == 4 and not _is_datatype(tokens, place):
                return hint("full-stop-before", term=token.text[:50])
        elif token.text in KEPT:
            terms = min(terms, KEPT[token.text])
        elif token.text == "{" or token.kind == "word":
            terms = 0 if tokens.word(place) != "GRAPH" else -1
        elif token.kind != "language" and not _is_caret(token):
            terms = -len(tokens.seen)  # a path, a list: not counted until the next mark
    return None


def _is_caret(token: Token) -> bool:
    return token.text in ("^", "^^")


def _is_datatype(tokens: Tokens, place: int) -> bool:
    return place > 0 and _is_caret(tokens.seen[place - 1])


def _bare_word(tokens: Tokens) -> Hint | None:
    depth = 0
    for place, token in enumerate(tokens.seen):
        depth += (token.text == "{") - (token.text == "}")
        word = tokens.word(place)
        known = word in KEYWORDS or tokens.word(place + 1) in ("(", ":") or token.text == "a"
        if depth > 0 and token.kind == "word" and token.text.isalpha() and not known:
            return hint("bare-word", word=token.text[:50])
    return None


RULES = (_capital, _bare_word, _dot, _dot_within_line)
