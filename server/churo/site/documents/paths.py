"""The routes of documents, and of every path that no other part of the site has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress

from ...errors import UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from ...publication.identifiers import spelled
from ..addresses.routing import Route, View
from ..replies.redirection import Redirection
from .views import DocumentViews

_TAG = re.compile(r"[a-z]{2,3}(?>(?:-[A-Za-z0-9]{1,8})*)\Z")


class PathViews:
    """Finds the view of ``documents`` for a path; ``is_routed`` says which are others' business."""

    def __init__(
        self, documents: DocumentViews, redirect: Redirection, is_routed: Callable[[str], bool]
    ) -> None:
        self._documents, self._redirect, self._is_routed = documents, redirect, is_routed

    def routes(self) -> Iterator[Route]:
        """The routes; the last answers for every path that no other route has."""
        yield Route("/doc/", self.document)
        yield Route("/doc/<rest:name>", self.document)
        yield Route("/<language>/doc/", self.page)
        yield Route("/<language>/doc/<rest:name>", self.page)
        yield Route("/linkset/<rest:name>", self.linkset)
        yield Route("/<rest:name>", self.thing)

    def document(self, request: Request, context: Context, name: str = "") -> Reply:
        """A document in the format that is wanted."""
        return self._found(self._documents.document, request, context, "/doc/", name)

    def linkset(self, request: Request, context: Context, name: str) -> Reply:
        """The links of a document."""
        return self._found(self._documents.linkset, request, context, "/linkset/", name)

    def _found(
        self, view: View, request: Request, context: Context, prefix: str, name: str, **more: str
    ) -> Reply:
        """What a view gives, else what the path names as a whole, which may be an IRI of its own."""
        rest = request.rest(prefix, name)
        try:
            return view(request, context, rest, **more)
        except UnknownName:
            with suppress(UnknownName):
                return self._documents.thing(request, context, prefix[1:] + rest)
            raise

    def page(self, request: Request, context: Context, language: str, name: str = "") -> Reply:
        """A document as a page in a language. Raises UnknownName where there are none in it."""
        prefix = f"/{language}/doc/"
        if language in LANGUAGES:
            view = self._documents.document
            return self._found(view, request, context, prefix, name, language=language)
        name = request.rest(prefix, name)
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
        bare, spaces, raw = spelled(name), self._documents.spaces, request.rest("/", name)
        if bare != name and self._is_routed(f"/{bare}"):
            return self._redirect.moved(request, context, spaces.address(spaces.base + bare))
        try:
            return self._documents.thing(request, context, raw)
        except UnknownName:
            language, _, rest = raw.strip("/").partition("/")
            if language not in LANGUAGES or not rest:
                raise
            return self._documents.spoken(request, context, rest, language)
