"""The release carries the answer to each of its questions."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from churo.release.source import questions


def test_every_question_is_answered(house: Path, house_release: Path) -> None:
    """With as many rows as are expected, a graph in as many triples."""
    for row in questions.read(house / "queries/questions"):
        expected = row.path.with_suffix({"SELECT": ".csv", "ASK": ".txt"}.get(row.form, ".nt"))
        told = expected.read_text("utf-8")
        if row.form == "CONSTRUCT":
            answer = (house_release / f"answers/{row.name}.nt").read_text("utf-8")
            assert answer == told, row.name
            continue
        document = json.loads((house_release / f"answers/{row.name}.json").read_text("utf-8"))
        if row.form == "ASK":
            assert document["boolean"] == (told == "true\n"), row.name
        else:
            lines = list(csv.reader(told.splitlines()))
            assert document["head"]["vars"] == lines[0], row.name
            assert document["results"]["bindings"] or len(lines) == 1, row.name
