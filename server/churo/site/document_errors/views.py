"""The addresses /errors and /errors.atom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from .. import dataset_markup, messages
from ..addresses.routing import Route
from ..components.atom import MEDIA_TYPE
from ..components.claim_card import CardWriter
from ..components.claims import STATES, ReleaseClaims
from ..components.pages import SPOKEN, Pages, routes
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.once import Once
from . import feed, markup, slips
from .shown import SlipWriter
from .slips import Slip

PATH = "/errors"


class ErrorViews:
    """Writes what the documents of the served release got wrong, as a page and as a feed."""

    def __init__(
        self,
        served: ServedRelease,
        claims: ReleaseClaims,
        spaces: Spaces,
        pages: Pages,
        respond: Responder,
    ) -> None:
        self._served, self._claims, self._spaces, self._pages = served, claims, spaces, pages
        self._respond = respond
        self._slips: Once[tuple[Slip, ...]] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes; the feed speaks the language of its address."""
        yield from routes(PATH, self.errors)
        yield Route(f"{SPOKEN}{PATH}.atom", self.feed, media_types=(MEDIA_TYPE,))

    def errors(self, request: Request, context: Context, language: str = "") -> Reply:
        """Every fault: as said, what is right, why, from which sources, where."""
        language = self._pages.language(request, language)
        found, cards, writer, told = self._read(context, language)
        shown = [writer.shown(slip) for slip in found]
        by_iri = {slip.iri: slip for slip in shown}
        documents = [
            (cards.named(document), [by_iri[slip.iri] for slip in group])
            for document, group in groupby(found, key=lambda slip: slip.document)
        ]
        return self._pages.write(
            context,
            "document_errors/errors.html",
            PATH,
            language,
            release_id=told,
            documents=documents,
            markup=dataset_markup.in_html(markup.reviews(shown, _verdicts(language))),
        )

    def feed(self, request: Request, context: Context, language: str) -> Reply:
        """The same as a feed, in Atom."""
        found, _, writer, told = self._read(context, language)
        body = feed.written(
            map(writer.shown, found),
            messages.words(language)["errors_title"],
            self._served.release.title_in(language),
            f"{self._spaces.url}/{language}{PATH}",
            language,
            self._served.release.version,
        )
        fields = {"content-language": language}
        return self._respond.reply(context, body, MEDIA_TYPE, fields, told)

    def _read(
        self, context: Context, language: str
    ) -> tuple[tuple[Slip, ...], CardWriter, SlipWriter, str]:
        """The faults, who writes of them, and the release of both; none while it is swapped."""
        release = self._served.release
        index = self._claims.get(context.gone)
        found = self._slips.get(release.id, lambda: slips.read(release), context.gone)
        cards = CardWriter(index, self._spaces, self._pages, language)
        told = release.id if release.id == index.release else ""
        return found, cards, SlipWriter(index, cards, self._pages, language), told


def _verdicts(language: str) -> dict[str, str]:
    """What each state of a claim is called."""
    words = messages.words(language)
    return {state: words[f"state_{state.replace('-', '_')}"] for state in STATES}
