"""Reads the published questions and describes them in RDF (SHACL-SPARQL, schema.org)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from ...errors import InputError
from ...languages import LANGUAGES
from ...terms import RDF, RDFS, SCHEMA, SH

# Below the namespace of the house.
QUERIES, ENDPOINT, PREFIXES = "query/", "sparql", "shape/prefixes"
KEYWORDS = "keywords:"
HEADER = (
    f"Comment lines: the question in each of {', '.join(LANGUAGES)}, in this order, of which the last may "
    f"be missing; then “{KEYWORDS} a, b”."
)
FORM = re.compile(r"^\s*(SELECT|ASK|CONSTRUCT)\b", re.MULTILINE)
CLASSES = {
    "SELECT": "SPARQLSelectExecutable",
    "ASK": "SPARQLAskExecutable",
    "CONSTRUCT": "SPARQLConstructExecutable",
}


@dataclass(frozen=True)
class PublishedQuestion:
    """A question: its name, its words by language, its keywords, its SPARQL form and text."""

    name: str
    words: dict[str, str]
    keywords: tuple[str, ...]
    form: str
    text: str
    path: Path


def read(directory: Path) -> list[PublishedQuestion]:
    """The questions of a directory, by name. Raises InputError for one without its header."""
    return [_read(path) for path in sorted(directory.glob("*.rq"))]


def describe(question: PublishedQuestion, graph: NamedNode, base: str) -> Iterator[Quad]:
    """The quads that publish a question in the namespace ``base``."""
    subject = NamedNode(base + QUERIES + question.name)

    def quad(predicate: object, value: NamedNode | Literal) -> Quad:
        return Quad(subject, NamedNode(str(predicate)), value, graph)

    yield quad(RDF.type, NamedNode(str(SH.SPARQLExecutable)))
    yield quad(RDF.type, NamedNode(str(SH) + CLASSES[question.form]))
    for language, words in question.words.items():
        yield quad(RDFS.comment, Literal(words, language=language))
        yield quad(RDFS.label, Literal(words, language=language))
    for keyword in question.keywords:
        yield quad(SCHEMA.keywords, Literal(keyword))
    yield quad(SCHEMA.target, NamedNode(base + ENDPOINT))
    yield quad(SH.prefixes, NamedNode(base + PREFIXES))
    yield quad(str(SH) + question.form.lower(), Literal(question.text))


def _read(path: Path) -> PublishedQuestion:
    text = path.read_text("utf-8")
    lines = text.splitlines()
    head = [line.removeprefix("#").strip() for line in takewhile(_is_comment, lines)]
    words = list(takewhile(lambda line: not line.startswith(KEYWORDS), head))
    form = FORM.search(text)
    if not 1 <= len(words) <= len(LANGUAGES) or len(words) == len(head) or form is None:
        raise InputError("lacks its header or its form.", str(path), HEADER)
    told = head[len(words)].removeprefix(KEYWORDS).split(",")
    return PublishedQuestion(
        path.stem,
        dict(zip(LANGUAGES, words, strict=False)),
        tuple(word.strip() for word in told),
        form.group(1),
        "\n".join(lines[len(words) + 1 :]).strip() + "\n",
        path,
    )


def _is_comment(line: str) -> bool:
    return line.startswith("#")
