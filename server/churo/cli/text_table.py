"""Shows a CSV of solutions as a table of aligned columns for a terminal."""

from __future__ import annotations

import csv
import io

from prettytable import HRuleStyle, PrettyTable, VRuleStyle

WIDEST = 60


def text_table(text: str) -> str:
    """The CSV ``text`` as aligned lines, with its number of rows below, and how to see what is cut."""
    whole = [[" ".join(cell.split()) for cell in row] for row in csv.reader(io.StringIO(text))]
    if not whole:
        return "0 rows\n"
    rows = [[_cut(cell) for cell in row] for row in whole]
    header, *body = rows
    count = "1 row" if len(body) == 1 else f"{len(body)} rows"
    if not header:  # a query without variables
        return f"{count}\n"
    if rows != whole:
        count += f"; what ends in … is longer than {WIDEST} characters: --format csv has it whole"
    table = PrettyTable(header, align="l", hrules=HRuleStyle.HEADER, vrules=VRuleStyle.NONE)
    table.left_padding_width, table.right_padding_width = 0, 1
    table.junction_char = "-"
    table.add_rows(body)
    # Without border lines each line still begins with the place of one.
    lines = [line[1:].rstrip() for line in table.get_string().splitlines()]
    return "\n".join([*lines, count]) + "\n"


def _cut(cell: str) -> str:
    return cell if len(cell) <= WIDEST else cell[: WIDEST - 1] + "…"
