"""Tells how to ask the release, and what one of its terms means and how it is used."""

from __future__ import annotations

from typing import Any

from ...errors import UnknownName
from ...terms import RDFS, SKOS
from ..releases import view_files
from .ground import Call
from .vocabulary import DEFINITIONS, NOTES, Described, Vocabulary

GUIDE = "guide.md"
MOST = 60  # classes, properties and codes that are listed


def told(call: Call, name: str) -> dict[str, Any]:
    """How to write queries, or all about one term. Raises UnknownName, QueryError."""
    vocabulary = call.ground.vocabulary(call.client)
    if not name:
        return _all(call, vocabulary)
    term = _find(call, vocabulary, name)
    return (
        _class(call, vocabulary, term) if term.kind == "class" else _other(call, vocabulary, term)
    )


def _all(call: Call, vocabulary: Vocabulary) -> dict[str, Any]:
    largest = sorted(vocabulary.things.items(), key=lambda row: (-row[1], row[0]))[:MOST]
    return {
        "guide": view_files.text(call.client.release, GUIDE),
        "prefixes": dict(sorted(call.ground.prefixes.items())),
        "classes": {call.short(iri): things for iri, things in largest},
    }


def _find(call: Call, vocabulary: Vocabulary, name: str) -> Described:
    iri, wanted = call.expanded(name), name.strip().casefold()
    if iri in vocabulary.terms:
        return vocabulary.terms[iri]
    for term in vocabulary.terms.values():
        labels = {text.text.casefold() for texts in term.texts.values() for text in texts}
        if wanted in labels or term.iri.casefold().endswith((f"#{wanted}", f"/{wanted}")):
            return term
    raise UnknownName(f"There is no class, property or code {name[:100]!r}; “schema” lists them.")


def _meaning(call: Call, term: Described) -> dict[str, Any]:
    members = {
        "term": call.short(term.iri),
        "iri": term.iri,
        "kind": term.kind,
        "label": term.label(call.language),
        "definition": term.text(call.language, *DEFINITIONS),
        "note": term.text(call.language, *NOTES),
        "above": [
            call.short(iri) for iri in term.iris(RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader)
        ],
    }
    return {key: value for key, value in members.items() if value}


def _class(call: Call, vocabulary: Vocabulary, term: Described) -> dict[str, Any]:
    uses = sorted(vocabulary.uses.get(term.iri, {}).items(), key=lambda row: (-row[1], row[0]))
    below = [row for row in vocabulary.of_kind("class") if term.iri in row.iris(RDFS.subClassOf)]
    return _meaning(call, term) | {
        "things": vocabulary.things.get(term.iri, 0),
        "properties": {call.short(iri): number for iri, number in uses[:MOST]},
        "below": [call.short(row.iri) for row in below],
    }


def _other(call: Call, vocabulary: Vocabulary, term: Described) -> dict[str, Any]:
    """A property with where it is used, a code with those beside it."""
    schemes = term.iris(SKOS.inScheme)
    beside = [
        call.short(row.iri)
        for row in vocabulary.of_kind("concept")
        if set(schemes) & set(row.iris(SKOS.inScheme))
    ]
    members = {
        "of": [call.short(iri) for iri in term.iris(RDFS.domain)],
        "to": [call.short(iri) for iri in term.iris(RDFS.range)],
        "scheme": [call.short(iri) for iri in schemes],
        "codes": beside[:MOST],
        "used_by": {
            call.short(iri): uses[term.iri]
            for iri, uses in sorted(vocabulary.uses.items())
            if term.iri in uses
        },
    }
    return _meaning(call, term) | {key: value for key, value in members.items() if value}
