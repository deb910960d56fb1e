"""The tokens of SPARQL (SPARQL 1.1 Query §19.8), found in one pass that never fails.

Whatever the text is, reading it takes time in proportion to its length: no place is looked at
again because something that began before it did not end, and no expression gives back what it took.
"""

# Why: docs/decisions/2026-11-26-one-sparql-lexer.md

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from ...rdf import long_string
from .operator_context import OperatorContext
from .sparql_characters import ALL, ASCII, CODE_POINT, Characters
from .token import Token

_STRINGS = {
    '"': re.compile(r'"(?:[^"\\\n\r]|\\.)*+', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\.)*+", re.DOTALL),
}
_LONG_STRINGS = {quote: re.compile(long_string.beginning(quote), re.DOTALL) for quote in "\"'"}
_IRI = re.compile(rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{CODE_POINT})*+>')
_ESCAPES = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
UNSEEN = ("space", "comment")
# Functions whose value is another each time: an answer that they touch is not to be kept.
VOLATILE = ("now", "rand", "uuid", "struuid", "bnode")
ASCII_ENDS = "\x7f"


class _Names:
    """What names and words are made of, in ASCII or in all that Unicode has."""

    def __init__(self, of: Characters) -> None:
        self.run = re.compile(rf"[{of.base}][{of.name}.]*+")  # a prefix, if a colon follows
        self.locals = {way: re.compile(of.local(way)) for way in (False, True)}
        self.other = re.compile(
            rf"""(?P<space>[ \t\r\n]++)
              | (?P<comment>\#[^\n\r]*+)
              | (?P<blank>_:(?:[{of.word}][{of.name}]*+(?>(?:\.++[{of.name}]++)*))?+)
              | (?P<variable>[?$][{of.word}]++)
              | (?P<open>[\[({{]) | (?P<close>[\])}}])
              | (?P<language>@[A-Za-z]++(?>(?:-[A-Za-z0-9]++)*))
              | (?P<word>[{of.word}]++)
              | (?P<other><<|>>|.)""",
            re.VERBOSE | re.DOTALL,
        )


_ASCII_NAMES = _Names(ASCII)


@cache
def _all_names() -> _Names:
    """Compiled when the first text needs it: the many ranges take forty times as long as those of ASCII."""
    return _Names(ALL)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without spaces and comments; code point escapes are undone (§19.2)."""
    return (token for token in lex(unescaped(text)) if token.kind not in UNSEEN)


def lex(text: str, operators: bool = True, as_engine: bool = False) -> Iterator[Token]:
    """Every token of a text as it stands, so that together they are the text.

    What begins with < is an IRI wherever it can be one, but for the ``operators`` of expressions.
    Names are read ``as_engine``, or as the grammar has them.
    """
    position, lexer = 0, _Lexer(text, as_engine)
    context = OperatorContext()
    while position < len(text):
        token = lexer.at(position, operators and context.expects_operator)
        if token.kind not in UNSEEN:
            context.pass_over(token)
        yield token
        position += len(token.text)


def unescaped(text: str) -> str:
    """The text with its code point escapes undone; impossible ones stay."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

    return _ESCAPES.sub(character, text) if "\\" in text else text


def may_have(text: str, words: Collection[str]) -> bool:
    """Whether the letters of a text allow that it has one of ``words``, given in small letters.

    Most queries are let pass by that alone; a code point escape may stand for any letter.
    """
    letters = text.casefold()
    if "\\u" in letters:
        return True
    for word in words:  # noqa: SIM110  any(…) takes three times as long, for every query
        if word in letters:
            return True
    return False


def is_volatile(text: str) -> bool:
    """Whether a query may have another answer each time, whatever the data."""
    return calls(text, VOLATILE)


def calls(text: str, functions: Collection[str]) -> bool:
    """Whether a query calls one of the ``functions``, given in small letters."""
    if "(" not in text or not may_have(text, functions):
        return False
    before = ""
    for token in tokens(text):
        if token.kind == "open" and before.endswith(tuple(functions)):
            return True  # a keyword may stand right after a number: 1RAND()
        before = token.text.lower() if token.kind == "word" else ""
    return False


def without(text: str, kinds: Collection[str]) -> str:
    """The text with blanks in the place of tokens of some kinds; lines and columns stay."""
    return "".join(
        re.sub(r"[^\n]", " ", token.text) if token.kind in kinds else token.text
        for token in lex(text)
    )


class _Lexer:
    """Reads one text from left to right, and remembers how far what does not end was looked for."""

    def __init__(self, text: str, as_engine: bool) -> None:
        self._text, self._names = text, _ASCII_NAMES if text.isascii() else _all_names()
        self._local = self._names.locals[as_engine]
        # Places before which a string of that quote that begins does not end, nor a name.
        self._open = dict.fromkeys(_STRINGS, 0)
        self._open_long = dict.fromkeys(_LONG_STRINGS, 0)
        self._no_name = 0

    def at(self, position: int, operator: bool) -> Token:
        """The token that begins there; ``operator`` says that < is one there."""
        first = self._text[position]
        if first == "<" and operator:
            return Token("other", first, position)
        if first == "<" and (iri := _IRI.match(self._text, position)):
            return Token("iri", iri.group(), position)
        if first in _STRINGS and (end := self._string_end(position, first)):
            return Token("string", self._text[position:end], position)
        if (first == ":" or first.isalpha() or first > ASCII_ENDS) and (
            end := self._name_end(position)
        ):
            return Token("name", self._text[position:end], position)
        match = self._names.other.match(self._text, position)
        assert match is not None and match.lastgroup is not None
        return Token(match.lastgroup, match.group(), position)

    def _string_end(self, position: int, quote: str) -> int:
        """Where the string ends; 0 when it does not."""
        long = self._text.startswith(quote * 3, position)
        if long and position >= self._open_long[quote]:
            end = _end(_LONG_STRINGS[quote], self._text, position)
            if self._text.startswith(quote * 3, end):
                return end + 3
            self._open_long[quote] = end
        if position < self._open[quote]:
            return 0
        end = _end(_STRINGS[quote], self._text, position)
        if self._text.startswith(quote, end):
            return end + 1
        self._open[quote] = end
        return 0

    def _name_end(self, position: int) -> int:
        """Where the prefixed name ends; 0 when it is none."""
        if position < self._no_name:
            return 0
        run = self._names.run.match(self._text, position)
        end = run.end() if run else position
        local = self._local.match(self._text, end)
        if local is None:
            self._no_name = end
            return 0
        return local.end()


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
