"""A release that is not as it was written is refused, and the files that are not are named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from churo.errors import InputError
from churo.publication import integrity
from churo.release import building

DATA = '<urn:a> <urn:p> "one" .\n<urn:a> <urn:p> "two" .\n'
Damage = Callable[[Path], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of data."""
    path = tmp_path / "data.nt"
    path.write_text(DATA)
    return path


@pytest.fixture
def made(file: Path, tmp_path: Path) -> Path:
    """A release of it."""
    return building.plain([file], tmp_path / "releases")


def test_a_release_as_written_is_read(made: Path) -> None:
    """Nothing is wrong with it."""
    assert integrity.read_release(made).triples == 2
    assert list(integrity.damage(made)) == []


def changed(name: str) -> Damage:
    """One byte is another."""

    def change(made: Path) -> None:
        body = bytearray((made / name).read_bytes())
        body[len(body) // 2] ^= 1
        (made / name).write_bytes(body)

    return change


def cut(name: str) -> Damage:
    """The end is gone."""

    def change(made: Path) -> None:
        body = (made / name).read_bytes()
        (made / name).write_bytes(body[: len(body) // 2])

    return change


def missing(name: str) -> Damage:
    """The file is gone."""
    return lambda made: (made / name).unlink()


@pytest.mark.parametrize("name", ["dataset.nq", "dumps/dataset.ttl", "dumps/dataset.nq.gz"])
@pytest.mark.parametrize("damage", [changed, cut, missing], ids=lambda one: one.__name__)
def test_a_file_that_is_another_is_named(
    made: Path, name: str, damage: Callable[[str], Damage]
) -> None:
    """Whatever has become of it."""
    damage(name)(made)

    with pytest.raises(InputError, match=rf"damaged: {name} .*churo build"):
        integrity.read_release(made)


@pytest.mark.parametrize(
    "damage",
    [
        cut("release.json"),
        missing("release.json"),
        cut("dumps/SHA256SUMS"),
        missing("dumps/SHA256SUMS"),
        lambda made: (made / "release.json").write_text("[]"),
        lambda made: (made / "release.json").write_bytes(b"\xff{"),
    ],
)
def test_a_list_that_is_damaged_is_refused_in_words(made: Path, damage: Damage) -> None:
    """What lists the files may be damaged, too."""
    damage(made)

    with pytest.raises(InputError):
        integrity.read_release(made)
    assert not integrity.is_intact(made)


def test_a_list_that_names_another_place_leads_nowhere(made: Path, tmp_path: Path) -> None:
    """Only files of the release itself are read."""
    told = json.loads((made / "release.json").read_text())
    told["files"]["../../data.nt"] = {"sha256": "0", "bytes": 0}
    (made / "release.json").write_text(json.dumps(told))

    assert integrity.is_intact(made)


def test_a_damaged_release_is_replaced_by_making_it_again(made: Path, file: Path) -> None:
    """Under the same name, for it has the same content; nothing of the other is left."""
    cut("dataset.nq")(made)
    again = building.plain([file], made.parent)

    assert again == made
    assert integrity.is_intact(made)
    assert sorted(path.name for path in made.parent.iterdir()) == [
        "current",
        made.name,
    ]
    assert not [path for path in made.iterdir() if path.name.startswith(".")]


def test_two_builds_of_one_content_may_end_together(file: Path, made: Path, tmp_path: Path) -> None:
    """The second finds the first's release, and leaves nothing behind."""
    shutil.rmtree(tmp_path / "releases" / "changes", ignore_errors=True)
    (made.parent / "current").unlink()
    again = building.plain([file], made.parent)

    assert again == made
    assert sorted(p.name for p in made.parent.iterdir()) == ["current", made.name]
