"""Writes the values of tables, whose texts are in English, in the language of a page."""

from __future__ import annotations

from ...languages import LANGUAGES
from ..addresses.web_address import is_web
from ..components.labels import Labels, Text, last_part
from ..messages import dates
from .table import Table

ENGLISH = LANGUAGES[0]
LABEL = "label"  # of the columns label_en, label_ja and so on


class Wording:
    """What values are called: things by their ``labels``, other texts by the things that are called so."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._things: dict[str, set[str]] = {}
        for name in labels.names:
            if name.preferred and name.language == ENGLISH:
                self._things.setdefault(name.text, set()).add(name.iri)

    def said(self, value: str, language: str) -> str:
        """A value in words."""
        return self.told(value, language).text

    def told(self, value: str, language: str) -> Text:
        """A value in words: of an IRI the name, of an English name that in the language, of a day the day.

        A name that several things have is translated where all of them are called the same. What is
        the name of no thing is without a language.
        """
        if is_web(value) and not any(letter.isspace() for letter in value):
            known = self._labels.kind(value)
            return self._labels.label(value, language) if known else Text(last_part(value))
        called = {self._labels.label(iri, language).text for iri in self._things.get(value, ())}
        return Text(called.pop() if len(called) == 1 else dates.said(value, language))

    def columns(self, table: Table, language: str) -> list[int]:
        """The places of the columns that a page shows.

        Where the first names things that are called something, columns of labels say it again and are
        left out; else of labels by language those in another are, if there are some in its own.
        """
        parts = {place: name.rpartition("_") for place, name in enumerate(table.columns)}
        tagged = {place: part for place, part in parts.items() if part[2] in LANGUAGES and part[0]}
        named = any(self._labels.kind(row[0]) for row in table.rows[:1])
        own = {part[0] for part in tagged.values() if part[2] == language}
        return [
            place
            for place in parts
            if place not in tagged
            or not (named and tagged[place][0] == LABEL)
            and (tagged[place][2] == language or tagged[place][0] not in own)
        ]
