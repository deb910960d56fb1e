"""churo check tells each mistake by its rule, with file, line and what was perhaps meant."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from churo.cli.main import main
from churo.errors import InputError
from churo.publication import catalogue, checks
from churo.release import building
from churo.release.check import checking

from .mistakes import FAULTS, MISTAKES, S07, STATES

TESTS = Path(__file__).resolve().parents[1]
SECOND = TESTS / "second_document"
NOTE = SECOND / "note-2024.txt"
QUESTION = "queries/questions/verdict-counts"
Copy = Callable[..., Path]


def check(root: Path, *words: str) -> Result:
    """The command churo check on a house."""
    environ = {"CHURO_SOURCES": str(root), "CHURO_RELEASES": str(root.parent / "releases")}
    return CliRunner().invoke(main, ["check", *words], env=environ)


def found(root: Path, *words: str) -> list[dict[str, Any]]:
    """What it finds, as it is told to programs."""
    rows: list[dict[str, Any]] = json.loads(check(root, "--format", "json", *words).stdout)
    return rows


def place(root: Path, file: str, start: str) -> tuple[int, int]:
    """Line and column, from 1, of what first begins with ``start``."""
    before = (root / file).read_text("utf-8").partition(start)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def paired(root: Path) -> Path:
    """The house with a second document."""
    shutil.copytree(SECOND / "note-2024", root / "data/documents/note-2024")
    with (root / "data/catalogue.ttl").open("a", encoding="utf-8") as listed:
        listed.write((SECOND / "catalogue-entry.ttl").read_text("utf-8"))
    return root


@pytest.fixture(scope="module")
def mistaken(
    copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[dict[str, Any]]]:
    """A house with a second document and every mistake, and all that is found in it."""
    root = paired(copied(tmp_path_factory.mktemp("mistaken")))
    for mistake in MISTAKES.values():
        text = (root / mistake.file).read_text("utf-8")
        assert mistake.old in text, mistake
        (root / mistake.file).write_text(text.replace(mistake.old, mistake.new, 1), "utf-8")
    names = ("files", "literals", "hygiene", "evidence")
    return root, found(root, *(word for name in names for word in ("--only", name)))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(
    mistaken: tuple[Path, list[dict[str, Any]]], name: str
) -> None:
    """By its rule, in the file and on the line where it is to be mended, with what was perhaps meant."""
    (root, rows), mistake = mistaken, MISTAKES[name]
    line, _ = place(root, mistake.file, mistake.at)

    told = {
        (row["file"], row["line"], row["near"]) for row in rows if row["check"] == mistake.check
    }

    assert (mistake.file, line, mistake.near) in told


def test_a_mistake_is_one_line_for_a_person(small: Copy) -> None:
    """The rule in words, then place, what is wrong and the suggestion; exit code 1."""
    root = small(S07, "churo:holder id:russia", "churo:holdr id:russia")
    line = place(root, S07, "churo:holdr")[0]

    done = check(root, "--only", "hygiene")

    assert done.exit_code == 1
    assert "[hygiene undeclared-property] Every property of ours" in done.stdout
    assert f"  {S07}:{line}  churo:holdr  (did you mean churo:holder?)\n" in done.stdout


def test_a_shape_that_is_broken_is_told_on_the_line_in_its_block(small: Copy) -> None:
    """What an assertion states is mended in its block, not where the entity has its name."""
    root = small(S07, "churo:orientation code:understands", "churo:orientation code:trade-value")

    told = [row for row in found(root, "--only", "said") if row["value"] == "code:trade-value"]

    assert [(row["file"], row["line"]) for row in told] == [
        (S07, place(root, S07, "churo:orientation code:trade-value")[0])
    ]


@pytest.mark.parametrize("name", FAULTS)
def test_a_syntax_error_has_its_place_and_a_remedy(small: Copy, name: str) -> None:
    """File, line, column, what is wrong, and how to mend it, in one sentence; exit code 2."""
    fault = FAULTS[name]
    root = small(S07, fault.old, fault.new)
    line, column = place(root, S07, fault.at)
    beside = str(place(root, S07, fault.beside)[0]) if fault.beside else ""

    done = check(root)

    assert done.exit_code == 2
    assert done.stderr.startswith(f"churo: {S07}: line {line}, column {column}: ")
    assert f"{fault.told}{beside}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_that_ends_in_a_graph_is_told_which(small: Copy) -> None:
    """The place is the end of the file, the remedy names the graph and its line."""
    root = small(S07)
    text = (root / S07).read_text("utf-8").rstrip()
    (root / S07).write_text(f"{text}\n\nasn:x {{\n    id:a a id:b .\n", "utf-8")
    line = text.count("\n") + 3

    done = check(root)

    assert f"{S07}: line {line + 2}, column 1: Unexpected end." in done.stderr
    assert f"Close the graph asn:x of line {line} with }}." in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/catalogue.ttl", "dcat:version", "dcta:version", "Did you mean dcat:?"),
        ("ontology/prefixes.ttl", "sh:declare", "sh:declare ;", "one too many."),
        ("shapes/core.ttl", "a sh:NodeShape ;", "a sh:NodeShape", "at the end of line"),
    ],
)
def test_a_syntax_error_in_turtle_is_told_likewise(
    small: Copy, file: str, old: str, new: str, told: str
) -> None:
    """Also in the files that tell what the others are."""
    done = check(small(file, old, new))

    assert done.exit_code == 2
    assert f"{file}: line " in done.stderr and ", column " in done.stderr
    assert told in done.stderr


def test_a_file_that_no_graph_lists_is_told(small: Copy) -> None:
    """It would be published by nobody."""
    root = small()
    (root / "data/stray.ttl").write_text("", "utf-8")

    told = found(root, "--only", "files")

    assert [(row["check"], row["file"]) for row in told] == [("catalogue", "data/stray.ttl")]


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (S07, "@prefix id: <https://w3id.org/churo/id/>", "@prefix id: <urn:id:>", "Prefixes are"),
        (
            "data/catalogue.ttl",
            "dct:hasPart <data/links.ttl>",
            "dct:hasPart <data/links.ttl> , <data/agents.ttl>",
            "A file belongs to one graph.",
        ),
    ],
    ids=["a prefix that means something else", "a file in two graphs"],
)
def test_a_file_that_does_not_fit_is_told(
    small: Copy, file: str, old: str, new: str, told: str
) -> None:
    """By the rules on the list of prefixes and on the catalogue."""
    done = check(small(file, old, new), "--only", "files")

    assert done.exit_code == 1
    assert told in done.stdout


@pytest.fixture
def asking(small: Copy) -> Path:
    """A house with one question, whose expected answer has one line too few and one too many."""
    root = small()
    for path in (root / "queries/questions").iterdir():
        if not str(path).startswith(str(root / QUESTION)):
            path.unlink()
    check(root, "--accept", "--only", "questions")
    answer = root / f"{QUESTION}.csv"
    lines = answer.read_text("utf-8").splitlines()
    answer.write_text("\n".join([*lines[:-1], "nothing,0"]) + "\n", "utf-8")
    return root


def test_a_changed_answer_shows_its_difference(asking: Path) -> None:
    """Only the lines that differ: what was expected with -, what is given with +."""
    done = check(asking, "--only", "questions")

    assert f"  {QUESTION}.rq  verdict-counts\n" in done.stdout
    assert "    - nothing,0\n" in done.stdout
    assert done.stdout.count("    - ") == done.stdout.count("    + ") == 1


def test_a_changed_answer_is_taken_by_accept(asking: Path) -> None:
    """The file is written and named, and the next check has nothing to say."""
    taken = check(asking, "--accept", "--only", "questions")
    again = check(asking, "--only", "questions")

    assert f"{QUESTION}.csv: accepted" in taken.stderr
    assert "verdict-counts" not in taken.stdout + again.stdout
    assert taken.exit_code == again.exit_code == 0


def test_nothing_is_accepted_while_something_else_is_wrong(asking: Path) -> None:
    """An answer of a faulty dataset is no answer to expect."""
    faulty = (
        (asking / S07).read_text("utf-8").replace("churo:holder id:russia", "churo:holdr id:russia")
    )
    (asking / S07).write_text(faulty, "utf-8")
    before = (asking / f"{QUESTION}.csv").read_bytes()

    refused = check(asking, "--accept", "--only", "questions", "--only", "hygiene")

    assert refused.exit_code == 1
    assert "No answer is accepted while something else is to be mended." in refused.stderr
    assert (asking / f"{QUESTION}.csv").read_bytes() == before


def test_a_file_does_not_write_into_a_graph_of_the_catalogue(small: Copy) -> None:
    """Which graph a file is in, the catalogue says; nobody makes a layer by hand."""
    root = small(S07)
    with (root / S07).open("a", encoding="utf-8") as file:
        file.write("\n<https://w3id.org/churo/graph/facts> { id:a a id:b . }\n")

    done = check(root)

    assert done.exit_code == 2
    assert (
        f"churo: {S07}: writes into <https://w3id.org/churo/graph/facts>, a graph of the catalogue."
        in done.stderr
    )


def test_a_question_without_an_answer_is_to_be_mended(asking: Path) -> None:
    """It is told, and the answer is written by accept."""
    (asking / f"{QUESTION}.csv").unlink()

    missing = check(asking, "--only", "questions")
    check(asking, "--accept", "--only", "questions")

    assert missing.exit_code == 1
    assert "A question has its expected answer beside it." in missing.stdout
    assert (asking / f"{QUESTION}.csv").is_file()


def on_terminal(root: Path, *words: str) -> tuple[int, str]:
    """Exit code and all that a person sees of churo check."""
    reader, writer = os.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "churo", "check", *words],
        stdout=writer,
        stderr=writer,
        env={"CHURO_SOURCES": str(root), "CHURO_RELEASES": str(root.parent / "releases")},
    )
    os.close(writer)
    seen = b""
    try:
        while part := os.read(reader, 65536):
            seen += part
    except OSError:
        pass  # Linux tells so that the other end is closed
    os.close(reader)
    return done.wait(), seen.decode().replace("\r\n", "\n")


def test_only_what_changed_is_checked_again(small: Copy) -> None:
    """Step by step on a terminal; what is remembered still counts, and is told again."""
    root, words = small(), ("--changed", "--only", "hygiene", "--only", "publication")
    text = (root / STATES).read_text("utf-8")

    _, first = on_terminal(root, *words)
    _, second = on_terminal(root, *words)
    (root / STATES).write_text(text.replace("@ja", "@jp", 1), "utf-8")
    code, third = on_terminal(root, *words)
    again, fourth = on_terminal(root, *words)

    assert "unchanged" not in first
    assert "… hygiene: unchanged" in second and "… publication: unchanged" in second
    assert "… hygiene: unchanged" not in third and "… publication: unchanged" in third
    (number,) = re.findall(r"… hygiene: (\d+) to mend", third)
    assert f"… hygiene: unchanged, {number} to mend" in fourth
    assert code == again == 1
    assert "rdfs:label jp" in third and "rdfs:label jp" in fourth


def test_a_stray_file_is_found_even_if_nothing_else_changed(small: Copy) -> None:
    """What the catalogue does not list cannot be remembered by what it lists."""
    root, words = small(), ("--changed", "--only", "files")

    before = check(root, *words)
    (root / "data/stray.ttl").write_text("", "utf-8")
    after = check(root, *words)

    assert (before.exit_code, after.exit_code) == (0, 1)


def test_a_document_is_checked_against_its_own_text(small: Copy) -> None:
    """Digest, positions and passages agree."""
    root = paired(small())

    done = check(root, "--only", "document", "--document", f"note-2024={NOTE}")

    assert done.exit_code == 0, done.stdout


def test_a_text_that_was_changed_is_told_passage_by_passage(small: Copy, tmp_path: Path) -> None:
    """The copy by its name, then each passage that is another text, where it is described."""
    root, shifted = paired(small()), tmp_path / "shifted.txt"
    shifted.write_text(f" {NOTE.read_text('utf-8')}", "utf-8")

    told = found(root, "--only", "document", "--document", f"note-2024={shifted}")

    passages = "data/documents/note-2024/passages.ttl"
    assert {row["file"] for row in told} == {str(shifted), passages}
    assert {row["subject"] for row in told if row["file"] == passages} == {
        "src:note-2024-s01",
        "src:note-2024-s02",
        "src:note-2024-s03",
    }


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            f"note-2042={NOTE}",
            "no such document: 'note-2042'. There is friendship-2025, note-2024.",
        ),
        (f"{NOTE}", "There is friendship-2025, note-2024."),
        ("note-2024=/nowhere.txt", "/nowhere.txt: cannot be read"),
    ],
    ids=["unknown slug", "no slug for one of two", "no such file"],
)
def test_a_document_or_copy_that_there_is_not_is_one_sentence(
    small: Copy, word: str, told: str
) -> None:
    """Exit code 2, and which documents there are."""
    done = check(paired(small()), "--only", "document", "--document", word)

    assert done.exit_code == 2
    assert told in done.stderr


def test_the_house_is_clean(house_report: list[dict[str, object]]) -> None:
    """Nothing is to be mended, and no sentence is left to be encoded."""
    assert house_report == []


def test_one_check_may_be_made_alone(small: Copy) -> None:
    """By its name or a view's, told when it begins and ends; a name that there is not with those that there are."""
    made: list[str] = []
    dataset = building.load(small())
    checking.check(dataset, made.append, None, ["literals", "files"])

    assert [line.partition(" to mend")[0] for line in made] == [
        "files",
        "files: 0",
        "literals",
        "literals: 0",
    ]
    with pytest.raises(InputError, match="no such check: litrals.*There is .*document, "):
        checking.check(dataset, made.append, None, ["litrals"])
    with pytest.raises(InputError, match=r"no copy to check. Name it: --document FILE"):
        checking.check(dataset, made.append, None, ["document"])


def test_a_withdrawn_term_is_reported_where_it_is_used(small: Copy) -> None:
    """The term keeps its IRI, and whoever still uses it is told."""
    own = "https://w3id.org/churo/ontology#"
    entry = (
        f"<{own}wording> owl:deprecated true ;\n"
        f"    dct:isReplacedBy <{own}asWritten> ;\n"
        '    <http://www.w3.org/2000/01/rdf-schema#comment> "since 1.1.0: an example"@en .\n\nev:states a'
    )
    root = small("ontology/deprecated.ttl", "ev:states a", entry)

    findings = checking.check(building.load(root), lambda _: None, None, ["hygiene"])

    assert [f.subject for f in findings if f.check == "hygiene undeclared-property"] == [
        "churo:wording"
    ]


def test_places_prefer_the_longest_namespace() -> None:
    """A code is not an entity of the shorter namespace."""
    places = checks.Places(
        Path(),
        catalogue.Catalogue("", "", {}, "", (), frozenset(), frozenset(), ()),
        {"a": "urn:x/", "b": "urn:x/y#"},
    )

    assert places.short("urn:x/y#z") == "b:z"
