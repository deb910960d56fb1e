"""The tokens of a query that does not parse, as the rules of mistakes look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..syntax.sparql_lexer import UNSEEN, lex
from ..syntax.token import Token


@dataclass(frozen=True)
class Tokens:
    """The tokens of a query that can be mistakes of syntax: no spaces, no comments.

    ``words`` are their texts in capitals, empty for strings and IRIs, in which nothing is a keyword.
    """

    query: str
    seen: Sequence[Token]
    words: Sequence[str]

    @classmethod
    def of(cls, query: str) -> Tokens:
        """The tokens of a query."""
        seen = [token for token in lex(query) if token.kind not in UNSEEN]
        quiet = ("string", "iri")
        return cls(query, seen, ["" if t.kind in quiet else t.text.upper() for t in seen])

    def word(self, place: int) -> str:
        """The text of a token in capitals; empty before the first and behind the last."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def kind(self, place: int) -> str:
        """The kind of a token; empty before the first and behind the last."""
        return self.seen[place].kind if 0 <= place < len(self.seen) else ""
