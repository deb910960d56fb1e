"""What stands at the end of a page that is cited: how to cite it, and how to report an error on it."""

from __future__ import annotations

from dataclasses import dataclass

from .citation import Citation, Citations
from .report import Report, Reports


@dataclass(frozen=True)
class Reference:
    """How one page is cited, and how an error on it is reported."""

    citation: Citation
    report: Report


class References:
    """Cites pages and reports errors on them."""

    def __init__(self, citations: Citations, reports: Reports) -> None:
        self._citations, self._reports = citations, reports

    def of(self, title: str, address: str, iri: str = "") -> Reference:
        """Of a page by its title and address; ``iri`` names what it is about, if anything."""
        report = self._reports.of(title, iri or address, address)
        return Reference(self._citations.of(title, address), report)
