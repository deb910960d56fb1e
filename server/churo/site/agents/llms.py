"""Writes llms.txt and llms-full.txt: how to ask the dataset, for models that have nothing else (llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from ...model import Limits
from ...publication.distributions import Description
from ...terms import RDFS, SKOS
from .vocabulary import DEFINITIONS, ENGLISH, NOTES, Described, Vocabulary

_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f]++")
DEPTH = 6  # lines of classes beside the rest, where a release has no guide


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by its prefix, if one fits and what is left is a plain name; else in angle brackets."""
    spaces = sorted(prefixes.items(), key=lambda row: -len(row[1]))
    for prefix, space in spaces:
        local = iri[len(space) :]
        if iri.startswith(space) and local and all(c.isalnum() or c in "-_." for c in local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def card(description: Description, guide: str, limits: Limits, url: str) -> str:
    """llms.txt: what the dataset is, where to ask it, and by a ``guide`` of its own how."""
    root = urlsplit(url).path
    lines = [
        *_heading(description),
        "",
        f"SPARQL 1.1: GET {url}/sparql?query=… with Accept: text/csv or "
        "application/sparql-results+json, or POST. Declare all prefixes. "
        f"{limits.seconds:g} s a query; errors are JSON with a hint.",
        "",
        guide.strip() or _counts(description),
        "",
        "## More",
        "",
        # Relative to this file, which has no room to say five times where it is.
        f"- [All terms and questions]({root}/llms-full.txt)",
        f"- [OpenAPI]({root}/openapi.json)",
        f"- MCP over HTTP: {root}/mcp",
        f"- [VoID]({root}/.well-known/void)",
        f"- [Files]({root}/dumps/)",
    ]
    return "\n".join(lines) + "\n"


def full(
    description: Description,
    guide: str,
    limits: Limits,
    url: str,
    vocabulary: Vocabulary,
    prefixes: Mapping[str, str],
) -> str:
    """llms-full.txt: the same with every term, graph and question."""
    graphs = sorted(description.graphs.items(), key=lambda pair: -description.triples[pair[0]])
    lines = [
        card(description, guide, limits, url).rstrip(),
        *_files(description),
        "",
        "## All prefixes",
        "",
        *(f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(prefixes.items())),
        "",
        "## Graphs",
        "",
        *(
            f"- {short(iri, prefixes)}: {description.triples[node]:,} triples"
            for node, iri in graphs
        ),
        *_section("All classes", _classes(vocabulary, prefixes)),
        *_section("All properties", _properties(vocabulary, prefixes)),
        *_section("All codes, by scheme", _concepts(vocabulary, prefixes)),
        *_section("All questions", _questions(vocabulary)),
    ]
    return "\n".join(lines) + "\n"


def _heading(description: Description) -> Iterator[str]:
    titles, abstracts = description.titles, description.descriptions
    yield f"# {_line(titles.get('en') or next(iter(titles.values()), 'Dataset'))}"
    yield ""
    abstract = _line(abstracts.get("en") or next(iter(abstracts.values()), ""))
    yield f"> {abstract.partition('. ')[0].rstrip('.')}."
    yield ""
    triples = f"{description.triples.get(description.release, 0):,} triples"
    told = f"Release {description.id}, {triples}"
    yield f"{told}, {_line(description.license)}" if description.license else told


def _line(text: str) -> str:
    """A text of the data in one line, out of which it cannot break."""
    return _GAP.sub(" ", text).strip()


def _counts(description: Description) -> str:
    """What a release without a guide is known to hold."""
    graphs = sorted(description.graphs.items(), key=lambda pair: -description.triples[pair[0]])
    lines = [f"- <{iri}>: {description.triples[node]:,} triples" for node, iri in graphs[:DEPTH]]
    told = "Classes, properties and graphs with their counts are in the VoID below."
    return "\n".join([told, *(["", "## Graphs", "", *lines] if lines else [])])


def _files(description: Description) -> Iterator[str]:
    rows = [row for row in description.files.values() if not row.packing]
    whole = [row for row in rows if row.of == description.release]
    yield from (f"- [{_line(row.title)}]({row.url}): {row.size:,} bytes" for row in whole)
    tables = [row for row in rows if row.media_type == "text/csv"]
    yield from (f"- [{_line(row.title)}]({row.url})" for row in tables)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"## {title}", "", *found] if found else []


def _classes(vocabulary: Vocabulary, prefixes: Mapping[str, str]) -> Iterator[str]:
    for term in vocabulary.of_kind("class"):
        above = [short(iri, prefixes) for iri in term.iris(RDFS.subClassOf)]
        uses = vocabulary.uses.get(term.iri, {})
        told = [f"{vocabulary.things.get(term.iri, 0)} things"]
        told += [f"below {', '.join(above)}"] if above else []
        told += [f"has {', '.join(short(iri, prefixes) for iri in uses)}"] if uses else []
        yield f"- {short(term.iri, prefixes)} ({'; '.join(told)}): {_meaning(term)}"


def _properties(vocabulary: Vocabulary, prefixes: Mapping[str, str]) -> Iterator[str]:
    for term in vocabulary.of_kind("property"):
        told = [
            f"{word} {', '.join(short(iri, prefixes) for iri in term.iris(relation))}"
            for word, relation in (
                ("below", RDFS.subPropertyOf),
                ("of", RDFS.domain),
                ("to", RDFS.range),
            )
            if term.iris(relation)
        ]
        note = f" ({'; '.join(told)})" if told else ""
        yield f"- {short(term.iri, prefixes)}{note}: {_meaning(term)}"


def _concepts(vocabulary: Vocabulary, prefixes: Mapping[str, str]) -> Iterator[str]:
    concepts = vocabulary.of_kind("concept")
    schemes = sorted({iri for term in concepts for iri in term.iris(SKOS.inScheme)} or {""})
    for scheme in schemes:
        if scheme:
            yield f"- {short(scheme, prefixes)}"
        for term in concepts:
            if not scheme or scheme in term.iris(SKOS.inScheme):
                yield f"  - {short(term.iri, prefixes)}: {_meaning(term)}"


def _meaning(term: Described) -> str:
    text = term.text(ENGLISH, *DEFINITIONS) or term.label()
    note = term.text(ENGLISH, *NOTES)
    return _line(f"{text} {note}")


def _questions(vocabulary: Vocabulary) -> Iterator[str]:
    for question in vocabulary.questions:
        yield f"### {_line(question.words.label())}"
        yield f"{question.slug}: {_line(', '.join(question.keywords))}"
        yield from ("```sparql", question.query.strip(), "```", "")
