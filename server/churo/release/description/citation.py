"""Tells how to cite a release, in the Citation File Format 1.2.0."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from ...publication.distributions import CITATION
from ...terms import DCTERMS, RDFS
from .dcat import Described
from .naming import names
from .notes import Notes

# The SPDX identifiers of Creative Commons licences are made from their addresses.
CREATIVE_COMMONS = "creativecommons.org"


def texts(told: Described, id: str) -> dict[str, str]:
    """The file by name; none for a dataset that does not name its publisher."""
    notes = Notes(told.told)
    authors = [_in_english(notes, agent) for agent in notes.said(told.dataset, DCTERMS.publisher)]
    if not told.dataset or not any(authors):
        return {}
    rows = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {_quoted(told.title)}",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in authors if author),
        f"version: {_quoted(told.version)}",
        f"url: {_quoted(told.dataset)}",
    ]
    if told.namespace:
        release = names(told.dataset, told.namespace, id).release
        rows += ["identifiers:", "  - type: url", f"    value: {_quoted(release)}"]
        rows += ["    description: This release"]
    rows += [f"date-released: {_quoted(day)}" for day in _texts(notes, told, DCTERMS.issued)]
    rows += [
        f"license: {name}" for name in map(_spdx, _texts(notes, told, DCTERMS.license)) if name
    ]
    return {CITATION: "\n".join(rows) + "\n"}


def _texts(notes: Notes, told: Described, predicate: object) -> list[str]:
    terms = notes.said(told.dataset, predicate)
    return [term.value for term in terms if isinstance(term, Literal | NamedNode)][:1]


def _in_english(notes: Notes, agent: object) -> str:
    labels = notes.said(agent.value, RDFS.label) if isinstance(agent, NamedNode) else []
    named = {label.language: label.value for label in labels if isinstance(label, Literal)}
    return named.get("en") or next(iter(named.values()), "")


def _spdx(license: str) -> str:
    """The SPDX identifier of a Creative Commons licence's IRI; empty for any other."""
    url = urlsplit(license)
    words = url.path.strip("/").split("/")
    if url.netloc != CREATIVE_COMMONS or len(words) != 3 or words[0] != "licenses":
        return ""
    return f"CC-{words[1].upper()}-{words[2]}"


def _quoted(text: str) -> str:
    """A YAML string: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
