"""Which format, language or coding answers a request: RFC 9110 §12 as pure functions.

Werkzeug's parser drops elements with a weight such as ``.2``, which Java's clients send, and its choice
of a language prefers a later exact match to an earlier one by prefix, so the fields are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .formats import FORMATS, Family, Format
from .memo import memoized

LONGEST = 1024  # characters of a field that is worth remembering
CODINGS = ("br", "gzip")  # RFC 7932 and RFC 1952
LONGEST_TAG = 100  # characters of a language range; registered ones have 35 (RFC 5646 §4.4.1)

_SPACE = re.compile(r"(?<=\w) (?=\w)")
LONGEST_NAME = 1024  # characters of what ?format= says


class NoFormat(ValueError):
    """What ?format= says is the name of no format."""


class TwoFormats(ValueError):
    """?format= and its synonyms do not say the same."""


@dataclass(frozen=True)
class Range:
    """One element of an Accept field: a media range with its weight."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    weight: float

    def specificity(self, media_type: str) -> int:
        """How exactly this range names ``media_type``; 0 when it does not cover it."""
        type, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type, subtype):
            return 3 if not self.parameters - {("charset", "utf-8")} else 0
        if self.type == type and self.subtype == "*":
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


@dataclass(frozen=True)
class Choice:
    """The format chosen and the media type under which it is sent, one that the client knows if it can be."""

    format: Format
    media_type: str


@memoized(512, LONGEST)
def read_accept(field: str) -> tuple[Range, ...]:
    """Read an Accept field (RFC 9110 §12.5.1); elements that are not media ranges are dropped."""
    return tuple(row for row in map(_read_range, field.split(",")) if row)


def _read_range(element: str) -> Range | None:
    media, *rest = (part.strip().lower() for part in element.split(";"))
    type, slash, subtype = media.partition("/")
    if media == "*":
        type, slash, subtype = "*", "/", "*"
    if not (slash and type and subtype):
        return None
    pairs = {
        name.strip(): value.strip(' "')
        for name, _, value in (part.partition("=") for part in rest if part)
    }
    weight = _read_weight(pairs.pop("q", "1"))
    return None if weight is None else Range(type, subtype, frozenset(pairs.items()), weight)


def _read_weight(text: str) -> float | None:
    try:
        weight = float(text)
    except ValueError:
        return None
    return weight if 0 <= weight <= 1 else None


def weigh(ranges: Iterable[Range], media_type: str) -> tuple[float, int]:
    """The weight that the most specific range covering ``media_type`` gives it, with how specific."""
    fits = [(row.specificity(media_type), row.weight) for row in ranges]
    specificity = max((fit for fit, _ in fits), default=0)
    weight = max((weight for fit, weight in fits if fit == specificity), default=0.0)
    return (weight, specificity) if specificity else (0.0, 0)


def _by_name(ranges: Iterable[Range]) -> dict[tuple[str, str], list[Range]]:
    """The ranges by what they name, so that each offer looks at those alone that may cover it."""
    found: dict[tuple[str, str], list[Range]] = {}
    for row in ranges:
        found.setdefault((row.type, row.subtype), []).append(row)
    return found


def _covering(ranges: dict[tuple[str, str], list[Range]], media_type: str) -> Iterator[Range]:
    type, _, subtype = media_type.partition("/")
    for name in ((type, subtype), (type, "*"), ("*", "*")):
        yield from ranges.get(name, ())


@memoized(2048, LONGEST)
def choose(field: str | None, offers: tuple[Format, ...]) -> Choice | None:
    """The best of ``offers`` for an Accept field; no field accepts everything, ``None`` is a 406.

    Of equal weights the more specifically named wins, then the earlier offer.
    """
    if field is None or not field.strip():
        return Choice(offers[0], offers[0].media_type)
    ranges = _by_name(read_accept(field))
    best: tuple[float, bool] = (0.0, False)
    choice: Choice | None = None
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases, *offer.means):
            weight, specificity = weigh(_covering(ranges, media_type), media_type)
            named = specificity == 3
            if media_type != offer.media_type and not named:
                continue
            if weight and (weight, named) > best:
                best, choice = (weight, named), Choice(offer, offer.sent_as(media_type))
    return choice


@lru_cache
def of_family(family: Family) -> tuple[Format, ...]:
    """Every format of a family, in the server's order."""
    return tuple(row for row in FORMATS if row.family == family)


def named(name: str, family: Family) -> Choice | None:
    """The format of ``family`` that ?format= means by a short name, a media type, or a list as in Accept."""
    wanted = _SPACE.sub("+", name.strip().lower())  # what + became in a form
    if len(wanted) > LONGEST_NAME:
        return None
    for row in of_family(family):
        if wanted in row.names or wanted == row.media_type:
            return Choice(row, row.media_type)
        if wanted in (*row.aliases, *row.means):
            return Choice(row, row.sent_as(wanted))
    return choose(wanted, of_family(family)) if "/" in wanted else None


def wished(names: Iterable[str]) -> tuple[Choice | None, Choice | None]:
    """The format of solutions and that of a graph that ?format= and its synonyms mean together.

    Equal ones are one wish, under whatever names. Raises NoFormat for one that nothing answers to,
    TwoFormats when they are not one.
    """
    solutions: Choice | None = None
    graph: Choice | None = None
    for place, name in enumerate(names):
        found = named(name, "solutions"), named(name, "graph")
        if found == (None, None):
            raise NoFormat(name)
        pairs = ((solutions, found[0]), (graph, found[1]))
        both = [(had, new) for had, new in pairs if had and new]
        if place and (not both or any(had.format is not new.format for had, new in both)):
            raise TwoFormats(name)
        solutions, graph = solutions or found[0], graph or found[1]
    return solutions, graph


@memoized(512, LONGEST)
def codings(field: str | None) -> tuple[str, ...]:
    """The codings that an Accept-Encoding field lets us answer in, the best first (RFC 9110 §12.5.3).

    None that the client wants less than no coding; of equal ones the first of ``CODINGS``.
    """
    weights = dict(_read_weighted(field or ""))
    if "x-gzip" in weights:
        weights.setdefault("gzip", weights["x-gzip"])
    given = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in CODINGS}
    least = weights.get("identity", 0.0)
    offered = [coding for coding in CODINGS if given[coding] > 0 and given[coding] >= least]
    return tuple(sorted(offered, key=lambda coding: -given[coding]))


@memoized(512, LONGEST)
def choose_language(field: str | None, offers: tuple[str, ...]) -> str:
    """The best of ``offers`` for an Accept-Language field by RFC 4647 lookup, else the first."""
    asked = sorted(_read_weighted(field or ""), key=lambda pair: -pair[1])
    for tag, weight in asked:
        while weight and tag and len(tag) <= LONGEST_TAG:
            if tag in offers:
                return tag
            tag = tag.rpartition("-")[0]
    return offers[0]


def _read_weighted(field: str) -> Sequence[tuple[str, float]]:
    rows = []
    for element in field.lower().split(","):
        name, _, parameter = (part.strip() for part in element.partition(";"))
        weight = _read_weight(parameter.removeprefix("q=")) if parameter else 1.0
        if name and weight is not None:
            rows.append((name, weight))
    return rows
