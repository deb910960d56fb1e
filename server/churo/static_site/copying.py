"""Asks the site for an address in every format and language, and keeps the answers as files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from ..errors import InputError
from ..formats import HTML, JSON, RDF_FORMATS, of_file
from ..http.context import Context
from ..http.dispatch import View
from ..http.requests.request import Request
from ..http.responses.response import Reply
from ..languages import LANGUAGES
from . import links, media_types
from .addresses import PAGES_ONLY, Unnameable, file_of, is_served_only, resolved, spoken
from .shared_files import write_once

ABSENT, DOC = "404.html", "/doc/"
GONE = 410  # RFC 9110 §15.5.11
LINKSET = "application/linkset+json"
# What an address may give beside a page; that which is JSON for JSON-LD's sake is not written twice.
VARIANTS = (
    *((row.media_type, row.suffix) for row in RDF_FORMATS),
    (JSON.media_type, "json"),
    (media_types.ATOM, "atom"),
)
MEND = "Export again. If this is told again, one address has two answers, or two addresses one file: report it."


def everything(address: str) -> bool:
    """That an address is wanted, whichever it is."""
    return True


@dataclass
class Copied:
    """What came of addresses: files with their sizes, where others lead, what is wrong.

    ``moved`` has status and target of addresses that lead elsewhere, or are gone; ``typed`` the media types of
    files that their endings do not tell; ``dead`` the status of addresses that a page leads to and
    that do not answer; ``unnamed`` are addresses that have no file. ``found`` are addresses that are
    led to, ``covered`` those that were copied with another, ``done`` counts those that were asked for.
    """

    files: dict[str, int] = field(default_factory=dict)
    moved: dict[str, tuple[int, str]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    dead: dict[str, int] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    covered: set[str] = field(default_factory=set)
    done: int = 0

    def add(self, other: Copied) -> None:
        """Take what another has."""
        self.files |= other.files
        self.moved |= other.moved
        self.typed |= other.typed
        self.dead |= other.dead
        self.unnamed |= other.unnamed
        self.found |= other.found
        self.covered |= other.covered
        self.done += other.done


class Copier:
    """Copies from a ``site`` at a public ``url`` into the directory ``root``.

    ``names`` are the names of IRIs below that URL, which tell a name that ends like a suffix from a
    suffix. What ``takes`` is not true for is left out.
    """

    def __init__(
        self,
        site: View,
        url: str,
        root: Path,
        names: frozenset[str],
        takes: Callable[[str], bool] = everything,
    ) -> None:
        self._site, self._url, self._root, self._names = site, url, root, names
        self._takes = takes
        self._made: set[Path] = set()
        self._known: set[str] = set()
        self._asked: set[str] = set()
        self._address = ""

    def copy(self, addresses: Iterable[str]) -> Copied:
        """Copy what addresses answer. Raises OSError."""
        self._copied = Copied()
        for address in addresses:
            try:
                self._copy(address)
            except Unnameable:
                self._copied.unnamed.add(address)
        return self._copied

    def copy_absence(self) -> Copied:
        """Copy the page about an address that there is not, for a web server to give."""
        self._copied = Copied()
        for name in (ABSENT, *(f"{language}/{ABSENT}" for language in LANGUAGES)):
            self._write(name, self._ask(f"/{name}", HTML))
        return self._copied

    def _copy(self, address: str) -> None:
        self._copied.done += 1
        self._address = address
        self._asked.add(address)
        path, _, _ = address.partition("?")
        if path.startswith(DOC) and self._is_generic(path):
            return self._copy_forms(address)
        reply = self._ask(address, HTML if not spoken(path) else "*/*")
        if reply.status == GONE:
            self._copied.moved |= {address: (GONE, ""), f"/doc{address}": (GONE, "")}
            return None
        if reply.status >= 400:
            self._copied.dead[address] = reply.status
            return None
        self._follow(reply, address)
        if spoken(path) or (reply.status == 200 and _type(reply) != HTML):
            return self._keep_one(address, reply)
        return self._keep_variants(address, reply)

    def _keep_redirection(self, address: str) -> None:
        """Keep where a document leads whose forms lead elsewhere: a version's, to the vocabulary's."""
        reply = self._ask(address, HTML)
        if "location" in _headers(reply):
            self._copied.moved[address] = reply.status, _headers(reply)["location"]

    def _is_generic(self, path: str) -> bool:
        """Whether the path of a document names no format."""
        name = unquote(path.removeprefix(DOC))
        return name in self._names or of_file(name) not in RDF_FORMATS

    def _copy_forms(self, address: str) -> None:
        """Copy a document in every form, one after the other: what it holds is gathered once."""
        # Those that a page led to before, too: copied later, each would be gathered by itself.
        forms = [form for form in self._forms(address) if form not in self._asked]
        forms = [form for form in forms if self._takes(form)]
        # All before the first, whose Link fields lead to the others: they would be left for later.
        self._known.update(forms)
        self._copied.covered.update(forms)
        for form in forms:
            self._copy(form)
        if any(self._copied.moved.get(form, (0, ""))[1] for form in forms):
            self._keep_redirection(address)

    def _forms(self, address: str) -> Iterator[str]:
        """The addresses of a document by format and language, and of its links."""
        path, mark, query = address.partition("?")
        if query != PAGES_ONLY:
            yield from (f"{path}.{row.suffix}{mark}{query}" for row in RDF_FORMATS)
        yield from (f"/{language}{address}" for language in LANGUAGES)
        if not query:
            yield f"/linkset/{path.removeprefix(DOC)}"

    def _keep_one(self, address: str, reply: Reply) -> None:
        """Keep the only answer of an address, in a file that has its name."""
        if reply.status != 200:
            self._copied.moved[address] = reply.status, _headers(reply)["location"]
            return
        media_type = _type(reply)
        suffix = {HTML: "html", LINKSET: "json"}.get(media_type, "")
        self._write(file_of(address, suffix), reply)

    def _keep_variants(self, address: str, page: Reply) -> None:
        """Keep the answers of an address that gives one by Accept, by language, or leads elsewhere."""
        vary = {name.strip().lower() for name in _headers(page).get("vary", "").split(",")}
        if page.status != 200:
            self._copied.moved[address] = page.status, _headers(page)["location"]
        elif "accept-language" in vary:
            self._keep_languages(address)
        else:
            self._write(file_of(address, "html"), page)
        if page.status == 200 and "accept" not in vary:
            return
        if page.status != 200 and self._ask(address, VARIANTS[0][0]).status != 200:
            return
        written = {page.body}
        for media_type, suffix in VARIANTS:
            reply = self._ask(address, media_type)
            same = media_type == JSON.media_type and reply.body in written
            if reply.status == 200 and _type(reply) == media_type and not same:
                written.add(reply.body)
                self._write(file_of(address, suffix), reply)

    def _keep_languages(self, address: str) -> None:
        """Keep a page in each language, which has an address in each or only this one."""
        first = f"/{LANGUAGES[0]}{address}"
        if self._ask(first, "*/*").status == 200:
            return self._find(f"/{language}{address}" for language in LANGUAGES)
        for language in LANGUAGES:
            reply = self._ask(address, HTML, language)
            self._follow(reply, address)
            self._write(file_of(f"/{language}{address}", "html"), reply)

    def _ask(self, address: str, accept: str, language: str = LANGUAGES[0]) -> Reply:
        path, _, query = address.partition("?")
        headers = {"accept": accept, "accept-language": language}
        request = Request("GET", unquote(path), query, headers, b"", "", path)
        return self._site(request, Context())

    def _follow(self, reply: Reply, address: str) -> None:
        found = [*links.of_headers(_headers(reply))]
        if _type(reply) == HTML:
            found += links.of_page(reply.body.decode())
        self._find(resolved(link, address, self._url) for link in dict.fromkeys(found))

    def _find(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if not address or address in self._known or is_served_only(address):
                continue
            if self._takes(address):
                self._known.add(address)
                self._copied.found.add(address)

    def _write(self, name: str, reply: Reply) -> None:
        """Write a file. Raises InputError when it has another answer already."""
        path, context = self._root / name, reply.context
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        if context.file is not None:
            shutil.copyfile(context.file.path, path)  # the same, whoever else does so meanwhile
        elif not write_once(path, b"".join(context.body.open()) if context.body else reply.body):
            told = f"answers otherwise than {name} has it, which was written before."
            raise InputError(told, self._address or f"/{name}", MEND)
        written = path if context.file is None else context.file.path
        self._copied.files[name] = written.stat().st_size
        media_type = media_types.without_parameters(_headers(reply)["content-type"])
        if media_type != media_types.of_path(name):
            self._copied.typed[name] = media_type


def _headers(reply: Reply) -> dict[str, str]:
    return dict(reply.headers)


def _type(reply: Reply) -> str:
    return media_types.without_parameters(_headers(reply).get("content-type", ""))
