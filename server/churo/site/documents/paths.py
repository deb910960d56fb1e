"""The routes of documents, and of every path that no other part of the site has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...errors import UnknownName
from ...http.context import Context
from ...http.request import Request
from ...http.response import Reply
from ...identifiers import LANGUAGES, spelled
from ..redirection import Redirection
from ..routing import Route
from .views import DocumentViews

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*+\Z")


class PathViews:
    """Finds the view of ``documents`` for a path; ``is_routed`` says which are others' business."""

    def __init__(
        self, documents: DocumentViews, redirect: Redirection, is_routed: Callable[[str], bool]
    ) -> None:
        self._documents, self._redirect, self._is_routed = documents, redirect, is_routed

    def routes(self) -> Iterator[Route]:
        """The routes; the last answers for every path that no other route has."""
        yield Route("/doc/<rest:name>", self._documents.document)
        yield Route("/<language>/doc/<rest:name>", self.page)
        yield Route("/linkset/<rest:name>", self._documents.linkset)
        yield Route("/<rest:name>", self.thing)

    def page(self, request: Request, context: Context, language: str, name: str) -> Reply:
        """A document as a page in a language. Raises UnknownName where there are none in it."""
        if language in LANGUAGES:
            return self._documents.document(request, context, name, language)
        try:
            return self._documents.thing(request, context, f"{language}/doc/{name}")
        except UnknownName:
            if not _TAG.match(language):
                raise
            listed = ", ".join(LANGUAGES)
            raise UnknownName(
                f"There are no pages in {language!r}; there is {listed}.", "no-language"
            ) from None

    def thing(self, request: Request, context: Context, name: str) -> Reply:
        """An IRI itself, or the way to another part of the site from a path with odd slashes."""
        bare, spaces = spelled(name), self._documents.spaces
        if bare != name and self._is_routed(f"/{bare}"):
            return self._redirect.moved(request, context, spaces.address(spaces.base + bare))
        try:
            return self._documents.thing(request, context, name)
        except UnknownName:
            language, _, rest = bare.partition("/")
            if language not in LANGUAGES or not rest:
                raise
            return self._documents.spoken(request, context, rest, language)
