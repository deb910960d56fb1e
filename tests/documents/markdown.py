"""The documents of the project, and what is in them: blocks of code, links, headings, words in code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^( *)```(\S*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^()\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A block of code: the page it is on, its line there, its language, its text without indent."""

    page: str
    line: int
    language: str
    text: str

    @property
    def id(self) -> str:
        """The name of a test that is about it."""
        return f"{self.page}:{self.line}"


@cache
def pages() -> tuple[Path, ...]:
    """Every page for readers: those of the root, of docs, and those that lie beside what they are about."""
    folders = [HOUSE.glob("*.md"), (HOUSE / "docs").rglob("*.md"), (HOUSE / "server").rglob("*.md")]
    found = {path for folder in folders for path in folder}
    return tuple(sorted(path for path in found if "node_modules" not in path.parts))


@cache
def text(page: Path) -> str:
    """A page as it is written."""
    return page.read_text("utf-8")


def name(page: Path) -> str:
    """A page's path in the project."""
    return str(page.relative_to(HOUSE))


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", text(page))


def blocks() -> Iterator[Block]:
    """Every block of code, in order."""
    for page in pages():
        for match in FENCE.finditer(text(page)):
            line = text(page).count("\n", 0, match.start()) + 1
            body = re.sub(rf"^{match[1]}", "", match[3], flags=re.MULTILINE)
            yield Block(name(page), line, match[2], body)


def spoken(page: Path) -> Iterator[str]:
    """What is set as code on a page: words between backticks, and the lines of blocks without language."""
    yield from (" ".join(word.split()) for word in re.findall(r"`([^`]+)`", prose(page)))
    for match in FENCE.finditer(text(page)):
        if not match[2]:
            yield from match[3].splitlines()


def links(page: Path) -> Iterator[str]:
    """Where a page links to."""
    yield from LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The names that the headings of a page have, as those who show it make them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
