"""The timeline: /timeline shows the events that are asked for, /timeline.csv gives them as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...errors import UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route, View
from ..components.backing import Backing, backing
from ..components.claim_card import CardWriter, Named
from ..components.claims import ReleaseClaims
from ..components.pages import Pages, routes
from ..messages.dates import span
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.once import Once
from . import choice, events
from .choice import Choice
from .events import Event, EventIndex

PATH = "/timeline"
PAGE = 50  # events of a page
OFTEN = 2  # events from which an actor is offered to choose
COLUMNS = ("event", "label", "start", "end", "first", "last", "kinds", "actors", "places")


@dataclass(frozen=True)
class Shown:
    """An event as the page shows it."""

    first: str
    date: str
    event: Named
    kinds: tuple[Named, ...]
    actors: tuple[Named, ...]
    places: tuple[Named, ...]
    told: tuple[Backing, ...]


class TimelineViews:
    """The addresses of the timeline; ``elsewhere`` answers where a release has no events."""

    def __init__(
        self,
        served: ServedRelease,
        claims: ReleaseClaims,
        pages: Pages,
        respond: Responder,
        spaces: Spaces,
        elsewhere: View,
    ) -> None:
        self._served, self._claims, self._pages = served, claims, pages
        self._respond, self._spaces, self._elsewhere = respond, spaces, elsewhere
        self._read: Once[EventIndex | None] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes, with and without a language."""
        yield from routes(PATH, self.page)
        yield from routes(f"{PATH}.csv", self.table)

    def page(self, request: Request, context: Context, language: str = "") -> Reply:
        """The events that are asked for, by years."""
        index = self._events(context)
        if index is None:
            return self._absent(request, context, PATH)
        given = parameters.read(request)
        asked, wrong = parameters.mended(request, given, lambda kept: choice.read(kept, index))
        found, spoken = _chosen(index, asked), self._pages.language(request, language)
        pages = max(1, -(-len(found) // PAGE))
        number = parameters.whole(given, "page", 1, 1, pages)
        cards = self._cards(context, spoken)
        shown = [self._shown(event, cards, spoken) for event in found[PAGE * (number - 1) :][:PAGE]]
        query = asked.query(page=number if number > 1 else "")
        return self._pages.write(
            context,
            "timeline/timeline.html",
            f"{PATH}?{query}" if query else PATH,
            spoken,
            wrong=wrong,
            typed={**asked.given, **given},
            years=[(year, list(rows)) for year, rows in groupby(shown, lambda row: row.first[:4])],
            total=len(index.events),
            found=len(found),
            page=number,
            pages=pages,
            asked=asked,
            series=_options(index.series, cards, 1),
            kinds=_options(index.kinds, cards, 1),
            actors=_options(index.actors, cards, OFTEN, given.get("actor"), given.get("with")),
        )

    def table(self, request: Request, context: Context, language: str = "") -> Reply:
        """All events that are asked for, in CSV (RFC 4180)."""
        index = self._events(context)
        if index is None:
            return self._absent(request, context, f"{PATH}.csv")
        asked, spoken = (
            choice.read(parameters.read(request), index),
            self._pages.language(request, language),
        )
        cards, out = self._cards(context, spoken), io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for event in _chosen(index, asked):
            cells = [event.kinds, event.actors, event.places]
            named = [" | ".join(cards.named(iri).text for iri in iris) for iris in cells]
            days = (event.start, event.end, event.first, event.last)
            writer.writerow((event.iri, cards.named(event.iri).text, *days, *named))
        fields = {"vary": "Accept-Language", "content-language": spoken}
        return self._respond.reply(context, out.getvalue().encode(), "text/csv", fields)

    def _shown(self, event: Event, cards: CardWriter, language: str) -> Shown:
        index = self._claims.get()
        return Shown(
            event.first,
            span(event.start, event.end, language),
            cards.named(event.iri),
            tuple(map(cards.named, event.kinds)),
            tuple(map(cards.named, event.actors)),
            tuple(map(cards.named, event.places)),
            backing(event.claims, index, cards),
        )

    def _cards(self, context: Context, language: str) -> CardWriter:
        index = self._claims.get(context.gone)
        return CardWriter(index, self._spaces, self._pages, language)

    def _events(self, context: Context) -> EventIndex | None:
        release = self._served.release
        return self._read.get(release.id, lambda: events.read(release), context.gone)

    def _absent(self, request: Request, context: Context, path: str) -> Reply:
        """What the release itself has at that address, if anything."""
        try:
            return self._elsewhere(request, context, path.lstrip("/"))
        except UnknownName as error:
            told = "This release carries no view of events; ask it with SPARQL, at /sparql."
            raise UnknownName(told) from error


def _chosen(index: EventIndex, asked: Choice) -> list[Event]:
    found = [event for event in index.events if asked.fits(event)]
    return found[::-1] if asked.newest else found


def _options(
    known: Mapping[str, tuple[str, int]], cards: CardWriter, least: int, *kept: str | None
) -> Sequence[tuple[str, Named, int]]:
    """What can be chosen, the most frequent first: name in addresses, label, number of events."""
    return [
        (name, cards.named(iri), number)
        for name, (iri, number) in known.items()
        if number >= least or name in kept
    ]
