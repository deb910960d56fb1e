"""Knows, while the tokens of a query pass, whether < can only be an operator at this place.

``1<2)SERVICE#>`` may be read as a comparison or as an IRI. The grammar of SPARQL 1.1 decides that by
the place: in the brackets of an expression, after an operand, no IRI can stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from .token import Token

OPERANDS = {"variable", "close", "string", "language", "name", "iri", "blank"}
TRUTHS = ("TRUE", "FALSE")
# Words after which brackets that stand freely hold expressions, up to the next of the others; engines
# take a word without a space before it, as in 1HAVING(…).
BEGIN, END = ("SELECT", "BY", "HAVING"), ("WHERE", "VALUES")
CONDITIONS = ("FILTER", "HAVING", "BY")  # words after which a function may be called by its name
NOTHING = Token("", "", 0)


@dataclass
class _Frame:
    """A bracket that is open, or the query itself; whether expressions stand freely in it."""

    bracket: str
    expressions: bool


class OperatorContext:
    """The brackets that are open, and the last two tokens."""

    def __init__(self) -> None:
        self._frames = [_Frame("", True)]
        self._before, self._last = NOTHING, NOTHING

    @property
    def expects_operator(self) -> bool:
        """Whether an IRI cannot stand here."""
        frame, last = self._frames[-1], self._last
        if frame.bracket != "(" or not frame.expressions:
            return False
        if last.kind == "word":
            return last.text[-1].isdigit() or last.text.upper().endswith(TRUTHS)
        return last.kind in OPERANDS or last.text == ">>"

    def pass_over(self, token: Token) -> None:
        """Go on behind a token that is no space and no comment."""
        if token.kind == "open":
            self._open(token.text)
        elif token.kind == "close" and len(self._frames) > 1:
            self._frames.pop()
        elif token.kind == "word":
            self._mark(token.text.upper())
        self._before, self._last = self._last, token

    def _open(self, bracket: str) -> None:
        expressions = bracket == "(" and self._holds_expression()
        if bracket == "{":
            self._frames[-1].expressions = False
        self._frames.append(_Frame(bracket, expressions))

    def _holds_expression(self) -> bool:
        """Whether a round bracket here is one of an expression, not of terms or of a path."""
        frame, last = self._frames[-1], self._last
        if last.text == "<<":
            return False
        if frame.expressions:
            return True
        if frame.bracket in ("(", "["):
            return False
        word = last.text.upper()
        if last.kind == "word":
            return last.text != "a" and not word.endswith(END)
        if last.kind not in ("name", "iri"):
            return False
        before = self._before.text.upper() if self._before.kind == "word" else ""
        return any(c in before or (c in word and last.kind == "name") for c in CONDITIONS)

    def _mark(self, word: str) -> None:
        frame = self._frames[-1]
        if frame.bracket in ("", "{"):
            if any(end in word for end in END):
                frame.expressions = False
            elif any(begin in word for begin in BEGIN):
                frame.expressions = True
