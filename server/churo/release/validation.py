"""Checks a loaded dataset: SHACL view by view, hygiene queries, questions, the document."""

from __future__ import annotations

import csv
import io
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from ..catalogue import View
from ..checks import Finding, Slice, misplaced
from ..errors import InputError
from ..terms import EV
from . import questions
from .asking import select
from .layers import heading

DECLARATIONS = Path("ontology/prefixes.ttl")
POSITIONS = f"""
PREFIX ev: <{EV}> PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?subject ?start ?end ?digest WHERE {{
  ?subject oa:hasSelector ?selector . ?selector oa:start ?start ; oa:end ?end
  OPTIONAL {{ ?subject ev:sha256 ?digest }}
}} ORDER BY ?start ?end ?subject"""


def shacl(store: Store, root: Path, views: Iterable[View], processes: int = 2) -> Iterator[Finding]:
    """What the views' shapes find. The verdict comes from in-memory rdflib graphs."""
    jobs = [(view, _triples(store, view), root) for view in views]
    if not jobs:
        return
    jobs.sort(key=lambda job: -len(job[1]))
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for findings in pool.map(_validate, jobs):
            yield from findings


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
        suffix = {"SELECT": ".csv", "ASK": ".txt", "CONSTRUCT": ".nt"}[question.form]
        expected = question.path.with_suffix(suffix)
        file = str(question.path.relative_to(root))
        if not expected.is_file():
            yield Finding(
                "questions",
                "A question has its expected answer beside it.",
                question.name,
                file=file,
            )
        elif not _same(
            answer(store, question, prefixes), expected.read_text("utf-8"), question.text
        ):
            yield Finding("questions", "The answer is the expected one.", question.name, file=file)


def answer(store: Store, question: questions.PublishedQuestion, prefixes: Mapping[str, str]) -> str:
    """A question's answer as the text that is kept beside it: CSV, true or false, N-Triples."""
    result = _ask(store, question.text, prefixes, question.path)
    if question.form == "SELECT":
        data = result.serialize(format=QueryResultsFormat.CSV)
        return (data or b"").decode().replace("\r\n", "\n")
    if question.form == "ASK":
        return "true\n" if result else "false\n"
    return "".join(sorted(f"{triple} .\n" for triple in result))


def document(store: Store, path: Path) -> Iterator[Finding]:
    """What disagrees between the positions in the dataset and a copy of the document."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}.", str(path)) from error
    rows = select(store, POSITIONS)
    slices = [
        Slice(
            _plain(row["subject"]),
            int(row["start"].value),
            int(row["end"].value),
            _plain(row["digest"]),
        )
        for row in rows
    ]
    if not slices:
        yield Finding("document", "The dataset has passages with positions.")
    yield from misplaced(text, slices)


def _validate(job: tuple[View, bytes, Path]) -> list[Finding]:
    import pyshacl

    view, triples, root = job
    data = Graph().parse(data=triples, format="nt")
    shapes = Graph().parse(root / DECLARATIONS, format="turtle")
    for file in view.shapes:
        shapes.parse(root / file, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", allow_warnings=True)
    return sorted(
        {
            _finding(report, result, view)
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }
    )


def _finding(report: Graph, result: Node, view: View) -> Finding:
    """A result; one of a rule over the whole graph is about its value."""
    message = report.value(result, SH.resultMessage) or report.value(
        result, SH.sourceConstraintComponent
    )
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    if report.value(result, SH.sourceConstraint) is not None and value is not None:
        focus = value
    shown = "" if value is None or value == focus else str(value)
    warning = report.value(result, SH.resultSeverity) != SH.Violation
    return Finding(f"shapes, {view.name}", str(message), str(focus), shown, warning=warning)


def _triples(store: Store, view: View) -> bytes:
    triples = {
        quad.triple
        for iri in view.sources
        for quad in store.quads_for_pattern(None, None, None, NamedNode(iri))
    }
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _ask(store: Store, text: str, prefixes: Mapping[str, str], path: Path) -> Any:
    try:
        return store.query(heading(prefixes) + text)
    except SyntaxError as error:
        raise InputError(f"is no SPARQL: {error}.", str(path)) from error


def _same(got: str, expected: str, query: str) -> bool:
    if "ORDER BY" in query:
        return got == expected
    rows = [sorted(csv.reader(io.StringIO(text))) for text in (got, expected)]
    return rows[0] == rows[1]


def _plain(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))
