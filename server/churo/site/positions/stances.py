"""The positions that claims of a release report, read once from its views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...model import Release
from ..components.claims import number
from ..components.labels import Text, last_part
from ..releases import view_files
from ..releases.view_files import Row


@dataclass(frozen=True)
class Stance:
    """A position: whose it is and for which actors, how it is disposed towards what, in which matters."""

    iri: str
    claims: tuple[str, ...]
    holders: tuple[str, ...]
    actors: tuple[str, ...]
    orientation: str
    target: str
    issues: tuple[str, ...]
    wordings: tuple[Text, ...]
    days: tuple[str, ...]


class StanceIndex:
    """The positions of a release; ``columns`` are the actors that stand side by side."""

    def __init__(self, release: Release) -> None:
        columns = view_files.rows(release, "position-columns", "rank", "actor")
        ranked = sorted((number(rank), actor.value) for rank, actor in columns)
        self.columns = tuple(actor for _, actor in ranked)
        details = _details(release)
        parts: dict[str, list[Row]] = defaultdict(list)
        names = ("stance", "claim", "holder", "actor", "orientation", "target", "issue")
        for row in view_files.rows(release, "positions", *names):
            parts[row[0].value].append(row)
        self.stances = tuple(_stance(iri, rows, details[iri]) for iri, rows in parts.items())

    def of(self, issue: str, actor: str) -> list[Stance]:
        """The positions in a matter and of an actor, each named by the last part of its IRI, or all."""
        return [
            stance
            for stance in self.stances
            if (not issue or issue in map(last_part, stance.issues))
            and (not actor or actor in map(last_part, stance.actors))
        ]

    def actors(self) -> list[str]:
        """Whose positions there are: those side by side, then the others, who takes more the earlier."""
        count: dict[str, int] = defaultdict(int)
        for stance in self.stances:
            for actor in stance.actors:
                count[actor] += 1
        first = [actor for actor in self.columns if actor in count]
        rest = sorted(set(count) - set(first), key=lambda actor: (-count[actor], actor))
        return [*first, *rest]

    def issues(self, stances: Iterable[Stance]) -> list[tuple[str, list[Stance]]]:
        """Positions by matter: first those in which most speak, and most is said."""
        found: dict[str, list[Stance]] = defaultdict(list)
        for stance in stances:
            for issue in stance.issues:
                found[issue].append(stance)
        return sorted(found.items(), key=lambda row: self._order(*row))

    def _order(self, issue: str, stances: Iterable[Stance]) -> tuple[int, int, int, str]:
        listed = list(stances)
        actors = {actor for stance in listed for actor in stance.actors}
        return -len(actors & set(self.columns)), -len(actors), -len(listed), issue


def _details(release: Release) -> dict[str, tuple[list[Text], list[str]]]:
    """The wordings and the days of each position."""
    found: dict[str, tuple[list[Text], list[str]]] = defaultdict(lambda: ([], []))
    for stance, wording, day in view_files.rows(
        release, "position-details", "stance", "wording", "day"
    ):
        wordings, days = found[stance.value]
        text = Text(wording.value, wording.language)
        if wording.value and text not in wordings:
            wordings.append(text)
        if day.value and day.value not in days:
            days.append(day.value)
    return found


def _stance(iri: str, rows: Iterable[Row], details: tuple[list[Text], list[str]]) -> Stance:
    columns = zip(*(tuple(cell.value for cell in row[1:]) for row in rows), strict=True)
    claims, holders, actors, orientations, targets, issues = map(_once, columns)
    wordings, days = details
    return Stance(
        iri,
        claims,
        holders,
        actors,
        orientations[0],
        targets[0],
        issues,
        tuple(wordings),
        tuple(sorted(days)),
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
