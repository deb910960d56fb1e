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


def _run(text: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["query", *(options or ("--format", "csv")), text])


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
    assert done.stderr.startswith(f"churo: The query is not SPARQL.\n{place}")
    assert words in done.stderr and "skos: is not declared" not in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "INSERT DATA { <urn:a> <urn:b> 1 }",
            "This service does not update. INSERT is an update; this endpoint only answers queries. "
            "Send SELECT, ASK, CONSTRUCT or DESCRIBE; the data changes by releases only.",
        ),
        (
            "SELECT * { SERVICE <urn:a> { ?s ?p ?o } }",
            "SERVICE is not offered. SERVICE is not offered here: no query reaches out to another "
            "endpoint. Ask each endpoint by itself and join the answers where you are.",
        ),
        (
            "SELECT (<urn:f>(1) AS ?x) {}",
            "The query calls an unknown function. The custom function <urn:f> is not supported. "
            "Use the functions of SPARQL 1.1 §17 and the XSD casts.",
        ),
    ],
)
def test_what_is_refused_has_title_detail_and_advice(text: str, words: str) -> None:
    """In one line, with exit code 2, as every error that is known."""
    done = _run(text)

    assert (done.exit_code, done.stderr) == (2, f"churo: {words}\n")


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        (
            "QUERY_TIMEOUT_SECONDS",
            "0.3",
            "The query took too long and was stopped. The limit is 0.3 seconds. Ask for less: ",
        ),
        (
            "MAX_ANSWER_BYTES",
            "1000",
            "The answer is too large and was not sent. The limit is 1,000 bytes. Ask for less ",
        ),
    ],
)
def test_a_limit_is_told_with_what_happened_and_what_to_do(
    setting: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number alone would not say what it is the limit of."""
    monkeypatch.setenv(f"CHURO_{setting}", value)
    numbers = " ".join(map(str, range(200)))
    many = "".join(f"VALUES ?x{i} {{ {numbers} }} " for i in range(5))

    done = _run(f"SELECT * {{ {many} }}")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"churo: {words}")


def test_what_may_mislead_is_told_beside_the_answer() -> None:
    """On standard error, in the words of the query page; the answer stays what it is."""
    done = _run("SELECT ?s ?o { ?s <urn:bb> ?o }")

    assert (done.exit_code, done.stdout.split()) == (0, ["s,o"])
    assert done.stderr.startswith("notice: A name is not in the data")
    assert "<urn:bb>" in done.stderr and "Patterns with it find nothing" in done.stderr
    assert _run("SELECT ?s ?o { ?s <urn:b> ?o }").stderr == ""


@pytest.mark.parametrize(
    ("form", "text", "there"),
    [
        ("turtle", "SELECT * {}", "There is no turtle of rows. There is table, csv, tsv, json."),
        ("turtle", "ASK {}", "There is no turtle of a yes or no. There is table, csv, tsv, json."),
        ("csv", "CONSTRUCT WHERE { ?s ?p ?o }", "no csv of a graph. There is json, turtle."),
        ("table", "DESCRIBE <urn:a>", "no table of a graph. There is json, turtle."),
    ],
)
def test_a_format_that_the_answer_cannot_have_is_an_error(form: str, text: str, there: str) -> None:
    """It names those that there are, as the endpoint does with 406."""
    done = _run(text, "--format", form)

    assert (done.exit_code, done.stdout) == (2, "")
    assert there in done.stderr


@pytest.mark.parametrize(
    ("options", "text", "beginning"),
    [
        (("--format", "json"), "CONSTRUCT WHERE { ?s ?p ?o }", "[{"),
        (("--format", "json"), "SELECT * {}", '{"head"'),
        (("--format", "turtle"), "CONSTRUCT WHERE { ?s ?p ?o }", "@prefix"),
        (("--format", "tsv"), "SELECT ?s { ?s ?p ?o }", "?s"),
    ],
)
def test_a_format_that_fits_is_given(options: tuple[str, ...], text: str, beginning: str) -> None:
    """JSON is of both kinds of answer."""
    done = _run(text, *options)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(beginning)


def test_prefixes_of_the_house_need_no_declaration() -> None:
    """And one that is declared all the same is no mistake."""
    declared = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "

    assert _run("ASK { ?s skos:prefLabel ?l }").stdout.strip() == "false"
    assert _run(declared + "ASK { ?s skos:prefLabel ?l . ?t a code:C }").stdout.strip() == "false"


def test_the_answer_is_printed() -> None:
    """As CSV, with the line ends of CSV."""
    done = _run("SELECT ?s ?p ?o { ?s ?p ?o }")

    assert done.stdout.split() == ["s,p,o", "urn:a,urn:b,urn:c"]
