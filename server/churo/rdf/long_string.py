"""How far a string in three quotes goes, in SPARQL, Turtle and TriG (SPARQL 1.1 Query §19.8 [158], Turtle §6.5 [24])."""

# Why: docs/decisions/2026-11-27-tested-on-the-oldest-python.md

from __future__ import annotations


def beginning(quote: str) -> str:
    """An expression for all of a string in three of a ``quote`` but for the three at its end, closed or not.

    A quote in it is one of which what follows is none of the end: to look for what is there, and not for
    what is not, is right in a possessive repetition of every Python, and that remembers nothing.
    """
    follows = (
        rf"(?={quote}[^{quote}])",
        rf"(?={quote * 2}[^{quote}])",
        rf"(?={quote}\Z)",
        rf"(?={quote * 2}\Z)",
    )
    within = "|".join(f"{look}{quote}" for look in follows)
    return rf"{quote * 3}(?:[^{quote}\\]|\\.|{within})*+"
