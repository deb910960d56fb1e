"""Draws boxes, lines and text as SVG: the same input gives the same bytes, and nothing is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

LINE = 15  # pixels from one line of text to the next
PADDING = 8
FONT = "font-family='system-ui, sans-serif' font-size='12'"
FILLS = {"solid": "#e8f0fb", "dashed": "#fdf1dc", "dotted": "#f2f2f2", "plain": "#ffffff"}
DASHES = {"dashed": "6 3", "dotted": "2 3"}


@dataclass(frozen=True)
class Box:
    """A rectangle with lines of text, the first of them bold; ``style`` is a key of FILLS."""

    x: int
    y: int
    width: int
    lines: tuple[str, ...]
    style: str = "plain"

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return height(self.lines)

    def draw(self) -> str:
        """The box as SVG."""
        dash = f" stroke-dasharray='{DASHES[self.style]}'" if self.style in DASHES else ""
        parts = [
            f"<rect x='{self.x}' y='{self.y}' width='{self.width}' height='{self.height}' rx='3' "
            f"fill='{FILLS[self.style]}' stroke='#333'{dash}/>"
        ]
        for number, line in enumerate(self.lines):
            bold = " font-weight='bold'" if number == 0 else ""
            y = self.y + PADDING + LINE * (number + 1) - 4
            parts.append(f"<text x='{self.x + PADDING}' y='{y}'{bold}>{escape(line)}</text>")
        return "".join(parts)


def height(lines: Iterable[str]) -> int:
    """The height of a box with these lines."""
    return LINE * len(tuple(lines)) + 2 * PADDING - 3


def arrow(start: Box, end: Box) -> str:
    """A curve from the right side of a box to the left side of another, with a point."""
    x1, y1 = start.x + start.width, start.y + start.height // 2
    x2, y2 = end.x, end.y + end.height // 2
    middle = (x1 + x2) // 2
    path = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2 - 6} {y2}"
    point = f"M{x2} {y2}l-7 -4v8z"
    return f"<path d='{path}' fill='none' stroke='#777'/><path d='{point}' fill='#777'/>"


def elbow(parent: Box, child: Box) -> str:
    """A line with corners from a box to one on its right, with a hollow triangle at the first."""
    x1, y1 = parent.x + parent.width, parent.y + height(parent.lines[:1]) // 2
    x2, y2 = child.x, child.y + height(child.lines[:1]) // 2
    triangle = f"M{x1} {y1}l10 -5v10z"
    path = f"M{x1 + 10} {y1}H{x2 - 12}V{y2}H{x2}"
    return f"<path d='{triangle}{path}' fill='none' stroke='#333'/>"


def text(x: int, y: int, line: str, size: int = 12) -> str:
    """A line of text."""
    return f"<text x='{x}' y='{y}' font-size='{size}'>{escape(line)}</text>"


def picture(title: str, width: int, height: int, parts: Iterable[str]) -> str:
    """A whole picture, named for whoever does not see it."""
    return "\n".join(
        [
            f"<svg xmlns='http://www.w3.org/2000/svg' role='img' width='{width}' height='{height}' "
            f"viewBox='0 0 {width} {height}' {FONT}>",
            f"<title>{escape(title)}</title>",
            f"<rect width='{width}' height='{height}' fill='#fff'/>",
            *parts,
            "</svg>\n",
        ]
    )
