"""The addresses /method and /gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Release
from ...publication.identifiers import Spaces
from ..addresses.routing import Route
from ..components import document_map
from ..components.claim_card import CardWriter
from ..components.claims import STATES, ReleaseClaims
from ..components.labels import Text, best
from ..components.pages import Pages, routes
from ..releases import view_files
from ..releases.served_release import ServedRelease
from ..store.once import Once

METHOD, GAPS = "/method", "/gaps"


class MethodViews:
    """Writes the pages about how the served release is made and how complete it is."""

    def __init__(
        self, served: ServedRelease, claims: ReleaseClaims, spaces: Spaces, pages: Pages
    ) -> None:
        self._served, self._claims, self._spaces, self._pages = served, claims, spaces, pages
        self._held: Once[dict[str, list[Text]]] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(METHOD, self.method)
        yield from routes(GAPS, self.gaps)

    def method(self, request: Request, context: Context, language: str = "") -> Reply:
        """What a claim, a verdict and a source are here, with how many claims are in which state."""
        index = self._claims.get(context.gone)
        language = self._pages.language(request, language)
        counts = dict(document_map.counts(index.claims.values()))
        states = [(state, counts.get(state, 0)) for state in STATES]
        return self._pages.write(context, "method/method.html", METHOD, language, states=states)

    def gaps(self, request: Request, context: Context, language: str = "") -> Reply:
        """How complete the record is of what, and what is missing."""
        release, index = self._served.release, self._claims.get(context.gone)
        found = self._held.get(release.id, lambda: _completeness(release), context.gone)
        language = self._pages.language(request, language)
        writer = CardWriter(index, self._spaces, self._pages, language)
        rows = [
            (writer.named(iri), text)
            for iri, texts in found.items()
            if (text := best(texts, language))
        ]
        rows.sort(key=lambda row: row[0].text.casefold())
        return self._pages.write(context, "method/gaps.html", GAPS, language, rows=rows)


def _completeness(release: Release) -> dict[str, list[Text]]:
    """What the release says of how complete it is of each thing."""
    found: dict[str, list[Text]] = defaultdict(list)
    for thing, told in view_files.rows(release, "completeness", "thing", "completeness"):
        found[thing.value].append(Text(told.value, told.language, thing.value))
    return dict(found)
