"""Writes HTML pages from the templates that lie beside what they show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..rdf.representable import as_xml_text
from ..terms import XSD
from . import messages
from .addresses.web_address import is_web
from .messages import dates, licences, literals, numbers

DAY = 10  # characters of a day (ISO 8601)
# The frame of pages that there are in one language only; others give their own.
FRAME = {
    "language": "en",
    "words": messages.words("en"),
    "languages": (),
    "canonical": "",
    "alternates": (),
    "scripted": "",
    "picture": "",
    "wrong": (),
}


def _untitled(language: str) -> str:
    return ""


def _nothing() -> Collection[str]:
    return ()


def _spelled(text: str, datatype: str, language: str) -> str:
    """A literal by the IRI of its datatype, in words of a language; a text that is a day is read as one."""
    if not datatype:
        return dates.within(text, language) if len(text) == DAY else text
    xsd = str(XSD)
    return literals.said(text, datatype.removeprefix(xsd) if xsd in datatype else "", language)


def _gap(words: Mapping[str, str]) -> str:
    """What stands between two sentences in the language of some words; nothing in Chinese and Japanese."""
    return " " if messages.formats(words["tag"])["gap"].strip("_") else ""


def _after_verb(words: Mapping[str, str]) -> str:
    """What stands between a verb and a name that is its object in English, and is in no case elsewhere."""
    return messages.formats(words["tag"])["after_verb"].strip("_")


def _capital(text: str) -> str:
    """A text as it begins a title, where a name in running text begins small."""
    return text[:1].upper() + text[1:]


class Templates:
    """The templates, by their paths in this package.

    ``public_url`` is known to all as ``url``, and its path, with which links begin, as ``root``;
    ``title`` gives the name of the whole site in a language, ``offered`` the pages that not every release has.
    """

    def __init__(
        self,
        public_url: str,
        title: Callable[[str], str] = _untitled,
        offered: Callable[[], Collection[str]] = _nothing,
    ) -> None:
        self._title, self._offered = title, offered
        self._environment = Environment(
            loader=PackageLoader(__package__, ""),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["url"] = public_url
        self._environment.tests["web"] = is_web
        self._environment.filters["number"] = numbers.counted
        self._environment.filters["day"] = dates.said
        self._environment.filters["spelled"] = _spelled
        self._environment.filters["gap"] = _gap
        self._environment.filters["capital"] = _capital
        self._environment.filters["after_verb"] = _after_verb
        self._environment.filters["licence"] = licences.name
        self._environment.globals["root"] = urlsplit(public_url).path

    def write(self, template: str, **values: Any) -> bytes:
        """The page that ``template`` makes of ``values``; an undefined one raises.

        Characters that HTML cannot hold are shown as U+FFFD.
        """
        told = {**FRAME, "offered": self._offered(), **values}
        told = {"site": self._title(told["language"]), **told}
        return as_xml_text(self._environment.get_template(template).render(**told)).encode()
