"""Opens what an analyst names: the house, a release, its address, or RDF files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

from ..errors import InputError
from ..model import ASSERTIONS, DATASET
from ..publication import catalogue
from ..rdf import parsing
from ..release import building
from ..release.dumps import compression
from ..release.source import loading

Source = str | Path | Iterable[str | Path] | None
LATEST = "dumps/latest/"
TIMEOUT_SECONDS = 60.0


def store(source: Source = None) -> Store:
    """A store of ``source``, whose default graph is the merge of the graphs that are not apart.

    ``None`` is the graph that the package brings. A path is a release, a directory of releases,
    or an RDF file; a URL one of a churo server, of a directory of dumps, or of one dump; several
    are files. Raises InputError for what cannot be read, SyntaxFault with its place.
    """
    if source is None:
        return building.load(catalogue.house()).public
    if isinstance(source, str | Path):
        return _of_one(source)
    return _merged(quad for one in source for quad in _file(str(one)))


def _of_one(source: str | Path) -> Store:
    text = str(source)
    if _is_web(text):
        return _of_url(text)
    path = Path(text)
    for place in (path, path / "current"):
        if (place / DATASET).is_file():
            apart = place / ASSERTIONS
            named_only = loading.read(apart) if apart.is_file() else ()
            return _merged(loading.read(place / DATASET), named_only)
    if path.is_dir():
        raise InputError("has no release in it.", text, "Name a release: churo build makes one.")
    return _merged(_file(text))


def _of_url(url: str) -> Store:
    """The dumps at a server's or a directory's address, or the one dump at an address."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    if _format(name):
        return _merged(_fetched(url))
    here = url if url.endswith("/") else f"{url}/"
    base = here if "/dumps/" in here else urljoin(here, LATEST)
    named_only = _fetched(urljoin(base, f"{ASSERTIONS}.gz"), missing_ok=True)
    return _merged(_fetched(urljoin(base, f"{DATASET}.gz")), named_only)


def _merged(quads: Iterable[Quad], named_only: Iterable[Quad] = ()) -> Store:
    found = Store()
    found.extend(named_only)
    for quad in quads:
        found.add(quad)
        if not isinstance(quad.graph_name, DefaultGraph):
            found.add(Quad(quad.subject, quad.predicate, quad.object))
    return found


def _file(text: str) -> Iterator[Quad]:
    if _is_web(text):
        return _fetched(text)
    try:
        return _parsed(Path(text).read_bytes(), text)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", text) from error


def _fetched(url: str, missing_ok: bool = False) -> Iterator[Quad]:
    try:
        reply = httpx.get(url, follow_redirects=True, timeout=TIMEOUT_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"cannot be fetched: {error}.", url) from error
    if reply.status_code == 404 and missing_ok:
        return iter(())
    if reply.status_code != 200:
        raise InputError(f"is not to be had: {reply.status_code} {reply.reason_phrase}.", url)
    return _parsed(reply.content, url)


def _parsed(data: bytes, where: str) -> Iterator[Quad]:
    """The quads of a file's bytes, unpacked and parsed by the ending of its name."""
    name = urlsplit(where).path if _is_web(where) else where
    for row in compression.PACKINGS:
        if name.endswith(row.suffix):
            try:
                data, name = row.unpack(data), name.removesuffix(row.suffix)
            except compression.BROKEN as error:
                raise InputError(f"cannot be unpacked: {error}.", where) from error
    format = _format(name)
    if format is None:
        raise InputError("has no ending of an RDF format.", where, "Use .ttl .nt .nq .trig .rdf.")
    return parsing.quads(data, format, where)


def _format(name: str) -> RdfFormat | None:
    for row in compression.PACKINGS:
        name = name.removesuffix(row.suffix)
    return RdfFormat.from_extension(name.rsplit(".", 1)[-1]) if "." in name else None


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://"))
