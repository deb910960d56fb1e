"""Documents fail when they lie."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from churo.cli.main import COMMANDS
from churo.settings import ROWS

HOUSE = Path(__file__).resolve().parents[2]
README = (HOUSE / "README.md").read_text("utf-8")
CONTRIBUTING = (HOUSE / "CONTRIBUTING.md").read_text("utf-8")
PAGES = [
    HOUSE / name
    for name in ("README.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md", "LICENSE")
]


def test_the_settings_table_is_the_settings() -> None:
    """One row a setting, with its default and its meaning."""
    rows = re.findall(r"^\| `CHURO_(\w+)` \| `?([^|`]*)`? \| (.*) \|$", README, re.MULTILINE)

    assert rows == [(r.name.upper(), str(r.default), r.meaning) for r in ROWS]


def test_every_command_is_in_the_readme() -> None:
    """And no other."""
    assert set(re.findall(r"^\| `churo (\w+)", README, re.MULTILINE)) == set(COMMANDS)


def test_the_readmes_query_works(tmp_path: Path) -> None:
    """It is run as it stands and gives the answer shown."""
    query, shown = re.search(
        r"churo query --format csv '([^']+)'\n```\n\n```\n(.*?)```", README, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    done = subprocess.run(
        [sys.executable, "-m", "churo", "query", "--format", "csv", query],
        capture_output=True,
        text=True,
        check=True,
        env={"CHURO_RELEASES": str(tmp_path), "PATH": ""},
    )

    assert done.stdout.split() == shown.split()


@pytest.mark.parametrize("target", ["serve", "test", "check", "format", "bench"])
def test_make_targets_are_there(target: str) -> None:
    """The README's two commands and what contributors use."""
    assert re.search(rf"^{target}:", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    sorted(
        set(
            re.findall(
                r"`((?:ontology|data|shapes|queries|server|tests)/[\w./-]+)`", README + CONTRIBUTING
            )
        )
    ),
)
def test_paths_named_in_the_documents_exist(name: str) -> None:
    """A map shows rooms that are there."""
    assert (HOUSE / name).exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_pages_are_there(page: Path) -> None:
    """Every project has them."""
    assert page.read_text("utf-8").strip()
