"""Says in a result how those claims stand that have no verdict, such as what the record states with a source."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ..components.claims import Claim, ClaimIndex
from ..components.result_table import Cell, Table

Row = tuple[Cell | None, ...]
COLUMN = "verdict"  # how the name of a column of verdicts ends


class WithoutVerdict:
    """Knows the claims of an index, and the states that ``judged`` ones are in."""

    def __init__(self, index: ClaimIndex, judged: Collection[str]) -> None:
        self._claims = {iri: c for iri, c in index.claims.items() if c.state not in judged}
        self._of = {row.iri: _states(row.claims, judged) for row in index.documents}
        self._any = _states(index.claims.values(), judged)
        self._footings = frozenset(claim.modality for claim in index.claims.values())

    def told(self, table: Table) -> Table:
        """The table with a state where a verdict is missing of what is said, if it can be but one."""
        places = [n for n, name in enumerate(table.variables) if name.lower().endswith(COLUMN)]
        if not places:
            return table
        return replace(table, rows=tuple(self._row(row, places) for row in table.rows))

    def _row(self, row: Row, places: list[int]) -> Row:
        missing = [place for place in places if row[place] is None]
        states = self._states(row) if missing else frozenset()
        if len(states) != 1:
            return row
        (state,) = states
        return tuple(
            Cell(state, state=state) if place in missing else cell for place, cell in enumerate(row)
        )

    def _states(self, row: Row) -> frozenset[str]:
        """How what a row tells of may stand: a claim, a claim of a document, anything that is said."""
        iris = [cell.iri for cell in row if cell is not None and cell.iri]
        claims = frozenset(self._claims[iri].state for iri in iris if iri in self._claims)
        if claims:
            return claims
        documents = [self._of[iri] for iri in iris if iri in self._of]
        if documents:
            return frozenset().union(*documents)
        return self._any if self._footings.intersection(iris) else frozenset()


def _states(claims: Iterable[Claim], judged: Collection[str]) -> frozenset[str]:
    return frozenset(claim.state for claim in claims if claim.state not in judged)
