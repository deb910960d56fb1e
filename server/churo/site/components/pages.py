"""Writes pages that there are in every language: the frame around them, and the routes to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from ... import negotiation
from ...errors import ParameterError
from ...formats import HTML, PAGE, Format
from ...http.context import Context
from ...http.fields.link_header import Link, link_field
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from .. import messages
from ..addresses.routing import Route, View
from ..replies.responder import NO_FIELDS, Responder, choose
from ..templates import Templates

SPOKEN = f"/<any({', '.join(LANGUAGES)}):language>"
SUGGEST = "suggest.js"  # the script of a page with a search box
VARY = {"vary": "Accept-Language"}
VARY_BOTH = {"vary": "Accept, Accept-Language"}  # of a page that there is in other formats, too


def routes(
    rule: str, view: View, query: Mapping[str, str] = NO_FIELDS, others: tuple[str, ...] = ()
) -> Iterator[Route]:
    """The routes of a page: by its rule in the language that is wanted, and below each language.

    By its rule alone it may be had in ``others`` of media types.
    """
    yield Route(rule, view, query=query, media_types=(HTML, *others))
    yield Route(f"{SPOKEN}{rule}", view, query=query, media_types=(HTML,))


def wanted(request: Request, language: str, offers: tuple[Format, ...]) -> Format:
    """The format that Accept prefers; below a language there are pages alone. Raises NotAcceptable."""
    return PAGE if language else choose(request, offers).format


class Pages:
    """Writes pages in a language; ``url`` is where we are."""

    def __init__(self, templates: Templates, respond: Responder, url: str) -> None:
        self._templates, self._respond, self._url = templates, respond, url
        self.root = urlsplit(url).path

    def language(self, request: Request, language: str) -> str:
        """The language of the address, else the one of ours that the client likes best."""
        accepted = request.headers.get("accept-language")
        return language or negotiation.choose_language(accepted, LANGUAGES)

    def path(self, path: str, language: str) -> str:
        """Where a page is in a language, as a link on our pages has it."""
        return f"{self.root}/{language}{path}"

    def write(
        self,
        context: Context,
        template: str,
        path: str,
        language: str,
        fields: Mapping[str, str] = NO_FIELDS,
        release_id: str | None = None,
        wrong: Sequence[ParameterError] = (),
        **values: Any,
    ) -> Reply:
        """The page at a ``path``, which begins with a slash and has no language, in a language.

        ``release_id`` is that of the release which the page tells of, by default the served one. What
        was ``wrong`` with the values of its form is told above all, with the status 400.
        """
        framed = self.frame(path, language) | {"wrong": wrong}
        body = self._templates.write(template, **framed, **values)
        links = [Link("canonical", f"{self._url}/{language}{path}")]
        links += [Link("alternate", a, language=tag) for tag, a in self._alternates(path)]
        told = VARY | {"content-language": language, "link": link_field(links)} | dict(fields)
        if not wrong:
            return self._respond.reply(context, body, HTML, told, release_id)
        return self._respond.reply(context, body, HTML, told, "")._replace(status=400)

    def frame(self, path: str, language: str) -> dict[str, Any]:
        """What stands around the content of a page that there is in every language."""
        return {
            "language": language,
            "words": messages.words(language),
            "languages": [
                (tag, messages.words(tag)["language"], self.path(path, tag)) for tag in LANGUAGES
            ],
            "canonical": f"{self._url}/{language}{path}",
            "alternates": [*self._alternates(path), ("x-default", self._url + path)],
        }

    def _alternates(self, path: str) -> list[tuple[str, str]]:
        return [(tag, f"{self._url}/{tag}{path}") for tag in LANGUAGES]
