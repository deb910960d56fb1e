"""Says how to mend a text of RDF that a parser has refused, from its message and the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .trig import NAME, Opening, still_open

LIKE = 0.6  # a prefix less like than this is no suggestion


@dataclass(frozen=True)
class Refusal:
    """Where a parser stopped in a text: ``line`` and ``column`` from 1; and the prefixes known."""

    text: str
    line: int
    column: int
    known: Mapping[str, str]

    @cached_property
    def before(self) -> str:
        """The text as far as it was read."""
        lines = self.text.split("\n")[: self.line]
        return "\n".join([*lines[:-1], lines[-1][: max(self.column - 1, 0)]])

    @cached_property
    def opening(self) -> Opening | None:
        """The graph that is open there."""
        return still_open(self.before)

    @property
    def graph(self) -> str:
        """The open graph and its line, in words; empty for none."""
        return f"graph {self.opening.name} of line {self.opening.line}" if self.opening else ""

    def end(self, text: str) -> str:
        """In words, where that text, the beginning of what was read, ends but for comments."""
        told = [number for number, line in enumerate(text.split("\n"), 1) if _says(line)]
        line = told[-1] if told else self.line
        return "before it" if line == self.line else f"at the end of line {line}"


def remedy(what: str, at: Refusal) -> str:
    """How to mend it: the first row of the table that fits."""
    return next(
        advise(match, at)
        for fits, advise in REMEDIES
        if (match := re.search(fits, what)) is not None
    )


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _undeclared(match: re.Match[str], at: Refusal) -> str:
    prefix = match[1]
    if prefix in at.known:
        return f"Add a line at the top: @prefix {prefix}: <{at.known[prefix]}> ."
    near = process.extractOne(
        prefix, list(at.known), scorer=OSA.normalized_similarity, score_cutoff=LIKE
    )
    return (
        f"Did you mean {near[0]}:?" if near else f"Declare it at the top: @prefix {prefix}: <…> ."
    )


def _brace(match: re.Match[str], at: Refusal) -> str:
    if at.opening:
        return f"Close the {at.graph} with }} before another opens."
    name = NAME.search(at.before)
    text = at.before[: name.start()] if name else at.before
    return f"End the statement with a dot {at.end(text)}."


def _closing(match: re.Match[str], at: Refusal) -> str:
    if at.opening:
        return f"An object is missing {at.end(at.before)}, or a comma is one too many."
    return "No graph is open there: take the brace away."


def _ending(match: re.Match[str], at: Refusal) -> str:
    return f"Put a semicolon, a comma or a dot {at.end(at.before)}."


def _end(match: re.Match[str], at: Refusal) -> str:
    if at.opening:
        return f"Close the {at.graph} with }}."
    return f"End the statement with a dot {at.end(at.before)}."


def _verb(match: re.Match[str], at: Refusal) -> str:
    return "Two names stand before it: put { after the first if it is a graph, else take one away."


def _look(match: re.Match[str], at: Refusal) -> str:
    if any(map(_says, at.before.split("\n"))):
        return "Look at what stands just before it."
    return "Nothing stands before it: is the file in the format that its name ends in?"


def _always(text: str) -> Callable[[re.Match[str], Refusal], str]:
    return lambda match, at: text


# What a message says, and what is then to be done; the last row fits every message.
REMEDIES: tuple[tuple[str, Callable[[re.Match[str], Refusal], str]], ...] = (
    (r"The prefix (\S*): has not been declared", _undeclared),
    (r"^'?[“”„«»「」‘’]", _always('Write straight quotation marks: "…".')),
    (r"^\{ is not a valid", _brace),
    (r"^\} is not a valid", _closing),
    (r"^\] is not a valid", _always("No [ is open there: take the bracket away.")),
    (r"should end with a '\]'", _always("Close the [ before it with ].")),
    (r"^a is not a valid RDF object", _verb),
    (r"(?:dot|'\.') is expected at the end", _ending),
    (r'^["\'].* is not a valid (subject|predicate)', _ending),
    (r"^[,;.] is not a valid", _always("Something is missing before it, or it is one too many.")),
    (r"Line jumps", _always('Close the text with " on its line, before its language tag.')),
    (r"Unexpected end of file", _always('What begins there is not closed: add " or >.')),
    (r"Unexpected end", _end),
    (r"language code|subtag", _always("Write a language tag after @, as in @en or @ja.")),
    (
        r"IRI code point",
        _always("An IRI has no space, quotation mark or brace: write %20 for a space."),
    ),
    (r"escape character", _always("Write \\\\ for a backslash in a text.")),
    (r"UTF-8", _always("Save the file as UTF-8.")),
    (
        r"is not a valid",
        _always("Write a name with its prefix, an IRI in < > or a text in quotation marks."),
    ),
    (r"", _look),
)
