"""Checks a loaded dataset: SHACL view by view, hygiene queries, questions, the document."""

# Why: docs/decisions/2026-11-26-answer-differences-are-warnings.md

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import QuerySolutions, Store

from ...errors import InputError
from ...publication.checks import Finding, Slice, misplaced
from ...rdf import csv_results
from ...terms import EV
from ..source import questions
from ..source.derived_graphs import heading
from ..source.merged_store import select

SUFFIXES = {"SELECT": ".csv", "ASK": ".txt", "CONSTRUCT": ".nt"}
DECLARATIONS = Path("ontology/prefixes.ttl")
POSITIONS = f"""
PREFIX ev: <{EV}> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?document ?sha256 ?subject ?start ?end ?digest WHERE {{
  ?document a ev:SourceDocument ; ev:sha256 ?sha256 .
  {{ ?subject oa:hasSource ?document }} UNION {{ ?subject ev:passage/oa:hasSource ?document }}
  ?subject oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end
  OPTIONAL {{ ?subject ev:sha256 ?digest }}
}} ORDER BY ?start ?end ?subject"""


def hygiene(store: Store, root: Path, prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """The rows of every hygiene query; none is right."""
    for path in sorted((root / "queries/hygiene").glob("*.rq")):
        text = path.read_text("utf-8")
        rule = text.splitlines()[0].removeprefix("#").strip()
        rows = _ask(store, text, prefixes, path)
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            cells = [_plain(cell) for cell in row if cell is not None]
            yield Finding(f"hygiene {path.stem}", rule, cells[0], " ".join(cells[1:]))


def answers(store: Store, root: Path, prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """Questions whose answer is not the one expected beside them."""
    for question in questions.read(root / "queries/questions"):
        expected = question.path.with_suffix(SUFFIXES[question.form])
        file = str(question.path.relative_to(root))
        if not expected.is_file():
            yield Finding(
                "questions",
                "A question has its expected answer beside it.",
                question.name,
                file=file,
            )
        elif difference := _difference(
            answer(store, question, prefixes), expected.read_text("utf-8"), question.text
        ):
            rule = (
                "The answer is the expected one: review the difference, then take it by --accept."
            )
            # Another document changes answers, too: that is to be reviewed, and holds up nothing.
            yield Finding(
                "questions", rule, question.name, file=file, warning=True, difference=difference
            )


def accept(store: Store, root: Path, prefixes: Mapping[str, str]) -> Iterator[Path]:
    """Write the answers that are not the expected ones beside their questions; give their files."""
    for question in questions.read(root / "queries/questions"):
        expected = question.path.with_suffix(SUFFIXES[question.form])
        given = answer(store, question, prefixes)
        kept = expected.read_text("utf-8") if expected.is_file() else ""
        if not kept or _difference(given, kept, question.text):
            partial_ = expected.with_name(expected.name + ".part")
            partial_.write_text(given, "utf-8")
            partial_.replace(expected)
            yield expected.relative_to(root)


def answer(store: Store, question: questions.PublishedQuestion, prefixes: Mapping[str, str]) -> str:
    """A question's answer as the text that is kept beside it: CSV, true or false, N-Triples."""
    result = _ask(store, question.text, prefixes, question.path)
    if question.form == "SELECT":
        parts: list[bytes] = []
        names = [variable.value for variable in result.variables]
        csv_results.write(names, map(tuple, result), parts.append)
        return b"".join(parts).decode().replace("\r\n", "\n")
    if question.form == "ASK":
        return "true\n" if result else "false\n"
    return "".join(sorted(f"{triple} .\n" for triple in result))


def document(store: Store, slug: str, path: Path) -> Iterator[Finding]:
    """What disagrees between the positions in a source document and a copy of its text.

    ``slug`` is the last part of the document's IRI; empty means the only document there is.
    Raises InputError for a document that there is not, or a copy that cannot be read.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}.", str(path)) from error
    rows = list(select(store, POSITIONS))
    known = {_plain(row["document"]).rsplit("/", 1)[-1] for row in rows}
    if not slug and len(known) == 1:
        slug = next(iter(known))
    if slug not in known:
        listed = ", ".join(sorted(known)) or "none with passages"
        raise InputError(f"no such document: {slug!r}.", "--document", f"There is {listed}.")
    rows = [row for row in rows if _plain(row["document"]).rsplit("/", 1)[-1] == slug]
    if hashlib.sha256(data).hexdigest() != rows[0]["sha256"].value:
        rule = "The copy has the SHA-256 of the document: take the text that was encoded."
        yield Finding("document", rule, _plain(rows[0]["document"]), file=str(path))
    slices = [
        Slice(
            _plain(row["subject"]),
            int(row["start"].value),
            int(row["end"].value),
            _plain(row["digest"]),
        )
        for row in rows
    ]
    yield from misplaced(text, slices)


def _ask(store: Store, text: str, prefixes: Mapping[str, str], path: Path) -> Any:
    try:
        return store.query(heading(prefixes) + text)
    except SyntaxError as error:
        raise InputError(f"is no SPARQL: {error}.", str(path)) from error


def _difference(got: str, expected: str, query: str) -> tuple[str, ...]:
    """The lines that only one of two answers has, with - or +; their order counts if it is asked for."""
    if got == expected:
        return ()
    texts = [expected.splitlines(), got.splitlines()]
    if "ORDER BY" not in query:
        texts = [sorted(text) for text in texts]
    changed = [line for line in difflib.ndiff(texts[0], texts[1]) if line.startswith(("- ", "+ "))]
    return tuple(changed)


def _plain(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))
