"""Documents fail when they lie: settings, commands, targets, paths, versions, size."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from rdflib import OWL, Graph, URIRef

from churo.cli.main import COMMANDS, main
from churo.publication import catalogue
from churo.release.building import Dataset
from churo.settings import ROWS

from .markdown import HOUSE, name, pages, spoken, text

PAGES = pytest.mark.parametrize("page", pages(), ids=name)
# What tells of how things were names what is gone.
OF_THE_PAST = ("CHANGELOG.md",)
PARTS = ("ontology", "data", "shapes", "queries", "server", "tests", "docs", "benchmarks")
# Documents in the examples that are no folders of the project.
EXAMPLES = ("data/documents/note-2024",)


def test_the_settings_table_is_the_settings() -> None:
    """One row a setting, with its default and its meaning; what is shown on failure can be pasted."""
    shown = [
        line for line in text(HOUSE / "docs/operating.md").splitlines() if "| `CHURO_" in line[:9]
    ]
    wanted = [
        f"| `CHURO_{row.name.upper()}` | {f'`{row.default}`' if str(row.default) else ''} | {row.meaning} |"
        for row in ROWS
    ]

    assert "\n".join(shown) == "\n".join(wanted)


@PAGES
def test_settings_that_are_named_exist(page: Path) -> None:
    """A variable of a document is a row of the table."""
    if name(page) in OF_THE_PAST:
        return
    known = {f"CHURO_{row.name.upper()}" for row in ROWS}

    assert set(re.findall(r"\bCHURO_[A-Z_]+", text(page))) <= known


@pytest.mark.parametrize(
    "path", sorted(p for p in (HOUSE / "server/deploy").rglob("*") if p.is_file()), ids=name
)
def test_settings_of_the_deployment_exist(path: Path) -> None:
    """So is a variable of what is deployed."""
    known = {f"CHURO_{row.name.upper()}" for row in ROWS}

    assert set(re.findall(r"\bCHURO_[A-Z_]+", path.read_text("utf-8"))) <= known


def test_every_command_is_in_the_table() -> None:
    """And no other."""
    rows = re.findall(r"^\| `churo (\w+)", text(HOUSE / "docs/start.md"), re.MULTILINE)

    assert sorted(rows) == sorted(COMMANDS)


def test_the_options_in_the_table_are_those_of_the_commands() -> None:
    """Each option in the row of a command is one of its own."""
    for command, row in re.findall(
        r"^\| `churo (\w+)(.*)$", text(HOUSE / "docs/start.md"), re.MULTILINE
    ):
        assert set(re.findall(r"--[a-z-]+", row)) <= options(command), command


def options(command: str) -> set[str]:
    """The options of a command."""
    found = main.get_command(click.Context(main), command)
    assert found, command
    return {option for row in found.params for option in row.opts} | {"--help"}


@PAGES
def test_commands_and_their_options_exist(page: Path) -> None:
    """Who types what a document says is understood."""
    for words in spoken(page):
        for command, rest in re.findall(r"(?:^|bin/|\s)churo ([a-z]+)\b([^|;&']*)", words):
            assert command in COMMANDS, words
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options(command), words


@PAGES
def test_make_targets_exist(page: Path) -> None:
    """So are the targets of make."""
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    for words in spoken(page):
        for target in re.findall(r"^make ([a-z]+)", words):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), words


@PAGES
def test_paths_that_are_named_exist(page: Path) -> None:
    """A map shows rooms that are there."""
    if name(page) in OF_THE_PAST:
        return
    named = {
        words
        for words in spoken(page)
        if re.fullmatch(rf"(?:{'|'.join(PARTS)})/[\w./-]*", words)
        and not words.startswith(EXAMPLES)
    }

    assert [path for path in sorted(named) if not (HOUSE / path).exists()] == []


def test_the_readme_fits_one_screen() -> None:
    """What does not, goes to docs."""
    assert len(text(HOUSE / "README.md").splitlines()) <= 60


def test_the_two_commands_are_in_the_readme() -> None:
    """The first thing that anybody needs."""
    assert {"make serve", "make test"} <= {
        " ".join(words.split()[:2]) for words in spoken(HOUSE / "README.md")
    }


def test_the_newest_entry_of_the_changelog_is_this_version(dataset: Dataset) -> None:
    """The versions that it names are those of the data, the vocabularies and the software."""
    title = re.search(r"^## (\S+) \((.*)\)$", text(HOUSE / "CHANGELOG.md"), re.MULTILINE)
    assert title
    told = dict(pair.split() for pair in title[2].split(", "))
    modules = {"ontology": "churo.ttl", "evidence": "evidence.ttl", "codes": "codes/codes.ttl"}
    found = {key: version_of(HOUSE / "ontology" / file) for key, file in modules.items()}
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]

    assert title[1] == dataset.catalogue.version
    assert told == {**found, "software": project["version"]}


def version_of(file: Path) -> str:
    """The version that a vocabulary says it has."""
    (version,) = Graph().parse(file).objects(None, OWL.versionInfo)
    return str(version)


def test_every_prefix_of_the_model_is_declared() -> None:
    """The table of names holds prefixes of the project."""
    rows = re.findall(r"^\| ((?:`\w+:` ?)+)\|", text(HOUSE / "docs/model.md"), re.MULTILINE)
    named = {prefix for row in rows for prefix in re.findall(r"`(\w+):`", row)}

    assert named and named <= set(catalogue.prefixes(HOUSE))


def test_every_published_graph_is_in_the_model(dataset: Dataset) -> None:
    """The table of graphs tells of each."""
    named = set(re.findall(r"`graph:([\w-]+)`", text(HOUSE / "docs/model.md")))
    published = dataset.catalogue.published | dataset.catalogue.named_only

    assert {URIRef(iri).rsplit("/", 1)[-1] for iri in published} <= named
