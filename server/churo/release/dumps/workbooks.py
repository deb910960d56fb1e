"""Writes a table as an Excel workbook, the same bytes for the same rows."""

# Why: docs/decisions/2026-11-26-tables-as-workbooks.md

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook

EPOCH = datetime(
    2000, 1, 1
)  # the file says when it was made; a release has the same bytes whenever
LONGEST_NAME, LONGEST_CELL = 31, 32767  # characters that Excel takes
LAST_DIGITS = 15  # digits of a number that Excel keeps
NARROWEST, WIDEST = 10, 60


def workbook(
    name: str, columns: Sequence[str], numeric: Sequence[bool], rows: Sequence[Sequence[str]]
) -> bytes:
    """A sheet with a frozen, filterable head.

    Text is text, whatever it looks like; numbers that Excel would round stay text.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"title": name, "created": EPOCH})
    sheet = book.add_worksheet(name[:LONGEST_NAME])
    head = book.add_format({"bold": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
        width = max((len(row[place]) for row in rows), default=0)
        sheet.set_column(place, place, min(max(width, len(column), NARROWEST), WIDEST))
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if numeric[place] and cell and _fits(cell):
                sheet.write_number(number, place, float(cell))
            elif cell:
                sheet.write_string(number, place, cell[:LONGEST_CELL])
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()
    return out.getvalue()


def _fits(cell: str) -> bool:
    digits = cell.lstrip("+-").replace(".", "").strip("0")
    return digits.isdecimal() and digits.isascii() and len(digits) <= LAST_DIGITS or not digits
