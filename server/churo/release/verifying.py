"""Checks downloaded files, here or on a server, against the description that lies beside them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from .. import distributions
from ..distributions import DESCRIPTION, DUMPS, Description, Distribution
from ..errors import InputError
from . import packing
from .publishing import lines

SECONDS = 60.0


@dataclass(frozen=True)
class Verdict:
    """What was found of one file: what is right of it, what is wrong; right when nothing is wrong."""

    name: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def verify(where: str, description: str = "") -> Iterator[Verdict]:
    """Check a file, or every file of a release's directory or of a description.

    ``where`` is a path or an http(s) URL. The description is ``description.ttl`` in the same
    place unless ``description`` names another. Raises InputError when there is nothing to check
    or nothing to check it against.
    """
    where, base, text = _described(where, description)
    told = distributions.read(text, base, base)
    name = urlsplit(where).path.rsplit("/", 1)[-1]
    if name in ("", DESCRIPTION):
        for row in told.files.values():
            yield _verdict(row, _fetch(row.url)[1], told)
    elif name in told.files:
        yield _verdict(told.files[name], _fetch(where)[1], told)
    else:
        raise InputError(f"says nothing of {name!r}.", base, "Give the file the name it had.")


def _described(where: str, description: str) -> tuple[str, str, bytes]:
    """Where, after redirections, what is to be checked lies, its description, and that itself."""
    where = _address(where)
    if description:
        return where, *_fetch(_address(description))
    base, text = _fetch(urljoin(where, DESCRIPTION))
    return urljoin(base, urlsplit(where).path.rsplit("/", 1)[-1]), base, text


def _address(where: str) -> str:
    """The URL of a path or URL; that of a directory ends with a slash."""
    try:
        if urlsplit(where).scheme in ("http", "https", "file"):
            return where
    except ValueError as error:
        raise InputError(f"is no URL: {error}.", where) from error
    path = Path(where).resolve()
    if not path.exists():
        raise InputError("is not there.", where)
    if (path / DUMPS / DESCRIPTION).is_file():
        path /= DUMPS
    return path.as_uri() + ("/" if path.is_dir() else "")


def _fetch(url: str) -> tuple[str, bytes]:
    """The address after redirections, and the bytes there."""
    if urlsplit(url).scheme == "file":
        path = Path(httpx.URL(url).path)
        try:
            return url, path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}.", str(path)) from error
    try:
        reply = httpx.get(url, follow_redirects=True, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"cannot be fetched: {error}.", url) from error
    if reply.status_code != 200:
        raise InputError(f"is not to be had: {reply.status_code} {reply.reason_phrase}.", url)
    return str(reply.url), reply.content


def _verdict(row: Distribution, body: bytes, told: Description) -> Verdict:
    right: list[str] = []
    wrong: list[str] = []

    def compare(what: str, found: object, due: object) -> None:
        same = found == due
        (right if same else wrong).append(
            f"{what} {due}" if same else f"{what} {found} instead of {due}"
        )

    compare("bytes:", len(body), row.size)
    compare("SHA-256:", hashlib.sha256(body).hexdigest(), row.sha256)
    if not wrong and row.of in told.triples:
        try:
            quads = _statements(row, body)
        except (SyntaxError, ValueError, *packing.BROKEN) as error:
            wrong.append(f"cannot be read as {row.media_type}: {error}")
        else:
            for what, found, due in _counts(row, quads, told):
                compare(what, found, due)
    return Verdict(row.name, tuple(right), tuple(wrong))


def _statements(row: Distribution, body: bytes) -> set[Quad]:
    """The statements of a file. Raises SyntaxError, ValueError or one of ``packing.BROKEN``."""
    for packed in packing.PACKINGS:
        if row.packing == packed.media_type:
            body = packed.unpack(body)
    format = RdfFormat.from_media_type(row.media_type)
    if format is None:
        raise ValueError("no RDF syntax has that media type")
    return set(parse(body, format))


def _counts(
    row: Distribution, quads: set[Quad], told: Description
) -> Iterator[tuple[str, object, object]]:
    """What was counted and what it should be: all triples, those of each graph, the canonical hash."""
    yield "triples:", len({quad.triple for quad in quads}), told.triples[row.of]
    named = Counter(q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode))
    if row.of == told.release and named:
        due = {iri: told.triples[node] for node, iri in told.graphs.items()}
        for iri in sorted(due.keys() | named.keys()):
            yield f"triples of <{iri}>:", named[iri], due.get(iri, 0)
    if row.of == told.release and told.canonical and (named or not told.graphs):
        digest = hashlib.sha256("".join(lines(quads)).encode()).hexdigest()
        yield "RDFC-1.0 SHA-256:", digest, told.canonical
