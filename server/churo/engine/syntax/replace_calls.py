"""Mends calls of REPLACE, whose replacement the engine reads by rules of its own.

It should be that of XPath (SPARQL 1.1 §17.4.3.15; XPath Functions 3.1 §5.6.4 fn:replace): $N is
followed by digits alone, a backslash stands before $ and \\, and a pattern that matches the empty
string is an error (err:FORX0003), as is any other replacement (err:FORX0004).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .sparql_lexer import UNSEEN, lex
from .token import Token

ERROR = "(1/0)"  # an expression whose evaluation is an error
_ECHARS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ECHAR = re.compile(r"\\([tbnrf\"'\\])")
# dcterms:isReplacedBy, which many queries have, is no call.
_WORD = re.compile(r"replace(?![a-z0-9_])", re.IGNORECASE | re.ASCII)
_PIECE = re.compile(r"\\([\\$])|\$([0-9]++)|([^\\$]++)|(.)", re.DOTALL)

# Whether a pattern, with flags or none, both as they stand in the query, matches the empty string.
MatchesEmpty = Callable[[str, str], bool]


@dataclass(frozen=True)
class Mended:
    """A query that the engine reads as it should be read; ``unread`` calls could not be mended."""

    text: str
    unread: int


@dataclass
class _Call:
    """A call under way: where it begins, and its arguments, each a list of tokens."""

    start: int
    depth: int
    arguments: list[list[Token]] = field(default_factory=lambda: [[]])


def mend(text: str, matches_empty: MatchesEmpty) -> Mended:
    """The query with each REPLACE whose replacement is written in it as XPath has it."""
    if _WORD.search(text) is None:
        return Mended(text, 0)
    edits: list[tuple[int, int, str]] = []
    unread = 0
    for call, end in _calls(text):
        edit = _edit(call, end, matches_empty)
        if edit is None:
            unread += 1
        else:
            edits.append(edit)
    return Mended(_edited(text, edits), unread)


def _calls(text: str) -> Iterator[tuple[_Call, int]]:
    """The calls with their ends, inner ones first."""
    under_way: list[_Call] = []
    depth, before = 0, Token("other", "", 0)
    for token in lex(text):
        if token.kind in UNSEEN:
            continue
        closed = None
        if token.kind == "open":
            depth += 1
            if token.text == "(" and before.kind == "word" and before.text.upper() == "REPLACE":
                under_way.append(_Call(before.start, depth))
                before = token
                continue
        elif token.kind == "close":
            if under_way and under_way[-1].depth == depth:
                closed = under_way.pop()
            depth -= 1
        if closed is not None:
            yield closed, token.start + len(token.text)
        if under_way:
            _note(under_way[-1], token, depth)
        before = token


def _note(call: _Call, token: Token, depth: int) -> None:
    if token.text == "," and depth == call.depth:
        call.arguments.append([])
    elif len(call.arguments[-1]) < 2:
        call.arguments[-1].append(token)  # one token is a literal, two are an expression


def _edit(call: _Call, end: int, matches_empty: MatchesEmpty) -> tuple[int, int, str] | None:
    """What to write instead of which part of the query; ``None`` where that cannot be known."""
    literals = [_literal(argument) for argument in call.arguments[1:]]
    if len(call.arguments) not in (3, 4) or any(text is None for text in literals):
        return None
    tokens = [argument[0] for argument in call.arguments[1:]]
    if matches_empty(tokens[0].text, tokens[2].text if len(tokens) == 3 else '""'):
        return call.start, end, ERROR
    pattern, wanted = literals[0] or "", literals[1] or ""
    literal = "q" in (literals[2] or "") if len(literals) == 3 else False
    replacement = wanted.replace("$", "$$") if literal else replacement_of(wanted, groups(pattern))
    if replacement is None:
        return call.start, end, ERROR
    start = tokens[1].start
    return start, start + len(tokens[1].text), _written(replacement)


def replacement_of(wanted: str, groups: int) -> str | None:
    """A replacement of XPath as the engine reads one; ``None`` for what is an error there.

    Digits that make no group of the pattern are text, but for the first.
    """
    found: list[str] = []
    for escaped, number, plain, wrong in _PIECE.findall(wanted):
        if wrong:
            return None
        if number:
            length = len(number)
            while length > 1 and int(number[:length][-9:]) > groups or length > 9:
                length -= 1
            group = f"${{{int(number[:length])}}}" if int(number[:length]) <= groups else ""
            found.append(group + number[length:])
        else:
            found.append({"$": "$$", "\\": "\\"}.get(escaped, plain))
    return "".join(found)


def groups(pattern: str) -> int:
    """The number of groups that a pattern captures: brackets outside of classes and of escapes."""
    found, in_class, place = 0, False, 0
    while place < len(pattern):
        letter = pattern[place]
        if letter == "[":
            in_class = True
        elif letter == "]":
            in_class = False
        elif letter == "(" and not in_class and pattern[place + 1 : place + 2] != "?":
            found += 1
        place += 2 if letter == "\\" else 1
    return found


def _literal(argument: list[Token]) -> str | None:
    """What a string says, if that is the argument; ``None`` for an expression."""
    if len(argument) != 1 or argument[0].kind != "string":
        return None
    text = argument[0].text
    if "\\u" in text or "\\U" in text:
        return None
    quotes = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1
    return _ECHAR.sub(lambda match: _ECHARS[match[1]], text[quotes:-quotes])


def _written(text: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    return '"' + "".join(escapes.get(letter, letter) for letter in text) + '"'


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with edits, of which one that holds others goes before them."""
    parts: list[str] = []
    place = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if start >= place:
            parts += [text[place:start], new]
            place = end
    return "".join([*parts, text[place:]])
