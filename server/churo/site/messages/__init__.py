"""The words of the pages, one file a language, and the names of public properties, which no graph repeats."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


def words(language: str) -> Mapping[str, str]:
    """The words in a language that has a file, by their keys."""
    return _read(language)["words"]


def property_name(iri: str, language: str) -> str:
    """The name of a public property in a language that has a file; empty for others."""
    return _read(language)["properties"].get(iri, "")


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    text = (resources.files(__package__) / f"{language}.json").read_text("utf-8")
    messages: Mapping[str, Mapping[str, str]] = json.loads(text)
    return messages
