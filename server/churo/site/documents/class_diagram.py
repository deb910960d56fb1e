"""Draws the place of a class: what it is a kind of, its kinds, and the properties that lead from and to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from .page_model import Ref

WIDTH = 356  # pixels, which a telephone has beside the margins
SIZE, LINE, GAP = 13, 24, 10  # of letters, of a line with its box, between boxes
INDENT = 26  # of what hangs from the trunk
WIDE, BROAD, NARROW = 1.0, 0.68, 0.6  # of a letter's size: Chinese and Japanese, Cyrillic, others
BOLD = 1.12  # how much wider a name in bold letters is
MOST = 40  # properties that are drawn


@dataclass(frozen=True)
class Link:
    """A property with the class at its other end; ``of`` is the wider class that has it, if one has."""

    property: Ref
    end: Ref | None
    of: Ref | None = None


@dataclass(frozen=True)
class Place:
    """A class with its neighbours; ``general`` are classes of which it has properties that are not drawn."""

    name: Ref
    wider: tuple[Ref, ...]
    narrower: tuple[Ref, ...]
    outward: tuple[Link, ...]
    inward: tuple[Link, ...]
    general: tuple[tuple[Ref, int], ...] = ()


@dataclass(frozen=True)
class Label:
    """A text on the drawing, in a box or not, cut to the width that there is."""

    x: int
    y: int
    width: int
    ref: Ref
    text: str
    boxed: bool = True


@dataclass(frozen=True)
class Branch:
    """A property: its line from the trunk at ``y``, its name, the other end, and the way that it points.

    Above the first that comes from a wider class there is a ``heading``.
    """

    y: int
    inward: bool
    property: Label
    end: Label | None
    heading: Label | None


@dataclass(frozen=True)
class Drawing:
    """Where everything stands; ``more`` properties are left out, as are those of the ``general`` classes."""

    width: int
    height: int
    wider: tuple[Label, ...]
    center: Label
    narrower: tuple[Label, ...]
    branches: tuple[Branch, ...]
    trunk: int
    more: int
    general: tuple[tuple[Ref, int], ...]


def drawn(place: Place) -> Drawing:
    """The drawing: wider classes above, properties hanging from the class, narrower classes below."""
    wider, y = _rows(place.wider, 0, 0)
    y = y + GAP + 6 if wider else 0
    center = _label(place.name, 0, y, WIDTH)
    center = replace(center, width=min(WIDTH, round(center.width * BOLD)))
    y += LINE
    links = [(False, link) for link in place.outward] + [(True, link) for link in place.inward]
    branches: list[Branch] = []
    before: tuple[bool, Ref | None] = (False, None)
    for inward, link in links[:MOST]:
        new = link.of is not None and before != (inward, link.of)
        branch = _branch(link, inward, y + (LINE if new else 4), link.of if new else None)
        branches.append(branch)
        y, before = (branch.end or branch.property).y + LINE, (inward, link.of)
    trunk = branches[-1].y if branches else y
    narrower, end = _rows(place.narrower, INDENT, y + GAP + 6)
    height = end if narrower else y
    left_out = max(0, len(links) - MOST)
    parts = (wider, center, narrower, tuple(branches), trunk, left_out, place.general)
    return Drawing(WIDTH, height + 2, *parts)


def width_of(text: str) -> int:
    """About how many pixels a text takes."""
    return round(SIZE * sum(map(_share, text)))


def _share(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return WIDE
    return BROAD if "\u0400" <= letter <= "\u04ff" else NARROW


def _branch(link: Link, inward: bool, y: int, of: Ref | None) -> Branch:
    """The name of the property, with the other end beside it or, where there is no room, below."""
    room = WIDTH - INDENT
    property = replace(_label(link.property, INDENT, y, room), boxed=False)
    end, below = None, y
    if link.end is not None:
        x = INDENT + property.width + 22
        wanted = width_of(link.end.text) + 16
        if x + wanted > WIDTH:
            x, below = INDENT + 22, y + LINE
        end = _label(link.end, x, below, WIDTH - x)
    heading = replace(_label(of, INDENT, y - LINE + 6, room), boxed=False) if of else None
    return Branch(y + LINE // 2, inward, property, end, heading)


def _rows(refs: Sequence[Ref], left: int, y: int) -> tuple[tuple[Label, ...], int]:
    """Boxes one beside the other, in as many rows as they need; and where they end."""
    found: list[Label] = []
    x = left
    for ref in refs:
        label = _label(ref, x, y, WIDTH - left)
        if x > left and x + label.width > WIDTH:
            x, y = left, y + LINE + 6
            label = replace(label, x=x, y=y)
        found.append(label)
        x += label.width + GAP
    return tuple(found), y + LINE if found else y


def _label(ref: Ref, x: int, y: int, room: int) -> Label:
    text = _cut(ref.text, room - 16)
    return Label(x, y, min(room, width_of(text) + 16), ref, text)


def _cut(text: str, room: int) -> str:
    """A text, shortened where it would be wider than the room."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) > room - SIZE:
        text = text[:-1]
    return text.rstrip() + "…"
