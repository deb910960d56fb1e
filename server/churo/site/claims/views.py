"""The addresses /claims, /claims/<document> and /claims/<document>/<number>."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ...errors import UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route
from ..components import document_map
from ..components.claim_card import CardWriter
from ..components.claims import ClaimIndex, ClaimSource, ReleaseClaims
from ..components.labels import last_part
from ..components.pages import Pages, routes
from ..replies.content_security_policy import SCRIPTED_POLICY
from .choice import Choice, options

PATH = "/claims"
PAGE = 50  # claims of the record on one page
SCRIPTED = {"content-security-policy": SCRIPTED_POLICY}


class ClaimViews:
    """Writes the pages of the ``claims`` of the served release."""

    def __init__(self, claims: ReleaseClaims, spaces: Spaces, pages: Pages) -> None:
        self._claims, self._spaces, self._pages = claims, spaces, pages

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(PATH, self.all)
        yield from routes(f"{PATH}/<slug>", self.document)
        yield from routes(f"{PATH}/<slug>/<int:number>", self.sentence)

    def all(self, request: Request, context: Context, language: str = "") -> Reply:
        """What is said: the only document, or all of them to choose from."""
        index = self._claims.get(context.gone)
        documents = [row for row in index.documents if row.passages]
        if len(documents) == 1:
            return self._map(request, context, language, index, documents[0], PATH)
        language = self._pages.language(request, language)
        writer = self._writer(index, language)
        rows = [
            (row, writer.named(row.iri), document_map.counts(row.claims)) for row in index.documents
        ]
        return self._pages.write(
            context, "claims/documents.html", PATH, language, release_id=index.release, rows=rows
        )

    def document(self, request: Request, context: Context, slug: str, language: str = "") -> Reply:
        """One document as a map, or the record as a list."""
        index = self._claims.get(context.gone)
        document = _document(index, slug)
        path = f"{PATH}/{document.slug}"
        if document.passages:
            return self._map(request, context, language, index, document, path)
        return self._list(request, context, language, index, document)

    def sentence(
        self, request: Request, context: Context, slug: str, number: int, language: str = ""
    ) -> Reply:
        """The claims of one sentence, as cards."""
        index = self._claims.get(context.gone)
        document = _document(index, slug)
        numbers = [p.place.number for p in document.passages]
        if number not in numbers:
            raise UnknownName(f"{document.slug} has no sentence {number}.")
        language = self._pages.language(request, language)
        writer, place = self._writer(index, language), numbers.index(number)
        said = [n for n in numbers if document.of_passage(n)]
        return self._pages.write(
            context,
            "claims/sentence.html",
            f"{PATH}/{document.slug}/{number}",
            language,
            release_id=index.release,
            named=writer.named(document.iri),
            number=number,
            section=document.passages[place].section(language),
            cards=writer.cards(document.of_passage(number)),
            back=self._pages.path(f"{PATH}/{document.slug}", language),
            before=max((n for n in said if n < number), default=0),
            after=min((n for n in said if n > number), default=0),
        )

    def _writer(self, index: ClaimIndex, language: str) -> CardWriter:
        return CardWriter(index, self._spaces, self._pages, language)

    def _map(
        self,
        request: Request,
        context: Context,
        language: str,
        index: ClaimIndex,
        document: ClaimSource,
        path: str,
    ) -> Reply:
        given, language = parameters.read(request), self._pages.language(request, language)
        read = partial(Choice.read, document=document)
        choice, wrong = parameters.mended(request, given, read)
        writer = self._writer(index, language)
        sections = document_map.sections(document, language, choice.takes)
        shown = [claim for claim in document.claims if choice.takes(claim)]
        return self._pages.write(
            context,
            "claims/map.html",
            path,
            language,
            SCRIPTED,
            index.release,
            wrong,
            scripted="claims.js",
            named=writer.named(document.iri),
            document=document,
            other=[(row.slug, writer.named(row.iri)) for row in index.documents if row != document],
            sections=[row for row in sections if choice.section in ("", str(row.index))],
            options=options(document, writer, language),
            choice=choice,
            counts=document_map.counts(document.claims),
            shown=len(shown),
            label=writer.named,
            last=last_part,
            at=self._pages.path(f"{PATH}/{document.slug}", language),
            here=self._pages.path(path, language),
        )

    def _list(
        self,
        request: Request,
        context: Context,
        language: str,
        index: ClaimIndex,
        document: ClaimSource,
    ) -> Reply:
        given, language = parameters.read(request), self._pages.language(request, language)
        pages = max(1, -(-len(document.claims) // PAGE))
        page = parameters.whole(given, "page", 1, 1, pages)
        writer, path = self._writer(index, language), f"{PATH}/{document.slug}"
        whole: dict[str, Any] = {
            "release_id": index.release,
            "named": writer.named(document.iri),
            "total": len(document.claims),
            "counts": document_map.counts(document.claims),
            "cards": writer.cards(document.claims[PAGE * (page - 1) : PAGE * page]),
            "page": page,
            "pages": pages,
            "at": self._pages.path(path, language),
        }
        spoken = path if page == 1 else f"{path}?{urlencode({'page': page})}"
        return self._pages.write(context, "claims/list.html", spoken, language, **whole)


def _document(index: ClaimIndex, slug: str) -> ClaimSource:
    """A document by the last part of its IRI. Raises UnknownName."""
    for row in index.documents:
        if slug in (row.slug, row.iri):
            return row
    raise UnknownName(f"There is no document {slug[:100]!r} with claims.")
