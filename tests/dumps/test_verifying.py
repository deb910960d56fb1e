"""churo verify says of a download whether it is what was published, and if not, what differs."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from churo.errors import InputError
from churo.release import building
from churo.release.dumps.compression import PACKINGS
from churo.release.remote import counting
from churo.release.remote.counting import Job
from churo.release.remote.verifying import Verdict, verify


def churo(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "churo", *words], capture_output=True, text=True, check=False
    )


@pytest.fixture
def copied(place: Path, tmp_path: Path) -> Path:
    """A mirror of the dumps that are spoilt here, and of what tells of them."""
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    for path in (place / "description.ttl", place / "dataset.nt", *place.glob("graph-links.nt*")):
        shutil.copy(path, mirror)
    return mirror


@pytest.fixture(scope="module")
def verdicts(place: Path) -> dict[str, Verdict]:
    """What is found of each file of a release, by its name."""
    return {verdict.name: verdict for verdict in verify(str(place))}


def test_all_files_of_a_release_are_right(verdicts: dict[str, Verdict], release: Path) -> None:
    """Given the directory of dumps, the release's, or the description."""
    assert len(verdicts) > 200
    assert [verdict for verdict in verdicts.values() if verdict.wrong] == []
    assert sum("triples" in " ".join(verdict.right) for verdict in verdicts.values()) > 200
    assert churo("verify", str(release / "dumps" / "dataset.nq")).returncode == 0


@pytest.mark.parametrize("name", ["dataset.nq", "dataset.trig.gz", "dataset.jsonld.zst"])
def test_the_whole_is_proved_by_its_canonical_hash(
    verdicts: dict[str, Verdict], dataset: building.Dataset, name: str
) -> None:
    """In whatever syntax it came."""
    verdict = verdicts[name]

    assert not verdict.wrong
    assert any(line.startswith("RDFC-1.0 SHA-256:") for line in verdict.right)
    counted = sum(line.startswith("triples of <") for line in verdict.right)
    assert counted == len(dataset.catalogue.published)


def test_a_changed_file_is_told_with_what_differs(copied: Path) -> None:
    """Exit code 1; the bytes and the digest found and due."""
    (copied / "dataset.nt").write_bytes((copied / "dataset.nt").read_bytes()[:-1])

    done = churo("verify", str(copied / "dataset.nt"))

    assert done.returncode == 1
    assert "dataset.nt: WRONG" in done.stdout
    assert "bytes: " in done.stdout and " instead of " in done.stdout and "SHA-256" in done.stdout


def test_a_description_that_lies_about_triples_is_found_out(copied: Path) -> None:
    """The file is as told, but is not what the description says that it holds."""
    text = (copied / "description.ttl").read_text("utf-8")
    lines = (copied / "dataset.nt").read_bytes().count(b"\n")
    (copied / "description.ttl").write_text(
        text.replace(f"void:triples {lines} ", f"void:triples {lines + 1} ")
    )

    (verdict,) = verify(str(copied / "dataset.nt"))

    assert verdict.wrong == (f"triples: {lines} instead of {lines + 1}",)


def test_a_file_that_does_not_parse_is_told(copied: Path) -> None:
    """Even where size and digest are as described."""
    row = (copied / "graph-links.nt").read_bytes()
    broken = row.replace(b"<", b"(", 1)
    text = (copied / "description.ttl").read_text("utf-8")
    (copied / "graph-links.nt").write_bytes(broken)
    (copied / "description.ttl").write_text(
        text.replace(sha256(row).hexdigest(), sha256(broken).hexdigest())
    )

    (verdict,) = verify(str(copied / "graph-links.nt"))

    assert "cannot be read as application/n-triples" in verdict.wrong[0]


@pytest.mark.parametrize("packing", PACKINGS, ids=lambda row: row.suffix)
def test_what_was_not_packed_is_told(copied: Path, packing: object) -> None:
    """Bytes of another sort under the name of a compressed file."""
    name = f"graph-links.nt{packing.suffix}"  # type: ignore[attr-defined]
    old = (copied / name).read_bytes()
    new = b"x" * len(old)
    text = (copied / "description.ttl").read_text("utf-8")
    (copied / name).write_bytes(new)
    (copied / "description.ttl").write_text(
        text.replace(sha256(old).hexdigest(), sha256(new).hexdigest())
    )

    (verdict,) = verify(str(copied / name))

    assert "cannot be read" in verdict.wrong[0]


