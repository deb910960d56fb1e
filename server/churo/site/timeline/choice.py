"""What a reader asks of the timeline: kind, series, actors, between which days, in which order."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ...errors import ParameterError, ProtocolError
from ..addresses import parameters
from ..addresses.parameters import LONGEST
from ..messages.dates import stated
from .events import Event, EventIndex

NAMES = ("kind", "series", "actor", "with", "from", "to", "order", "page")
ORDERS = ("new", "old")


@dataclass(frozen=True)
class Choice:
    """The parameters as given, with the IRIs and days that they mean; empty where not given."""

    given: Mapping[str, str]
    kind: str
    series: str
    actors: tuple[str, ...]
    first: str
    last: str
    newest: bool

    def fits(self, event: Event) -> bool:
        """Whether an event is one of those asked for; it may lie partly outside of the days."""
        return (
            (not self.kind or self.kind in event.kinds)
            and (not self.series or self.series in event.series)
            and set(self.actors) <= set(event.actors)
            and (not self.first or (event.last or event.first) >= self.first)
            and (not self.last or event.first <= self.last)
        )

    def query(self, **other: object) -> str:
        """The query string of this choice with other values; those that are empty are left out."""
        pairs: dict[str, object] = {**self.given, "page": "", **other}
        return urlencode({name: value for name, value in pairs.items() if value})


def read(given: Mapping[str, str], index: EventIndex) -> Choice:
    """What the parameters ask. Raises ProtocolError, which tells what there is."""
    if strange := [name for name in given if name not in NAMES]:
        told = f"There is no parameter {strange[0][:LONGEST]!r}; there is {', '.join(NAMES)}."
        raise ProtocolError("parameter", told)
    actors = [_iri(given, name, index.actors) for name in ("actor", "with")]
    order = parameters.choice(given, "order", ORDERS) or ORDERS[0]
    first, last = _day(given, "from", False), _day(given, "to", True)
    if first and last and first > last:
        told = f"“from” ({first}) is after “to” ({last})."
        raise ParameterError("parameter", told, "to", "order")
    return Choice(
        {name: given.get(name, "") for name in NAMES},
        _iri(given, "kind", index.kinds),
        _iri(given, "series", index.series),
        tuple(iri for iri in actors if iri),
        first,
        last,
        order == ORDERS[0],
    )


def _iri(given: Mapping[str, str], name: str, known: Mapping[str, tuple[str, int]]) -> str:
    value = parameters.choice(given, name, known)
    return known[value][0] if value else ""


def _day(given: Mapping[str, str], name: str, end: bool) -> str:
    """The first day of what is given, or its last."""
    text = given.get(name, "").strip()
    if not text:
        return ""
    found = stated(text)
    if found is None:
        told = f"“{name}” is no date: {text[:LONGEST]!r}. Write 2013, 2013-03 or 2013-03-22."
        raise ParameterError("parameter", told, name, "date")
    month = found.month or (12 if end else 1)
    day = found.day or (monthrange(found.year, month)[1] if end else 1)
    return f"{found.year:04}-{month:02}-{day:02}"
