"""Writes the table of clauses as a page: ``python tests/server/web/conformance.py``."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE / "clauses.csv"
PAGE = HERE.parents[2] / "server" / "CONFORMANCE.md"
TEST = "tests/server/web/test_clauses.py::test_clause"

INTRODUCTION = """\
# Conformance of the HTTP side, clause by clause

Written by `tests/server/web/conformance.py` from `tests/server/web/clauses.csv`; do not edit.
Each clause that is met is a test of the same id, run against the real server:
`pytest "{test}[<id>]"`. Requirements are in our own words; the specification decides.

{counts}

"""


def rows() -> list[dict[str, str]]:
    """The rows of the table."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The page as Markdown, one section a specification in the order of the table."""
    table = rows()
    met = Counter(row["met"] for row in table)
    counts = f"{met['yes']} clauses are met, {met['no']} are not, by choice."
    parts = [INTRODUCTION.format(test=TEST, counts=counts)]
    for specification in dict.fromkeys(row["specification"] for row in table):
        parts.append(f"## {specification[0].upper()}{specification[1:]}\n\n")
        parts.append("| § | level | requirement | met | test |\n|---|---|---|---|---|\n")
        parts += [_line(row) for row in table if row["specification"] == specification]
        parts.append("\n")
    return "".join(parts).rstrip() + "\n"


def _line(row: dict[str, str]) -> str:
    proof = f"`{row['id']}`" if row["met"] == "yes" else row["why not"]
    return (
        f"| {row['section']} | {row['level']} | {row['requirement']} | {row['met']} | {proof} |\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
