"""The chips beside claims and verdicts in the answer to a query, for which nothing more is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from churo.http.context import Context
from churo.model import Answer, Body
from churo.protocol import Operation
from churo.site import query_files
from churo.site.components.claims import ReleaseClaims
from churo.site.sparql import page
from churo.site.sparql.answer_model import AnswerModel
from tests.site.view_releases import release, served

CLAIM = {
    "claim": "urn:a",
    "document": "urn:book",
    "state": "refuted",
    "verdict": "urn:no",
    "modality": "urn:fact",
    "polarity": "urn:yes",
    "voice": "urn:me",
    "assessment": "urn:j",
}


class Client:
    """Counts what is asked."""

    def __init__(self) -> None:
        self.context, self.asked = Context(), 0

    def rows_about(self, query: object, iris: list[str]) -> Iterator[Any]:
        """No labels."""
        self.asked += 1
        return iter(())


def test_claims_and_verdicts_of_an_answer_have_their_states(tmp_path: Path) -> None:
    """By what the release carries: what the names are called is all that is asked for, once."""
    client: Any = Client()
    rows = [{"x": {"type": "uri", "value": "urn:a"}, "v": {"type": "uri", "value": "urn:no"}}]
    document = {"head": {"vars": ["x", "v"]}, "results": {"bindings": rows * 3}}
    labels = query_files.read(page.__package__)["labels"]
    claims = ReleaseClaims(served(release(tmp_path, claims=[CLAIM])))
    body = Body.of(json.dumps(document).encode())
    answer = Answer("solutions", "application/sparql-results+json", body, 3, 0.0)

    model = AnswerModel(labels, {}, "https://data.example/sparql", claims)
    told = model.of(client, "ru", "", Operation("SELECT ?x ?v {}", None, None), answer)

    assert told["states"] == {"urn:a": "refuted"}
    assert told["verdicts"] == {"urn:no": "refuted"}
    assert client.asked == 1
