"""What commands write is there whole or not at all, and what cannot be written is told in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from churo.cli.commands import dump as dump_module
from churo.cli.commands import push as push_module
from churo.cli.main import main
from churo.cli.replacing import replaced
from churo.errors import InputError


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release of one triple, which commands take for the current one."""
    made = tmp_path / "release"
    made.mkdir()
    (made / "dataset.nq").write_text("<urn:a> <urn:p> <urn:b> .\n")
    monkeypatch.setattr(dump_module, "fresh", lambda settings: made)
    return made


def names(place: Path) -> set[str]:
    """What is in a directory."""
    return {file.name for file in place.iterdir()}


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """It keeps who may read it, and a link to it stays one."""
    (tmp_path / "file").write_text("old")
    (tmp_path / "file").chmod(0o600)
    (tmp_path / "link").symlink_to("file")

    with replaced(tmp_path / "link") as partial:
        partial.write_text("new")

    assert (tmp_path / "file").read_text() == "new"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "link").is_symlink()
    assert names(tmp_path) == {"file", "link"}


def test_what_fails_leaves_what_was(tmp_path: Path) -> None:
    """And no part of what was to be."""
    (tmp_path / "file").write_text("old")

    with pytest.raises(KeyboardInterrupt), replaced(tmp_path / "file") as partial:
        partial.write_text("ne")
        raise KeyboardInterrupt

    assert (tmp_path / "file").read_text() == "old"
    assert names(tmp_path) == {"file"}


def test_a_device_is_not_replaced() -> None:
    """Who may write anywhere would have a file there instead."""
    with pytest.raises(InputError, match="no file"), replaced(Path(os.devnull)):
        pass

    assert not Path(os.devnull).is_file()


def test_a_dump_is_copied(release: Path, tmp_path: Path) -> None:
    """Nothing else is left beside it."""
    done = CliRunner().invoke(main, ["dump", str(tmp_path / "out.nq")])

    assert done.exit_code == 0, done.output
    assert (tmp_path / "out.nq").read_text() == (release / "dataset.nq").read_text()
    assert names(tmp_path) == {"out.nq", "release"}


@pytest.mark.parametrize("target", ["none/out.nq", "release", "file/out.nq", os.devnull])
def test_a_dump_that_cannot_be_written_is_told(release: Path, tmp_path: Path, target: str) -> None:
    """In a sentence and by exit code 2."""
    (tmp_path / "file").write_text("")

    done = CliRunner().invoke(main, ["dump", str(tmp_path / target)])

    assert done.exit_code == 2
    assert target in done.output and isinstance(done.exception, SystemExit)
    assert names(tmp_path) == {"file", "release"}


def test_what_the_system_refuses_is_a_sentence(release: Path) -> None:
    """Here a release that somebody took away."""
    (release / "dataset.nq").unlink()

    done = CliRunner().invoke(main, ["dump", "-"])

    assert done.exit_code == 2
    assert done.output.startswith("churo: ") and "No such file" in done.output


@pytest.mark.parametrize("endpoint", ["ftp://x/", "x", "http://", "http://[", "http://x:y/"])
def test_an_address_that_is_none_is_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    """Which may take minutes."""
    monkeypatch.setattr(push_module, "fresh", lambda settings: pytest.fail("built"))

    done = CliRunner().invoke(main, ["push", endpoint])

    assert done.exit_code == 2
    assert "no http or https address" in done.output


def test_a_file_that_is_laid_out_by_no_rule_is_told(tmp_path: Path) -> None:
    """Where it is named; in a folder it is passed over."""
    file = tmp_path / "notes.txt"
    file.write_text("x")

    named, searched = (CliRunner().invoke(main, ["format", str(p)]) for p in (file, tmp_path))

    assert (named.exit_code, searched.exit_code) == (2, 0)
    assert "notes.txt" in named.output and ".ttl" in named.output


def test_who_interrupts_is_told_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1 says that a check found something, or that two releases differ."""

    def interrupted(settings: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(dump_module, "fresh", interrupted)

    done = CliRunner().invoke(main, ["dump", "-"])

    assert (done.exit_code, done.output) == (130, "churo: stopped.\n")
