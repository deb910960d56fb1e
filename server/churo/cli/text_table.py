"""Shows a CSV of solutions as a table of aligned columns for a terminal."""

from __future__ import annotations

import csv
import io
import unicodedata

WIDEST = 60


def text_table(text: str) -> str:
    """The CSV ``text`` as aligned lines, with its number of rows below."""
    rows = [[_cut(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    if not rows:
        return "0 rows\n"
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:], f"{len(rows) - 1} rows"]) + "\n"


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
