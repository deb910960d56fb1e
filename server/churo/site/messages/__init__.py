"""The words of the pages, one file a language, and the names of public properties and units, which no graph repeats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

# Units that are read without a word: a count, and a number without dimension.
COUNTS = ("http://qudt.org/vocab/unit/NUM", "http://qudt.org/vocab/unit/UNITLESS")


def words(language: str) -> Mapping[str, str]:
    """The words in a language that has a file, by their keys."""
    return _read(language)["words"]


def formats(language: str) -> Mapping[str, str]:
    """How a language writes dates and numbers."""
    return _read(language)["formats"]


def property_name(iri: str, language: str) -> str:
    """The name of a public property in a language that has a file; empty for others."""
    return _read(language)["properties"].get(iri, "")


def unit_name(iri: str, language: str) -> str:
    """The name of a unit of measure (QUDT), the end of its IRI for one without; empty for counts."""
    if iri in COUNTS:
        return ""
    return _read(language)["units"].get(iri) or iri.rstrip("/#").replace("#", "/").rsplit("/")[-1]


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / f"{language}.json").read_text("utf-8")
    messages: Mapping[str, Mapping[str, str]] = json.loads(text)
    return messages
