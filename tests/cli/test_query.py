"""churo query says what is wrong as the endpoint does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from churo.cli.commands import query as command
from churo.cli.main import main
from churo.release import building


@pytest.fixture(scope="module", autouse=True)
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A release of one triple stands for the current one; the house is the checkout."""
    place = tmp_path_factory.mktemp("data")
    (place / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n")
    made = building.plain([place / "data.nt"], place / "releases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "fresh", lambda _: made)
        yield


def _run(text: str) -> Result:
    return CliRunner().invoke(main, ["query", "--format", "csv", text])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("SELEC ?x", "line 1, column 1:", "Did you mean SELECT?"),
        ("SELECT ?s, ?o { ?s ?p ?o }", "line 1, column ", "without commas"),
        ("SELECT *\nWHERE {\n  ?s skso:x ?o }", "line 3, column 6:", "Did you mean skos:?"),
        ("SELECT *\nWHERE { ?s skos:prefLabel & }", "line 2, column 27:", "^"),
    ],
)
def test_a_mistake_has_its_place_in_what_was_typed(text: str, place: str, words: str) -> None:
    """Line and column count from the query's own beginning; the prefixes of the house are known."""
    done = _run(text)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"churo: {place}")
    assert words in done.stderr and "skos: is not declared" not in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT is an update"),
        ("SELECT * { SERVICE <urn:a> { ?s ?p ?o } }", "SERVICE is not offered here"),
    ],
)
def test_what_is_refused_is_a_sentence(text: str, words: str) -> None:
    """And exit code 2, as for every error that is known."""
    done = _run(text)

    assert done.exit_code == 2
    assert done.stderr.startswith(f"churo: {words}")


def test_prefixes_of_the_house_need_no_declaration() -> None:
    """And one that is declared all the same is no mistake."""
    declared = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "

    assert _run("ASK { ?s skos:prefLabel ?l }").stdout.strip() == "false"
    assert _run(declared + "ASK { ?s skos:prefLabel ?l . ?t a code:C }").stdout.strip() == "false"


def test_the_answer_is_printed() -> None:
    """As CSV, with the line ends of CSV."""
    done = _run("SELECT ?s ?p ?o { ?s ?p ?o }")

    assert done.stdout.split() == ["s,p,o", "urn:a,urn:b,urn:c"]
