"""The address /positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route
from ..components.claim_card import Card, CardWriter, Named
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.labels import Text, last_part
from ..components.pages import Pages, routes
from ..messages import dates
from ..releases.served_release import ServedRelease
from ..store.once import Once
from .stances import Stance, StanceIndex

PATH = "/positions"
FEW = 8  # matters that are shown at first
MARKS = 4  # in a cell of the matrix
EVERY = "all"  # the parameter by which all are


@dataclass(frozen=True)
class Entry:
    """A position as it is shown; ``holders`` are left out where the column says who holds it."""

    verb: Named
    target: Named
    holders: tuple[Named, ...]
    wordings: tuple[Text, ...]
    days: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Group:
    """The positions in a matter: of all that stand side by side together, of each, and of others."""

    slug: str
    name: Named
    joint: tuple[Entry, ...]
    columns: tuple[tuple[Named, tuple[Entry, ...]], ...]
    others: tuple[Entry, ...]

    @property
    def size(self) -> int:
        """How many positions there are."""
        listed = (self.joint, self.others, *(entries for _, entries in self.columns))
        return sum(map(len, listed))


@dataclass(frozen=True)
class Mark:
    """What a cell of the matrix says: a verb, towards what where that is not the matter, how often."""

    verb: Named
    target: Named | None
    count: int


@dataclass(frozen=True)
class Line:
    """A line of the matrix: a matter, and for each actor the first marks and how many more there are."""

    slug: str
    name: Named
    cells: tuple[tuple[tuple[Mark, ...], int], ...]


class PositionViews:
    """Writes the page of the positions in the served release."""

    def __init__(
        self, served: ServedRelease, claims: ReleaseClaims, spaces: Spaces, pages: Pages
    ) -> None:
        self._served, self._claims, self._spaces, self._pages = served, claims, spaces, pages
        self._held: Once[StanceIndex] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(PATH, self.positions)

    def positions(self, request: Request, context: Context, language: str = "") -> Reply:
        """The positions side by side: in the first matters or ?all=1, or those in one ?issue and of one ?holder."""
        release, given = self._served.release, parameters.read(request)
        claims = self._claims.get(context.gone)
        index = self._held.get(release.id, lambda: StanceIndex(release), context.gone)
        language = self._pages.language(request, language)
        writer = CardWriter(claims, self._spaces, self._pages, language)
        actors, issues = index.actors(), [issue for issue, _ in index.issues(index.stances)]
        known = {"issue": list(map(last_part, issues)), "holder": list(map(last_part, actors))}
        (issue, holder), wrong = parameters.mended(
            request, given, lambda kept: [parameters.choice(kept, *row) for row in known.items()]
        )
        shown = index.of(issue, holder)
        groups = [row for row in index.issues(shown) if issue in ("", last_part(row[0]))]
        table = PositionTable(index, claims, writer, language)
        chosen = {name: text for name, text in (("issue", issue), ("holder", holder)) if text}
        every = bool(chosen) or given.get(EVERY) == "1" or len(groups) <= FEW
        told = chosen or ({EVERY: "1"} if EVERY in given else {})
        return self._pages.write(
            context,
            "positions/positions.html",
            f"{PATH}?{urlencode(told)}" if told else PATH,
            language,
            wrong=wrong,
            columns=[writer.named(actor) for actor in index.columns],
            actors=[(last_part(actor), writer.named(actor)) for actor in actors],
            issues=sorted(
                ((last_part(iri), writer.named(iri)) for iri in issues),
                key=lambda row: row[1].text.casefold(),
            ),
            lines=[table.line(iri, rows, actors) for iri, rows in groups],
            groups=[table.group(iri, rows) for iri, rows in (groups if every else groups[:FEW])],
            more=0 if every else len(groups) - FEW,
            issue=issue,
            holder=holder,
            shown=len(shown),
            total=len(index.stances),
            at=self._pages.path(PATH, language),
        )


class PositionTable:
    """Arranges positions for the page in a language."""

    def __init__(
        self, index: StanceIndex, claims: ClaimIndex, writer: CardWriter, language: str
    ) -> None:
        self._index, self._claims = index, claims
        self._writer, self._language = writer, language

    def group(self, issue: str, stances: Iterable[Stance]) -> Group:
        """The positions in a matter."""
        sides: dict[str, list[Entry]] = {name: [] for name in ("", "joint", *self._index.columns)}
        for stance in sorted(stances, key=lambda row: (row.days[:1] or ("9",), row.iri)):
            side = self._side(stance)
            sides[side].append(self._entry(stance, side))
        return Group(
            last_part(issue),
            self._writer.named(issue),
            tuple(sides["joint"]),
            tuple((self._writer.named(a), tuple(sides[a])) for a in self._index.columns),
            tuple(sides[""]),
        )

    def line(self, issue: str, stances: Iterable[Stance], actors: Iterable[str]) -> Line:
        """A line of the matrix."""
        listed, cells = list(stances), []
        for actor in actors:
            held = Counter((r.orientation, r.target) for r in listed if actor in r.actors)
            marks = (self._mark(*pair, count, issue) for pair, count in held.most_common(MARKS))
            cells.append((tuple(marks), max(0, len(held) - MARKS)))
        return Line(last_part(issue), self._writer.named(issue), tuple(cells))

    def _mark(self, orientation: str, target: str, count: int, issue: str) -> Mark:
        named = None if target == issue else self._writer.named(target)
        return Mark(self._writer.named(orientation), named, count)

    def _side(self, stance: Stance) -> str:
        """The column in which a position stands: that of its actor, of all together, or of others."""
        found = [actor for actor in self._index.columns if actor in stance.actors]
        if len(found) == len(self._index.columns):
            return "joint"
        return found[0] if found else ""

    def _entry(self, stance: Stance, side: str) -> Entry:
        told = set(self._index.columns) if side == "joint" else {side}
        holders = () if set(stance.holders) <= told else stance.holders
        claims = (self._claims.claims[iri] for iri in stance.claims if iri in self._claims.claims)
        return Entry(
            self._writer.named(stance.orientation),
            self._writer.named(stance.target),
            tuple(map(self._writer.named, holders)),
            stance.wordings,
            tuple(dates.said(day, self._language) for day in stance.days),
            tuple(self._writer.cards(claims)),
        )
