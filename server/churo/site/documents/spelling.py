"""Writes values of data as the language of a page does: days, numbers, yes and no, languages, countries, licences."""

from __future__ import annotations

from dataclasses import replace

from ..components.labels import Text, best
from ..messages import licences, literals
from .page_model import Value


def spelled(value: Value, property: str, language: str) -> Value:
    """A value of a property in words of a language; what needs none stays as it is."""
    text = _text(value, property, language)
    if text == value.ref.text:
        return value
    return replace(value, ref=replace(value.ref, text=text, language="", direction=""))


def is_date(value: Value) -> bool:
    """Whether a value is a day, a month, a year or a moment."""
    return _datatype(value) in literals.DATES


def in_one_language(values: tuple[Value, ...], language: str) -> tuple[Value, ...]:
    """Of texts that say the same in several languages the one for the page; others as they are."""
    tags = [value.ref.language for value in values if not value.ref.iri]
    if len(set(tags)) == len(values) > 1 and all(tags):
        text = best((Text(v.ref.text, v.ref.language) for v in values), language)
        return tuple(v for v in values if text and v.ref.language == text.language)
    return values


def _text(value: Value, property: str, language: str) -> str:
    text, iri = value.ref.text, value.ref.iri
    if iri:
        return licences.name(iri) if licences.name(iri) != iri else text
    if property in literals.CODES:
        return literals.named(text, property, language)
    return literals.said(text, _datatype(value), language)


def _datatype(value: Value) -> str:
    """The local name of the value's XML Schema datatype; empty for others."""
    return value.datatype.removeprefix("xsd:") if value.datatype.startswith("xsd:") else ""
