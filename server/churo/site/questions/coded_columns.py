"""Writes codes of languages and countries in a result as what they stand for is called in a language."""

from __future__ import annotations

from dataclasses import replace

from ..components.labels import last_part
from ..components.result_table import Cell, Table
from ..messages import literals

# By the name of a column, which is called after the property whose values it has.
PROPERTIES = {last_part(iri): iri for iri in literals.CODES}


def named(table: Table, language: str) -> Table:
    """The table with names in the places of codes."""
    coded = [PROPERTIES.get(name, "") for name in table.variables]
    if not any(coded):
        return table
    return replace(
        table,
        rows=tuple(
            tuple(
                _named(cell, property, language) for cell, property in zip(row, coded, strict=True)
            )
            for row in table.rows
        ),
    )


def _named(cell: Cell | None, property: str, language: str) -> Cell | None:
    if cell is None or cell.iri or cell.language or not property:
        return cell
    return replace(cell, text=literals.named(cell.text, property, language))
