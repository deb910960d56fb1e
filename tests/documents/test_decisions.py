"""Every decision says when it was taken, whether it holds, and what rests on it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from .markdown import HOUSE, name, text

FOLDER = HOUSE / "docs/decisions"
INDEX = FOLDER / "README.md"
FILES = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)
SECTIONS = ["Decision", "Why", "Alternatives and price"]
STATUS = re.compile(r"(accepted)(?:, amended by (.+))?|(superseded) by (.+)")
LINK = re.compile(r"\[([\w-]+)\]\(([\w-]+)\.md\)")
# Where code names a decision.
CODE = ("server", "tests", "queries", "shapes", "ontology", "data", "Makefile", "pyproject.toml")
EACH = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def field(path: Path, key: str) -> str:
    """What a decision says under a key of its head; empty when it says nothing."""
    match = re.search(rf"^- {key}: (.+)$", text(path), re.MULTILINE)
    return match[1] if match else ""


def named(words: str) -> list[str]:
    """The decisions that words link to."""
    return [target for _, target in LINK.findall(words)]


@EACH
def test_a_decision_has_a_title_a_date_and_a_status(path: Path) -> None:
    """The date is the one in its name."""
    assert re.match(r"# \S.*\n\n- Date: ", text(path))
    assert date.fromisoformat(field(path, "Date"))
    assert path.name.startswith(field(path, "Date") + "-")
    assert STATUS.fullmatch(field(path, "Status"))


@EACH
def test_a_decision_says_what_why_and_at_which_price(path: Path) -> None:
    """In three sections, none of them empty."""
    parts = re.split(r"^## (.*)$", text(path), flags=re.MULTILINE)[1:]

    assert parts[::2] == SECTIONS
    assert all(part.strip() for part in parts[1::2])


@EACH
def test_what_rests_on_a_decision_exists(path: Path) -> None:
    """At least one path, and each is there."""
    paths = re.findall(r"`([^`]+)`", field(path, "Code"))

    assert paths
    assert [p for p in paths if not (HOUSE / p).exists()] == []


@EACH
def test_who_replaces_and_who_is_replaced_agree(path: Path) -> None:
    """Each names the other; what amends is not older."""
    stems = {other.stem for other in FILES}
    status = STATUS.fullmatch(field(path, "Status"))
    assert status
    for other in named(status[4] or ""):
        assert path.stem in named(field(FOLDER / f"{other}.md", "Replaces"))
    for other in named(field(path, "Replaces")):
        assert path.stem in named(field(FOLDER / f"{other}.md", "Status"))
    for other in named(status[2] or ""):
        assert other in stems and other[:10] >= path.stem[:10]


def test_the_index_lists_every_decision_with_its_status() -> None:
    """And no other."""
    rows = re.findall(r"^\| (\S+) \| \[(.+)\]\((.+)\.md\) \| (\w+) \|$", text(INDEX), re.MULTILINE)
    wanted = [
        (
            field(path, "Date"),
            text(path).splitlines()[0][2:],
            path.stem,
            re.split(r"\W", field(path, "Status"))[0],
        )
        for path in FILES
    ]

    assert sorted(rows, key=lambda row: row[2]) == wanted


def test_decisions_that_code_names_exist() -> None:
    """A comment that points at nothing is worse than none."""
    files = [
        file
        for part in CODE
        for file in ([HOUSE / part] if (HOUSE / part).is_file() else (HOUSE / part).rglob("*"))
        if file.is_file()
        and "node_modules" not in file.parts
        and file.suffix in {".py", ".ttl", ".trig", ".rq", ".conf", ".service", ".toml", ""}
    ]
    found = {
        (name(file), match)
        for file in files
        for match in re.findall(r"docs/decisions/([\w-]+\.md)", file.read_text("utf-8"))
    }

    assert [pair for pair in sorted(found) if not (FOLDER / pair[1]).exists()] == []
