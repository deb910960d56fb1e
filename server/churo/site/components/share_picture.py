"""Makes the pictures that others show beside a link to a page: PNG of an SVG, with the machine's fonts."""

# Why: docs/decisions/2026-11-26-charts-drawn-by-the-server.md

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from threading import Lock
from urllib.parse import quote

from cachetools import LRUCache
from resvg_py import svg_to_bytes

from ...publication.identifiers import Spaces

WIDTH, HEIGHT = 1200, 630  # pixels, as the Open Graph protocol's readers advise
PATH = "/share"
# Signs that begin no line, and those that end none (JIS X 4051).
CLOSING, OPENING = (
    "、。，．：；？！」』）】〉》”’％ー々っゃゅょァィゥェォッャュョ",
    "「『（【〈《“‘",
)
KEPT = 16 << 20  # bytes of pictures
FONTS = "Noto Sans"  # the first choice; other scripts come from whichever font has them


def address(spaces: Spaces, iri: str, language: str) -> str:
    """Where the picture of something named in our namespace is; empty for all else."""
    name = iri.removeprefix(spaces.base)
    if name == iri or "#" in name or "?" in name:
        return ""
    return f"{spaces.url}/{language}{PATH}/{quote(name)}.png"


class Pictures:
    """The pictures made last: making one takes so long that no address may have it made at will."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: LRUCache[Hashable, bytes] = LRUCache(KEPT, getsizeof=len)

    def get(self, key: Hashable, draw: Callable[[], str]) -> bytes:
        """The picture of what ``draw`` draws, which a key tells from all others."""
        with self._lock:
            made: bytes | None = self._made.get(key)
        if made is None:
            made = png(draw())
            with self._lock:
                self._made[key] = made
        return made


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
    """Words with the space after them; each full-width character is one, with what may not part from it."""
    word = ""
    for letter in text:
        apart = extent(letter) > 1.5 or word[-1:] == " " or (word and extent(word[-1]) > 1.5)
        if word and apart and letter not in CLOSING and word[-1] not in OPENING:
            yield word
            word = ""
        word += letter
    if word:
        yield word
