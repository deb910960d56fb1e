"""Describes files as DCAT distributions, with SPDX checksums."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from ...formats import of_media_type
from ...publication.distributions import MEDIA_TYPES
from ...terms import DCAT, DCATAP, DCTERMS, RDF, SPDX, VOID, XSD
from ..dumps.content import WHOLE, File
from .naming import HERE, Names
from .notes import Notes, words
from .ranges import STABLE


def describe(notes: Notes, names: Names, files: Iterable[File], licenses: Iterable[object]) -> None:
    """Every file as a distribution of the release, of one of its graphs or of a view."""
    licenses = list(licenses)
    for file in files:
        whole = file.part.slug == WHOLE
        owner = names.release if whole else names.part(file.part.slug)
        node = names.part(file.name)
        notes.add(owner, DCAT.distribution, node)
        format, packing = of_media_type(file.media_type), of_media_type(file.packing)
        assert format is not None, file.media_type
        if format.family == "graph":
            notes.add(owner, VOID.dataDump, HERE + file.name)
        notes.add(node, RDF.type, DCAT.Distribution)
        packed = packing.title if packing else "uncompressed"
        title = f"{file.part.title}, {format.title}, {packed}"
        notes.add(node, DCTERMS.title, words(f"{title[:1].upper()}{title[1:]}"))
        size = f"{file.size:,} bytes, {file.media_type}{', ' + packed if packing else ''}"
        notes.add(node, DCTERMS.description, words(f"{file.part.title} as a file: {size}."))
        notes.add(node, DCATAP.availability, STABLE)
        notes.add(node, DCAT.accessURL, HERE)
        notes.add(node, DCAT.downloadURL, HERE + file.name)
        notes.add(node, DCAT.mediaType, MEDIA_TYPES + file.media_type)
        notes.add(node, DCTERMS["format"], format.iri or MEDIA_TYPES + file.media_type)
        if file.packing:
            notes.add(node, DCAT.compressFormat, MEDIA_TYPES + file.packing)
        notes.add(node, DCAT.byteSize, _typed(str(file.size), XSD.nonNegativeInteger))
        for license in licenses:
            notes.add(node, DCTERMS.license, license)
        sum = names.part(f"{file.name}-sha256")
        notes.add(node, SPDX.checksum, sum)
        checksum(notes, sum, file.sha256)


def checksum(notes: Notes, node: str, sha256: str) -> None:
    """A SHA-256 in the vocabulary of SPDX 2."""
    notes.add(node, RDF.type, SPDX.Checksum)
    notes.add(node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
    notes.add(node, SPDX.checksumValue, _typed(sha256, XSD.hexBinary))


def _typed(text: str, datatype: object) -> Literal:
    return Literal(text, datatype=NamedNode(str(datatype)))
