"""Finds which constants a query compares with what, in one pass over its tokens."""

from __future__ import annotations

from .outline import Comparison
from .token import Token

NUMBER, LONGEST = "number", 200  # characters of a constant that is kept
SIGNS = frozenset("=<>!")
ARITHMETIC = frozenset("+-*/")


class Comparisons:
    """Takes tokens; a constant is known when the token behind it is seen."""

    def __init__(self, found: dict[Comparison, None]) -> None:
        self._found = found
        self._items: list[tuple[str, str]] = []  # the last four of an expression: kind and text
        self._constants: dict[str, Comparison] = {}  # by how it is written, of the same four
        self._string: Token | None = None
        self._of = ""  # the property for which the string stands
        self._caret = False

    def take(self, token: Token, iri: str, of: str, expression: bool) -> None:
        """Take a token; ``of`` is the property if this is the place of its value."""
        if self._string is not None and self._continues(token, iri):
            return
        if token.kind == "string":
            self._string, self._of = token, of
        elif token.kind == "word" and token.text[0].isdigit():
            self._constant(Comparison(of, token.text, token.text, NUMBER))
        elif token.kind == "variable":
            self._item("variable", f"?{token.text[1:]}")
        elif expression and token.text in SIGNS:
            if not self._items or self._items[-1][0] != "sign":
                self._item("sign", token.text)
        elif token.text.upper() == "IN":
            self._item("sign", "IN")
        elif token.text in ARITHMETIC:
            self._item("arithmetic", token.text)
        elif token.text.upper() != "NOT" and not self._opens_list(token):
            self._item("other", token.text)

    def _continues(self, token: Token, iri: str) -> bool:
        """Whether a token belongs to the string before it, its language or datatype."""
        string = self._string
        assert string is not None
        if token.text in ("^", "^^"):
            self._caret = True
            return True
        type = token.text.lower() if token.kind == "language" else iri if self._caret else ""
        belongs = self._caret or token.kind == "language"
        written = string.text + (f"^^<{iri}>" if self._caret else token.text if belongs else "")
        self._string, self._caret = None, False
        self._constant(Comparison(self._of, written, string.text.strip("\"'"), type))
        return belongs

    def _opens_list(self, token: Token) -> bool:
        return token.text == "(" and self._items[-1:] == [("sign", "IN")]

    def _constant(self, constant: Comparison) -> None:
        if len(constant.written) > LONGEST:
            self._item("other", "")
        elif constant.of:
            self._found[constant] = None
        else:
            self._constants[constant.written] = constant
            self._item("constant", constant.written)

    def _item(self, kind: str, text: str) -> None:
        self._items = [*self._items[-3:], (kind, text)]
        if len(self._constants) > len(self._items):
            kept = {text for kind, text in self._items if kind == "constant"}
            self._constants = {t: c for t, c in self._constants.items() if t in kept}
        last = self._items[-3:]
        before = self._items[-4][0] if len(self._items) > 3 else ""
        if before == "arithmetic" or [kind for kind, _ in last][1:2] != ["sign"]:
            return
        terms = dict(last)
        if "variable" in terms and "constant" in terms:
            constant = self._constants[terms["constant"]]
            self._found[constant._replace(of=terms["variable"])] = None
