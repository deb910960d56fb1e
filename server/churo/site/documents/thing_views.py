"""What the views of a release tell of a thing beside its own triples: events, positions, figures, claims."""

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


@dataclass(frozen=True)
class Relation:
    """What a claim says of another thing, the ``subject``, in relation to one."""

    subject: str
    property: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """A figure by the address of its page: what it measures of what, and how many values it has."""

    slug: str
    about: str
    indicator: str
    values: int


class ThingViews:
    """Events, positions, figures, relations and claims by what they are about, events in the order of time.

    Positions are by who holds them and by what they are about, each with the claims that report it.
    """

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
        self.held, self.faced = _positions(release)
        self.figures = _figures(release)
        self.relations = _relations(release)

    def claims_about(self, iri: str, index: ClaimIndex) -> list[Claim]:
        """The claims about a thing or resting on a source, those of documents first, in their order."""
        wanted = set(self.claims.get(iri, ()))
        return [
            claim
            for document in sorted(index.documents, key=lambda row: not row.passages)
            for claim in document.claims
            if claim.iri in wanted
        ]


Positions = dict[str, dict[str, list[str]]]


def _positions(release: Release) -> tuple[Positions, Positions]:
    """The positions of each holder, and those about each thing; of each position the claims."""
    held: Positions = defaultdict(lambda: defaultdict(list))
    faced: Positions = defaultdict(lambda: defaultdict(list))
    columns = ("stance", "claim", "holder", "actor", "target", "issue")
    for row in view_files.rows(release, "positions", *columns):
        stance, claim, holder, actor, target, issue = (cell.value for cell in row)
        for side, things in ((held, (holder, actor)), (faced, (target, issue))):
            for thing in filter(None, dict.fromkeys(things)):
                if claim not in side[thing][stance]:
                    side[thing][stance].append(claim)
    return held, faced


def _figures(release: Release) -> dict[str, list[Measured]]:
    """The figures about each thing, those of most values first."""
    values: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    columns = ("figure", "about", "indicator", "observation")
    for row in view_files.rows(release, "figures", *columns):
        figure, about, indicator, observation = (cell.value for cell in row)
        values[figure, about, indicator].add(observation)
    found: dict[str, list[Measured]] = defaultdict(list)
    for (figure, about, indicator), given in values.items():
        found[about].append(Measured(figure, about, indicator, len(given)))
    for rows in found.values():
        rows.sort(key=lambda row: (-row.values, row.slug))
    return found


def _relations(release: Release) -> dict[str, list[Relation]]:
    """What is said of others in relation to each thing, by property and subject."""
    told: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    columns = ("thing", "property", "subject", "claim")
    for row in view_files.rows(release, "relations", *columns):
        thing, property, subject, claim = (cell.value for cell in row)
        told[thing, property, subject].append(claim)
    found: dict[str, list[Relation]] = defaultdict(list)
    for (thing, property, subject), claims in sorted(told.items()):
        found[thing].append(Relation(subject, property, tuple(sorted(claims))))
    return found


class ReleaseThings:
    """The views of the served release, read by whoever needs them first."""

    def __init__(self, served: ServedRelease) -> None:
        self._served = served
        self._views: Once[ThingViews] = Once()

    def get(self, gone: Callable[[], bool] = never) -> ThingViews:
        """The views. Raises Abandoned when nobody waits for them."""
        release = self._served.release
        return self._views.get(release.id, lambda: ThingViews(release), gone)
