"""The address /errors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses.routing import Route
from ..components.claim_card import CardWriter
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.labels import best, last_part
from ..components.pages import Pages, routes
from ..releases.served_release import ServedRelease
from ..store.once import Once
from . import slips
from .slips import Slip

PATH = "/errors"


class ErrorViews:
    """Writes the page of what the documents of the served release got wrong."""

    def __init__(
        self, served: ServedRelease, claims: ReleaseClaims, spaces: Spaces, pages: Pages
    ) -> None:
        self._served, self._claims, self._spaces, self._pages = served, claims, spaces, pages
        self._slips: Once[tuple[Slip, ...]] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(PATH, self.errors)

    def errors(self, request: Request, context: Context, language: str = "") -> Reply:
        """Every fault: as said, what is right, why, from which sources, where."""
        release = self._served.release
        index = self._claims.get(context.gone)
        found = self._slips.get(release.id, lambda: slips.read(release), context.gone)
        language = self._pages.language(request, language)
        writer = CardWriter(index, self._spaces, self._pages, language)
        documents = [
            (writer.named(document), [self._shown(slip, index, writer, language) for slip in group])
            for document, group in groupby(found, key=lambda slip: slip.document)
        ]
        told = release.id if release.id == index.release else ""  # none while they are swapped
        return self._pages.write(
            context,
            "document_errors/errors.html",
            PATH,
            language,
            release_id=told,
            documents=documents,
        )

    def _shown(
        self, slip: Slip, index: ClaimIndex, writer: CardWriter, language: str
    ) -> dict[str, Any]:
        cards = writer.cards(index.claims[iri] for iri in slip.claims if iri in index.claims)
        right = dict.fromkeys(
            iri for claim in slip.claims for iri in index.claims[claim].corrections
        )
        numbers = [
            passage.place.number
            for document in index.documents
            for passage in document.passages
            if passage.place.passage in slip.passages
        ]
        at = self._pages.path(f"/claims/{last_part(slip.document)}", language)
        return {
            "anchor": last_part(slip.iri),
            "name": writer.named(slip.iri),
            "fault": writer.named(slip.fault),
            "reason": best(slip.reasons, language),
            "places": [(number, f"{at}/{number}") for number in numbers],
            "said": cards,
            "right": writer.cards(index.claims[iri] for iri in right if iri in index.claims),
        }
