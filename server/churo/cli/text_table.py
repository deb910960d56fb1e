"""Shows a CSV of solutions as a table of aligned columns for a terminal."""

from __future__ import annotations

import csv
import io

from prettytable import HRuleStyle, PrettyTable, VRuleStyle

WIDEST = 60


def text_table(text: str) -> str:
    """The CSV ``text`` as aligned lines, with its number of rows below."""
    rows = [[_cut(cell) for cell in row] for row in csv.reader(io.StringIO(text))]
    if not rows:
        return "0 rows\n"
    header, *body = rows
    if not header:  # a query without variables
        return f"{len(body)} rows\n"
    table = PrettyTable(header, align="l", hrules=HRuleStyle.HEADER, vrules=VRuleStyle.NONE)
    table.left_padding_width, table.right_padding_width = 0, 1
    table.junction_char = "-"
    table.add_rows(body)
    # Without border lines each line still begins with the place of one.
    lines = [line[1:].rstrip() for line in table.get_string().splitlines()]
    return "\n".join([*lines, f"{len(body)} rows"]) + "\n"


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"
