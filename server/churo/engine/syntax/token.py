"""A token of SPARQL."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """A token at an offset.

    Its kind is iri, string, name, blank, variable, language, open, close, word or other; a name is
    a prefixed one; space and comment are given by ``lex`` alone.
    """

    kind: str
    text: str
    start: int
