"""What the views of a release tell of a thing beside its own triples: events, and claims about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from ...http.context import never
from ...model import Release
from ..components.claims import Claim, ClaimIndex
from ..releases import view_files
from ..releases.served_release import ServedRelease
from ..store.once import Once


@dataclass(frozen=True)
class DatedEvent:
    """An event with its date as stated, and its first day, by which events are in order."""

    iri: str
    first: str
    date: str


class ThingViews:
    """Events and claims by what they are about, events in the order of time."""

    def __init__(self, release: Release) -> None:
        self.events: dict[str, list[DatedEvent]] = defaultdict(list)
        columns = ("thing", "event", "first", "date")
        rows = view_files.rows(release, "events", *columns)
        dated = {
            (thing.value, event.value): DatedEvent(event.value, first.value, date.value)
            for thing, event, first, date in sorted(rows, key=lambda row: (row[2], row[3]))
        }
        for (thing, _), event in dated.items():
            self.events[thing].append(event)
        self.claims: dict[str, list[str]] = defaultdict(list)
        for claim, about in view_files.rows(release, "claim-things", "claim", "thing"):
            self.claims[about.value].append(claim.value)
        for claim, _, source in view_files.rows(
            release, "claim-sources", "claim", "side", "source"
        ):
            self.claims[source.value].append(claim.value)

    def claims_about(self, iri: str, index: ClaimIndex) -> list[Claim]:
        """The claims about a thing or resting on a source, those of documents first, in their order."""
        wanted = set(self.claims.get(iri, ()))
        return [
            claim
            for document in sorted(index.documents, key=lambda row: not row.passages)
            for claim in document.claims
            if claim.iri in wanted
        ]


class ReleaseThings:
    """The views of the served release, read by whoever needs them first."""

    def __init__(self, served: ServedRelease) -> None:
        self._served = served
        self._views: Once[ThingViews] = Once()

    def get(self, gone: Callable[[], bool] = never) -> ThingViews:
        """The views. Raises Abandoned when nobody waits for them."""
        release = self._served.release
        return self._views.get(release.id, lambda: ThingViews(release), gone)
