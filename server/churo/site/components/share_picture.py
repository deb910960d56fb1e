"""Makes the pictures that others show beside a link to a page: PNG of an SVG, with the machine's fonts."""

# Why: docs/decisions/2026-11-26-charts-drawn-by-the-server.md

from __future__ import annotations

from collections.abc import Iterator

from resvg_py import svg_to_bytes

WIDTH, HEIGHT = 1200, 630  # pixels, as the Open Graph protocol's readers advise
FONTS = "Noto Sans"  # the first choice; other scripts come from whichever font has them


def png(svg: str) -> bytes:
    """The picture of a drawing without custom properties, which the library does not know."""
    return bytes(svg_to_bytes(svg_string=svg, sans_serif_family=FONTS, font_family=FONTS))


def wrapped(text: str, width: float, most: int) -> list[str]:
    """A text in at most so many lines of a width in halves of a full-width character.

    A line ends at a space or, between full-width characters, anywhere; what is left over is cut.
    """
    lines, line, room = [], "", width
    for word in _words(text):
        need = sum(map(extent, word))
        if line.strip() and need > room:
            lines.append(line.strip())
            line, room = "", width
        line, room = line + word, room - need
    lines.append(line.strip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip("、。，. ") + "…"]
    return lines


def extent(letter: str) -> float:
    """How wide a letter is, in halves of a full-width character, as near as can be told."""
    return 2 if ord(letter) > 0x2E7F else 1.1


def _words(text: str) -> Iterator[str]:
    """Words with the space after them; each full-width character is one."""
    word = ""
    for letter in text:
        if ord(letter) > 0x2E7F:
            if word:
                yield word
            word = ""
            yield letter
        else:
            word += letter
            if letter == " ":
                yield word
                word = ""
    if word:
        yield word
