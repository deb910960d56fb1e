"""Makes the answers to the published questions, as the site's pages show them: in JSON, graphs in N-Triples."""

# Why: docs/decisions/2026-11-26-answers-carried-by-the-release.md

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from ...model import ANSWERS
from ..source import questions

QUESTIONS = Path("queries/questions")


def texts(store: Store, root: Path, heading: str) -> Iterator[tuple[str, str]]:
    """The answer to each question by the name of its file, in the order that the question asks for."""
    for question in questions.read(root / QUESTIONS):
        result = store.query(heading + question.text)
        if isinstance(result, QuerySolutions | QueryBoolean):
            written = result.serialize(format=QueryResultsFormat.JSON) or b""
            yield f"{ANSWERS}/{question.name}.json", _lines(written)
        else:
            lines = sorted({f"{triple} .\n" for triple in result})
            yield f"{ANSWERS}/{question.name}.nt", "".join(lines)


def _lines(written: bytes) -> str:
    """An answer with a line for each row."""
    document = json.loads(written)
    if "boolean" in document:
        return json.dumps(document, sort_keys=True) + "\n"
    head = json.dumps(document["head"]["vars"])
    rows = ",\n".join(
        json.dumps(row, ensure_ascii=False, sort_keys=True)
        for row in document["results"]["bindings"]
    )
    return f'{{"head":{{"vars":{head}}},"results":{{"bindings":[\n{rows}\n]}}}}\n'
