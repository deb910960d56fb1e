"""churo export says what it lacks, and shows how far it has come."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from churo.cli.address_progress import AddressProgress
from churo.cli.main import main


def test_where_the_files_will_be_must_be_said(tmp_path: Path) -> None:
    """For links and redirections are absolute; nothing is written."""
    done = CliRunner().invoke(main, ["export", str(tmp_path / "out")])

    assert done.exit_code == 2
    assert "--public-url" in done.output
    assert not (tmp_path / "out").exists()


def test_progress_is_for_who_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line on a terminal, with the rate, and nothing in a file."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    told = {}
    for stream in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setattr("churo.cli.address_progress.INTERVAL", 0)
        with AddressProgress() as progress:
            progress.show(10, 1000)
        told[type(stream)] = stream.getvalue()

    assert "10 of 1,000 addresses" in told[Terminal] and "left" in told[Terminal]
    assert told[io.StringIO] == ""
