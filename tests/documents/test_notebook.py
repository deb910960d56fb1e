"""The cells of the notebook run, one after the other, without Jupyter."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from .markdown import HOUSE, blocks

NOTEBOOK = json.loads((HOUSE / "docs/tutorial.ipynb").read_text("utf-8"))
CODE = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def printed(house_release: Path) -> list[str]:
    """What each cell of code prints."""
    space: dict[str, Any] = {}
    texts = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHURO_RELEASES", str(house_release.parent))
        patch.chdir(HOUSE / "docs")  # where Jupyter runs it
        for source in CODE:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(source, "tutorial.ipynb", "exec"), space)
            texts.append(out.getvalue())
    return texts


def test_the_cells_run_and_answer(printed: list[str]) -> None:
    """The fault, its correction and the difference are found on the way."""
    told = "".join(printed)

    assert "id:russia | id:china | code:supported" in told
    assert "asn:record-brics-admission-2023 | 2023-08-24" in told
    assert "graph:context | 2023-08-24\n\n2023-08-24\n" in told
    assert told.count("\nD <") == told.count("\nA <") == 1


def test_fewer_rows_are_accepted_than_said(printed: list[str]) -> None:
    """As text and notebook tell: what is accepted is a part of what is said, and the record gives no verdict."""
    said, accepted = (
        [line.split(" | ") for line in text.splitlines()]
        for text, source in zip(printed, CODE, strict=True)
        if "code:supports" in source
    )
    pairs = {(holder, target) for holder, target, _ in said}

    assert len(accepted) < len(said)
    assert {tuple(row) for row in accepted} < pairs
    assert {"-", "code:supported"} < {verdict for _, _, verdict in said}


def test_the_notebook_asks_what_the_tutorial_asks() -> None:
    """Query by query, in the same order."""
    queries = [part for source in CODE for part in source.split('"""')[1::2] if "SELECT" in part]
    tutorial = [b.text for b in blocks() if b.page == "docs/tutorial.md" and b.language == "sparql"]

    assert [query.split() for query in queries] == [query.split() for query in tutorial]


def test_the_notebook_is_kept_without_answers() -> None:
    """They would grow old unseen; it is of a format that every reader of notebooks takes."""
    cells = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]

    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 4)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
