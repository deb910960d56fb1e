"""Looks whether all that the files of an export lead to is there: files, and places in pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from churo.languages import LANGUAGES
from churo.static_site.addresses import (
    INDEX,
    MARK,
    Unnameable,
    file_of,
    is_served_only,
    spoken,
    topic,
)

# Attributes as HTML has them, and addresses as other texts have them.
ATTRIBUTE = re.compile(r'\b(?:href|src|action|data-src|poster)="([^"]*+)"')
ID = re.compile(r'\bid="([^"]*+)"')
MOVED = re.compile(r'^    "((?:[^"\\]|\\.)*+)" "(\d{3}) ([^"]*+)";$', re.MULTILINE)
TEXTS = {
    "atom",
    "csv",
    "json",
    "jsonld",
    "md",
    "nq",
    "nt",
    "rdf",
    "svg",
    "trig",
    "ttl",
    "txt",
    "xml",
}
CLOSING = ".,;:)!"  # what may follow an address in a sentence
FORMATS = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")


class Dead(NamedTuple):
    """A ``link`` in a ``file``; ``why`` says what is not there."""

    file: str
    link: str
    why: str


class Export:
    """The files of an export for a public ``url``, as the rules of its web servers find them."""

    def __init__(self, directory: Path, url: str) -> None:
        self.url, self.prefix = url.rstrip("/"), urlsplit(url).path.rstrip("/")
        self.root = directory / "www" / self.prefix[1:]
        maps = (directory / "nginx/maps.conf").read_text("utf-8")
        self._moved = {row[1]: (int(row[2]), row[3]) for row in MOVED.finditer(maps)}
        self._names = {
            str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()
        }
        release = next(self.root.glob("dumps/*/SHA256SUMS"), None)
        self._latest = f"/dumps/{release.parent.name}/" if release else ""
        self.ids = cache(self._ids)

    def names(self, *suffixes: str) -> Iterator[str]:
        """The files with one of some endings."""
        return (name for name in sorted(self._names) if name.rpartition(".")[2] in suffixes)

    def dead(self) -> list[Dead]:
        """The links that lead nowhere, each address once."""
        found: dict[str, str] = {}
        for name in self.names("html"):
            for link in self._of_page(name):
                found.setdefault(link, name)
        for name in self.names(*TEXTS):
            for link in self._of_text(name):
                found.setdefault(link, name)
        for _, target in self._moved.values():
            if target:
                found.setdefault(f" {self._address(target)}", "nginx/maps.conf")
        told = ((name, link, self.why_dead(link)) for link, name in found.items())
        return [Dead(name, link, why) for name, link, why in told if why]

    def _of_page(self, name: str) -> Iterator[str]:
        """What a page leads to below the URL, in the language of the page where it leaves that open."""
        language = name.partition("/")[0]
        for written in set(ATTRIBUTE.findall(self._text(name))):
            yield from self._own(
                urljoin(self.url + self.address(name), unescape(written)), language
            )

    def _of_text(self, name: str) -> Iterator[str]:
        pattern = re.compile(re.escape(self.url) + r"""/[^\s"'<>`|{}\\]*+""")
        ends = CLOSING if name.endswith((".txt", ".md", ".json", ".csv")) else ""
        for written in set(pattern.findall(self._text(name))):
            yield from self._own(unescape(written).rstrip(ends), "")

    def _own(self, link: str, language: str) -> Iterator[str]:
        if link.startswith(f"{self.url}/"):
            yield f"{language if language in LANGUAGES else ''} {link[len(self.url) :]}"

    def _text(self, name: str) -> str:
        return (self.root / name).read_text("utf-8", errors="replace")

    def address(self, name: str) -> str:
        """The address that a page has, from its file."""
        stem, _, query = name.removesuffix(".html").partition(MARK)
        folder, _, last = stem.rpartition("/")
        return f"/{folder}/{'' if last == INDEX else last}{query and '?' + query}".replace(
            "//", "/"
        )

    def why_dead(self, told: str) -> str:
        """Why a link, after a language of its page, leads nowhere; empty when it does not."""
        language, _, link = told.partition(" ")
        address, fragment = urldefrag(link)
        files = self.files(address, language)
        if not files:
            there = is_served_only(address) or self.is_gone(address)
            return "" if there else "no file"
        pages = [name for name in files if name.endswith(".html")]
        lost = [name for name in pages if fragment and unquote(fragment) not in self.ids(name)]
        return f"no id in {lost[0]}" if lost else ""

    def is_gone(self, address: str) -> bool:
        """Whether an address, in any language, is that of what was withdrawn (410)."""
        path = unquote(topic(address).partition("?")[0])
        return self._moved.get(f"{self.prefix}{path}", (0, ""))[0] == 410

    def _ids(self, name: str) -> frozenset[str]:
        return frozenset(map(unescape, ID.findall(self._text(name))))

    def files(self, address: str, language: str = "", hops: int = 4) -> list[str]:
        """The files that answer an address, also after it led elsewhere; none where it is dead."""
        path = unquote(address.partition("?")[0])
        if address.startswith("/dumps/latest/"):
            address = address.replace("/dumps/latest/", self._latest, 1)
        tongues = [language] if language else [*LANGUAGES]
        suffixes = ("", "html", *FORMATS, "json", "atom")
        found = [self._named(address, suffix) for suffix in suffixes]
        if not spoken(address):
            found += [self._named(f"/{tongue}{address}", "html") for tongue in tongues]
        there = [name for name in found if name in self._names]
        if there or not hops:
            return there
        status, target = self._moved.get(f"{self.prefix}{path}", (0, ""))
        if status == 410:
            return []
        if target:
            return self.files(urldefrag(self._address(target)).url, language, hops - 1)
        if not address.startswith("/doc/") and not spoken(address):
            return self.files(f"/doc{address}", language, 0)
        return []

    def _address(self, target: str) -> str:
        """The address that a redirection leads to, with its fragment."""
        return target.removeprefix(self.url).removeprefix(self.prefix)

    def _named(self, address: str, suffix: str) -> str:
        try:
            return file_of(address, suffix)
        except Unnameable:
            return ""
