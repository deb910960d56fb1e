"""Solutions on a terminal."""

from __future__ import annotations

import pytest

from churo.cli.text_table import text_table

TABLES = {
    "wide characters take two columns": (
        "name,n\n習近平,1\nXi,22\n",
        ["name    n", "------------", "習近平  1", "Xi      22", "2 rows"],
    ),
    "long cells are cut, and it is told where they are whole": (
        f"a\n{'x' * 90}\n",
        [
            "a",
            "-" * 62,
            "x" * 59 + "…",
            "1 row; what ends in … is longer than 60 characters: --format csv has it whole",
        ],
    ),
    "lines become one": ('a,b\n"x\ny",z\n', ["a    b", "--------", "x y  z", "1 row"]),
    "no rows": ("a,b\n", ["a  b", "------", "0 rows"]),
    "no variables": ("\n\n\n", ["2 rows"]),
    "nothing": ("", ["0 rows"]),
}


@pytest.mark.parametrize(("csv", "lines"), TABLES.values(), ids=TABLES)
def test_text_table(csv: str, lines: list[str]) -> None:
    """Columns stand below their names."""
    assert text_table(csv).splitlines() == lines
