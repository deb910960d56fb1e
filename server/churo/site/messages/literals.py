"""Literals of data in words of a language: days, numbers, truth."""

from __future__ import annotations

from ...terms import DCTERMS, EV
from . import country_name, dates, language_name, numbers, words

# By the local names of the datatypes of XML Schema.
DATES = frozenset({"date", "dateTime", "gYear", "gYearMonth"})
NUMBERS = frozenset({"integer", "decimal", "nonNegativeInteger"})
TRUTH = {
    "true": "questions_yes",
    "1": "questions_yes",
    "false": "questions_no",
    "0": "questions_no",
}
# Properties whose values are codes, and what names those.
CODES = {str(DCTERMS.language): language_name, str(EV.country): country_name}


def named(text: str, property: str, language: str) -> str:
    """A code by the IRI of the property whose value it is; what is no code stays as it is."""
    name = CODES.get(property)
    return name(text, language) if name else text


def said(text: str, datatype: str, language: str) -> str:
    """A literal by the local name of its XML Schema datatype; what is none of these stays as it is."""
    if datatype in DATES:
        return dates.said(text, language)
    if datatype in NUMBERS:
        return numbers.said(text, language)
    if datatype == "boolean" and text in TRUTH:
        return words(language)[TRUTH[text]]
    return text