def test_another_content_in_the_packing_is_told(copied: Path) -> None:
    """A packed file is not taken for the plain one that was read before it."""
    plain, packed = copied / "graph-links.nt", copied / "graph-links.nt.gz"
    old, new = packed.read_bytes(), gzip.compress(plain.read_bytes().split(b"\n", 1)[1], mtime=0)
    text = (copied / "description.ttl").read_text("utf-8")
    for of in (len, lambda data: sha256(data).hexdigest()):
        text = text.replace(f'"{of(old)}"', f'"{of(new)}"')
    (copied / "description.ttl").write_text(text, "utf-8")
    packed.write_bytes(new)

    wrong = {verdict.name: verdict.wrong for verdict in verify(str(copied)) if verdict.wrong}

    lines = plain.read_bytes().count(b"\n")
    assert wrong == {packed.name: (f"triples: {lines - 1} instead of {lines}",)}


def test_a_content_that_comes_again_packed_is_not_read_again(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the same syntax; what was read is known by its digest, and what cannot be unpacked is read to be told."""
    counted: list[str] = []
    read = counting._counted

    def count(job: Job) -> object:
        counted.append(Path(job.path).name)
        return read(job)

    monkeypatch.setattr(counting, "_counted", count)
    one, most = counting._Counting(), 1 << 20
    plain = Job(str(copied / "graph-links.nt"), "application/n-triples", "", most)
    packed = Job(str(copied / "graph-links.nt.gz"), plain.media_type, "application/gzip", most)

    found = [one.count(job) for job in (plain, packed, replace(packed, media_type="text/turtle"))]
    (copied / "graph-links.nt.gz").write_bytes(b"x")
    with pytest.raises(OSError, match="gzip"):
        one.count(replace(packed, media_type="text/turtle"))

    assert found[0] == found[1] == found[2]
    assert counted == ["graph-links.nt", *["graph-links.nt.gz"] * 2]


def test_what_was_not_downloaded_is_counted(copied: Path, tmp_path: Path) -> None:
    """In one line, so that what was checked is not lost among it."""
    part = tmp_path / "part"
    part.mkdir()
    for name in ("description.ttl", "dataset.nt"):
        (part / name).write_bytes((copied / name).read_bytes())

    checked, counted = churo("verify", str(part)).stdout.splitlines()

    assert checked.startswith("dataset.nt: bytes: ")
    assert re.fullmatch(r"\d+ of the files that are described are not there\.", counted)


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("/nowhere/dataset.nq", "is not there"),
        ("/dev", "name one of them, or their directory"),
        ("http://127.0.0.1:1/dumps/x/dataset.nq", "cannot be fetched"),
        ("http://[bad", "is no URL"),
        ("http://", "cannot be fetched"),
    ],
)
def test_what_cannot_be_had_is_one_sentence_and_exit_code_2(where: str, told: str) -> None:
    """What and where, without a trace of the code."""
    done = churo("verify", where)

    assert done.returncode == 2
    assert told in done.stderr and "Traceback" not in done.stderr


def test_a_file_without_description_or_of_another_name_is_not_judged(
    copied: Path, tmp_path: Path
) -> None:
    """There is nothing to check against."""
    (copied / "other.nt").write_bytes(b"")
    lonely = tmp_path / "lonely.nt"
    lonely.write_bytes(b"")

    with pytest.raises(InputError, match="says nothing of 'other.nt'"):
        list(verify(str(copied / "other.nt")))
    with pytest.raises(InputError, match=r"description\.ttl"):
        list(verify(str(lonely)))


def test_a_file_may_be_checked_against_a_description_elsewhere(place: Path, tmp_path: Path) -> None:
    """A download alone in a directory, the description on a server or in another place."""
    alone = tmp_path / "dataset.nq.gz"
    alone.write_bytes((place / "dataset.nq.gz").read_bytes())

    (verdict,) = verify(str(alone), str(place / "description.ttl"))

    assert not verdict.wrong
