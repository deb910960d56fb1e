"""The words of the pages, one file a language, and the names of public terms, units and languages, which no graph repeats.

The hints and notices of the engine are in English where it makes them, and in the other files here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

# Units that are read without a word: a count, and a number without dimension.
COUNTS = ("http://qudt.org/vocab/unit/NUM", "http://qudt.org/vocab/unit/UNITLESS")


# The language of documents for programs, which nobody negotiates.
ENGLISH = "en"


@dataclass(frozen=True)
class Wording:
    """What a kind of problem or notice is called, and what to do about it."""

    title: str
    advice: str


def words(language: str) -> Mapping[str, str]:
    """The words in a language that has a file, by their keys."""
    return _read(language)["words"]


def formats(language: str) -> Mapping[str, str]:
    """How a language writes dates and numbers."""
    return _read(language)["formats"]


def property_name(iri: str, language: str) -> str:
    """The name of a public property in a language that has a file; empty for others."""
    return _read(language)["properties"].get(iri, "")


def public_name(iri: str, language: str) -> str:
    """The name of a property, a class or a unit that others define; empty for what is not among them."""
    told = _read(language)
    if iri in COUNTS:
        return told["formats"]["count"]
    found = (told[part].get(iri) for part in ("properties", "classes", "units"))
    return next(filter(None, found), "")


def language_name(tag: str, language: str) -> str:
    """What a language is called in a language that has a file; the tag itself for others."""
    return _read(language)["languages"].get(tag, tag)


def country_name(code: str, language: str) -> str:
    """What a country is called in a language that has a file, by its code (ISO 3166-1 alpha-2);
    the code itself for others."""
    return _read(language)["countries"].get(code, code)


def unit_name(iri: str, language: str) -> str:
    """The name of a unit of measure (QUDT), the end of its IRI for one without; empty for counts."""
    if iri in COUNTS:
        return ""
    return _read(language)["units"].get(iri) or iri.rstrip("/#").replace("#", "/").rsplit("/")[-1]


@cache
def problems(language: str) -> Mapping[str, Wording]:
    """The kinds of problems."""
    return _wordings(language, "problems", "problem_advice")


@cache
def notices(language: str) -> Mapping[str, Wording]:
    """The kinds of notices."""
    return _wordings(language, "notices", "notice_advice")


def hint(kind: str, values: Mapping[str, str], language: str) -> str:
    """A hint of the engine in a language; empty for one without words in it."""
    return _read(language).get("hints", {}).get(kind, "").format(**values)


def notice_detail(kind: str, values: Mapping[str, str], language: str) -> str:
    """What a notice of the engine says, in a language; empty for one without words in it."""
    return _read(language).get("notice_details", {}).get(kind, "").format(**values)


def problem_detail(kind: str, language: str) -> str:
    """What the detail of a kind of problem says, with its values in braces, in a language; empty for
    one without words in it."""
    return _read(language).get("problem_details", {}).get(kind, "")


def _wordings(language: str, titles: str, advice: str) -> Mapping[str, Wording]:
    told = _read(language)
    return {kind: Wording(title, told[advice][kind]) for kind, title in told[titles].items()}


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / f"{language}.json").read_text("utf-8")
    messages: Mapping[str, Mapping[str, str]] = json.loads(text)
    return messages
