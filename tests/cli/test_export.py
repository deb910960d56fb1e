"""churo export says what it lacks, before it writes anything."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from churo.cli.main import main


def test_where_the_files_will_be_must_be_said(tmp_path: Path) -> None:
    """For links and redirections are absolute; nothing is written."""
    done = CliRunner().invoke(main, ["export", str(tmp_path / "out")])

    assert done.exit_code == 2
    assert "--public-url" in done.output
    assert not (tmp_path / "out").exists()


def test_help_says_what_is_required() -> None:
    """And by which setting it may be said instead."""
    told = " ".join(CliRunner().invoke(main, ["export", "--help"]).output.split())

    assert "Required unless CHURO_PUBLIC_URL is set." in told
