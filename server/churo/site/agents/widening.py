"""Makes a query give all of its variables, so that what stands behind its rows can be seen."""

from __future__ import annotations

from ...engine.syntax.sparql_lexer import UNSEEN, lex

GROUPED = ("GROUP", "HAVING")


def widened(text: str) -> str:
    """The SELECT with all its variables; empty for one that groups or computes, and for any other."""
    depth, start, end = 0, -1, -1
    for token in lex(text):
        word = token.text.upper() if token.kind == "word" else ""
        if token.kind in UNSEEN:
            continue
        if start < 0:
            start = token.start + len(token.text) if word == "SELECT" and not depth else -1
        elif end < 0:
            if token.text in ("(", "*"):
                return ""
            end = token.start if word in ("WHERE", "FROM") or token.text == "{" else -1
        elif not depth and word in GROUPED:
            return ""
        depth += (token.kind == "open") - (token.kind == "close")
    return f"{text[:start]} * {text[end:]}" if end >= 0 else ""
