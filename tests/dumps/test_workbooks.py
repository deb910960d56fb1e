"""Workbooks say what the CSV says; text is never taken for a formula, and the bytes do not change."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pyoxigraph
import pytest

from churo.errors import InputError
from churo.languages import LANGUAGES
from churo.model import TABLES_VIEW
from churo.publication import catalogue
from churo.release.dumps import table_columns, tables
from churo.release.dumps.workbooks import workbook
from churo.release.source.derived_graphs import heading

COLUMNS = ["name", "value"]
ROWS = [["=1+1", "244800000000"], ["貿易", "12345678901234567890"], ["", "-1.5"], ["x", "NaN"]]


def part(book: bytes, name: str) -> str:
    """A part of a workbook, which is a ZIP archive of XML (ECMA-376)."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(name).decode()


def test_the_same_rows_are_the_same_bytes() -> None:
    """Whenever they are written."""
    assert workbook("t", COLUMNS, [False, True], ROWS) == workbook(
        "t", COLUMNS, [False, True], ROWS
    )


def test_text_is_text_and_numbers_are_numbers() -> None:
    """A number that would be rounded stays as it is written; no cell is a formula or a link."""
    book = workbook("t", COLUMNS, [False, True], ROWS)
    sheet, texts = part(book, "xl/worksheets/sheet1.xml"), part(book, "xl/sharedStrings.xml")

    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>244800000000</v>" in sheet and "<v>-1.5</v>" in sheet
    for text in ("=1+1", "貿易", "12345678901234567890", "NaN"):
        assert f">{text}<" in texts


def test_a_table_without_rows() -> None:
    """Is a head."""
    assert "name" in part(workbook("t", COLUMNS, [False, True], []), "xl/sharedStrings.xml")


def test_every_column_is_explained(house: Path) -> None:
    """And each table has a title, in every language; no word is there for nothing."""
    told = json.loads(table_columns.text(house)[TABLES_VIEW])
    head, empty = heading(catalogue.prefixes(house)), pyoxigraph.Store()
    columns: set[str] = set()
    for path in (house / tables.TABLES).glob("*.rq"):
        solutions = empty.query(head + path.read_text("utf-8"))
        assert isinstance(solutions, pyoxigraph.QuerySolutions)
        columns |= {variable.value for variable in solutions.variables}
        assert path.stem in told["tables"]

    assert set(told["columns"]) == columns
    for texts in (*told["tables"].values(), *told["columns"].values()):
        assert tuple(texts) == LANGUAGES and all(texts.values())


def test_what_explains_nothing_is_named(tmp_path: Path) -> None:
    """A house without the file has no such words; one with another file is told."""
    assert table_columns.text(tmp_path) == {}
    (tmp_path / table_columns.PLACE).mkdir(parents=True)
    (tmp_path / table_columns.PLACE / table_columns.WORDS).write_text('{"tables": []}')

    with pytest.raises(InputError, match=r"columns\.json"):
        table_columns.text(tmp_path)
