"""Directories for work under way are deleted by whoever comes next, if their maker is dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from churo import scratch
from churo.errors import InputError
from churo.release.publish import publishing

MAKE = """
import sys, time
from churo import scratch
made = scratch.make("work-", sys.argv[1])
(made.path / "half").write_text("x")
print(made.path, flush=True)
time.sleep(60)
"""


@pytest.fixture
def other(tmp_path: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another process, and the directory that it has made."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAKE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    path = Path(process.stdout.readline().strip())
    process.stdout.close()
    return process, path


def test_what_the_living_have_stays_and_what_the_dead_left_goes(
    other: tuple[subprocess.Popen[str], Path], tmp_path: Path
) -> None:
    """However the maker ended."""
    process, path = other
    with scratch.directory("work-", tmp_path) as own:
        assert path.exists() and own != path
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (path / "half").exists()

    with scratch.directory("work-", tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]
    assert list(tmp_path.iterdir()) == []


def test_other_names_and_links_stay(tmp_path: Path) -> None:
    """Only what has a name of ours in full is deleted, and no link is followed."""
    kept = tmp_path / "kept"
    (kept / "inside").mkdir(parents=True)
    (tmp_path / "work-").mkdir()
    (tmp_path / "work-backup").mkdir()
    (tmp_path / "work-abcdefgh").symlink_to(kept)
    (tmp_path / "work-12345678").write_text("a file")
    before = sorted(path.name for path in tmp_path.iterdir())

    scratch.clear("work-", tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (kept / "inside").exists()


def test_a_directory_that_was_moved_is_not_deleted(tmp_path: Path) -> None:
    """What is published stays."""
    with scratch.directory("work-", tmp_path) as made:
        made.rename(tmp_path / "published")

    assert (tmp_path / "published").is_dir()


def test_a_killed_build_leaves_nothing_for_long(tmp_path: Path) -> None:
    """The next build deletes what was half made, and what one of an older version left."""
    (tmp_path / ".building-abcdefgh" / "dumps").mkdir(parents=True)

    with publishing.aside(tmp_path) as directory:
        assert list(tmp_path.iterdir()) == [directory]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    """Where, why, and what to do; nothing is left."""
    with (
        pytest.raises(InputError, match=r"No space left on device.*CHURO_RELEASES"),
        publishing.aside(tmp_path),
    ):
        raise OSError(28, os.strerror(28))

    assert list(tmp_path.iterdir()) == []


def test_what_is_held_stays_and_of_the_rest_the_latest(tmp_path: Path) -> None:
    """However long ago it was made; a file beside them is none of them."""
    for age, name in enumerate(("newest", "newer", "held", "old", "oldest")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "release.json").write_text("{}")
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    (tmp_path / "file").write_text("x")
    with scratch.held(tmp_path / "held"), scratch.held(tmp_path / "held"):
        os.utime(tmp_path / "held", (0, 0))
        scratch.keep_latest(tmp_path, 2)

    assert {path.name for path in tmp_path.iterdir()} == {"newest", "newer", "held", "file"}
    scratch.keep_latest(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"newest", "newer", "file"}


def test_what_is_held_is_made_and_counts_as_the_latest(tmp_path: Path) -> None:
    """Also when it cannot be: then nothing is had, and nobody fails."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1e9, 1e9))
    (tmp_path / "file").write_text("x")
    with scratch.held(tmp_path / "made"), scratch.held(tmp_path / "file" / "none"):
        pass
    with scratch.held(tmp_path / "one"):
        pass
    scratch.keep_latest(tmp_path, 2)

    assert {path.name for path in tmp_path.iterdir()} == {"made", "one", "file"}
