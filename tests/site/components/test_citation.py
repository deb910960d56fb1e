"""How pages are cited: what programs read, whatever a title has."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from churo.site.components.citation import Citation, Citations

PAGE = Citation(
    title="Trade: 100% of {what} & who\nsays",
    part_of="churo: a graph",
    publisher="churo",
    issued="2026-11-26",
    release="2026-11-26-abc",
    address="https://example.org/en/figures/trade",
)


def test_apa() -> None:
    """Who, when, what, which release, where."""
    assert PAGE.apa == (
        "churo. (2026). Trade: 100% of {what} & who\nsays (Release 2026-11-26-abc) [Data set]. "
        "In churo: a graph. https://example.org/en/figures/trade"
    )


def test_bibtex() -> None:
    """Its own signs are escaped, lines are one, names of organizations stay whole."""
    assert PAGE.bibtex == (
        "@misc{trade-2026-11-26,\n"
        "  title = {{Trade: 100\\% of \\{what\\} \\& who says}},\n"
        "  author = {{churo}},\n"
        "  year = {2026},\n"
        "  note = {churo: a graph, release 2026-11-26-abc},\n"
        "  url = {https://example.org/en/figures/trade}\n"
        "}"
    )


def test_ris() -> None:
    """A field a line, from TY to ER; a title cannot begin another field."""
    lines = PAGE.ris.split("\n")

    assert lines[0] == "TY  - DATA" and lines[-1] == "ER  - "
    assert "TI  - Trade: 100% of {what} & who says" in lines
    assert all(line[2:6] == "  - " for line in lines)


def test_what_is_not_known_is_left_out() -> None:
    """Of plain data there is no publisher and no day."""
    releases: Any = SimpleNamespace(current="data-1", description=lambda id: None)
    told = Citations(releases).of("貿易", "https://example.org/ja/x/貿易")

    assert "(n.d.)" in told.apa
    assert "year" not in told.bibtex and told.bibtex.startswith("@misc{page-data-1,")
    assert "PY" not in told.ris
