"""Reads what a description of DCAT and VoID says of the files that a release is downloaded by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..errors import InputError, SyntaxFault
from ..rdf import Literal, RdfFormat, Triple, parse
from ..rdf import text_of as _text
from ..terms import DCAT, DCAT3, DCTERMS, FOAF, SD, SPDX, VOID

DUMPS = "dumps"
DESCRIPTION = "description.ttl"
CITATION = "CITATION.cff"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
CANONICAL = "https://www.w3.org/TR/rdf-canon/"
Said = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Distribution:
    """A file: ``packing`` is the media type of its compression, ``of`` the dataset it holds.

    ``sha256`` is in lower-case hexadecimal, ``size`` in bytes.
    """

    name: str
    url: str
    title: str
    media_type: str
    packing: str
    size: int
    sha256: str
    of: str


@dataclass(frozen=True)
class Description:
    """A release described: its files by name, and how many triples each dataset has.

    ``names`` are the titles of datasets by language, ``graphs`` gives the named graph that a dataset is. ``canonical`` is the SHA-256 of the
    whole in canonical form (RDFC-1.0); what is not stated is empty.
    """

    release: str
    id: str
    dataset: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    publishers: tuple[str, ...]
    license: str
    issued: str
    canonical: str
    files: Mapping[str, Distribution]
    triples: Mapping[str, int]
    graphs: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]


def triples(text: bytes, base: str, where: str = "") -> list[Triple]:
    """The triples, each once, of a description in Turtle read from ``base``. Raises SyntaxFault."""
    try:
        quads = parse(text, RdfFormat.TURTLE, base)
        return list(dict.fromkeys(quad.triple for quad in quads))
    except (SyntaxError, ValueError) as error:
        raise SyntaxFault(f"{error}.", where or base) from error


def read(text: bytes, base: str, where: str = "") -> Description:
    """Read a description in Turtle.

    Raises SyntaxFault, or InputError when it is of no one release, or leaves out what a
    distribution must say.
    """
    said: Said = defaultdict(lambda: defaultdict(list))
    rows = triples(text, base, where)
    for row in rows:
        said[_text(row.subject)][row.predicate.value].append(_text(row.object))
    releases = [iri for iri, rows in said.items() if str(DCAT3.isVersionOf) in rows]
    if len(releases) != 1:
        raise InputError("is the description of no one release.", where or base)
    release = releases[0]
    try:
        return Description(
            release=release,
            id=_one(said, release, DCTERMS.identifier),
            dataset=_one(said, release, DCAT3.isVersionOf),
            titles=_by_language(rows, release, DCTERMS.title),
            descriptions=_by_language(rows, release, DCTERMS.description),
            publishers=tuple(
                _by_language(rows, agent, FOAF.name).get("en", agent)
                for agent in sorted(said[release].get(str(DCTERMS.publisher), ()))
            ),
            license=_first(said, release, DCTERMS.license),
            issued=_first(said, release, DCTERMS.issued),
            canonical=_canonical(said, release),
            files={row.name: row for row in _files(said)},
            triples={iri: int(number) for iri, number in _each(said, VOID.triples)},
            graphs=dict(_each(said, SD.name)),
            names=_names(rows),
        )
    except (KeyError, ValueError) as error:
        raise InputError(f"does not say all that it must: {error}.", where or base) from error


def _files(said: Said) -> Iterator[Distribution]:
    for owner in sorted(said):
        for node in sorted(said[owner].get(str(DCAT.distribution), ())):
            url = _one(said, node, DCAT.downloadURL)
            yield Distribution(
                name=url.rsplit("/", 1)[-1],
                url=url,
                title=_first(said, node, DCTERMS.title),
                media_type=_one(said, node, DCAT.mediaType).removeprefix(MEDIA_TYPES),
                packing=_first(said, node, DCAT.compressFormat).removeprefix(MEDIA_TYPES),
                size=_size(_one(said, node, DCAT.byteSize)),
                sha256=_one(said, _one(said, node, SPDX.checksum), SPDX.checksumValue).lower(),
                of=owner,
            )


def _size(text: str) -> int:
    size = int(text)
    if size < 0:
        raise ValueError(f"{text} is no number of bytes")
    return size


def _by_language(rows: list[Triple], subject: str, predicate: object) -> dict[str, str]:
    return {
        row.object.language or "": row.object.value
        for row in rows
        if _text(row.subject) == subject
        and row.predicate.value == str(predicate)
        and isinstance(row.object, Literal)
    }


def _each(said: Said, predicate: object) -> Iterator[tuple[str, str]]:
    for iri, rows in said.items():
        if str(predicate) in rows:
            yield iri, rows[str(predicate)][0]


def _names(rows: list[Triple]) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.predicate.value == str(DCTERMS.title) and isinstance(row.object, Literal):
            names[_text(row.subject)][row.object.language or ""] = row.object.value
    return names


def _canonical(said: Said, release: str) -> str:
    for node in said[release].get(str(SPDX.checksum), ()):
        if CANONICAL in said[node].get(str(DCTERMS.conformsTo), ()):
            return _one(said, node, SPDX.checksumValue).lower()
    return ""


def _one(said: Said, subject: str, predicate: object) -> str:
    values = said[subject].get(str(predicate), ())
    if len(values) != 1:
        raise KeyError(f"<{subject}> has {len(values)} values of <{predicate}>")
    return values[0]


def _first(said: Said, subject: str, predicate: object) -> str:
    return next(iter(sorted(said[subject].get(str(predicate), ()))), "")
