"""Whatever an engine writes, the answer is that of our own engine, and never a part of one."""

from __future__ import annotations

import io
import time
from email.utils import formatdate

import httpx
import pytest

from churo import errors
from churo.engine.remote import writing
from churo.engine.remote.dialects import DIALECTS, STANDARD, Dialect, of_server
from churo.engine.remote.line import Reply
from churo.engine.remote.refusals import raise_refusal
from churo.engine.remote.spooled import IN_MEMORY
from churo.model import Limits

LIMIT = 64 << 20
LIMITS = Limits(seconds=2, memory=1 << 28, answer=LIMIT, query=1 << 16, depth=100)
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
VIRTUOSO = next(row for row in DIALECTS if row.name == "Virtuoso")
HEAD = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
RETVAL = (
    f'{HEAD}<head><variable name="__ASK_RETVAL"/></head><results><result><binding name="__ASK_RETVAL">'
    '<literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result>'
    "</results></sparql>"
)
BLANK = (
    f'{HEAD}<head><variable name="s"/></head><results><result><binding name="s">'
    "<bnode>nodeID://b1</bnode></binding></result></results></sparql>"
)


def row(value: str) -> str:
    """Solutions in JSON with one value."""
    binding = f'{{"s":{{"type":"literal","value":"{value}"}}}}'
    return f'{{"head":{{"vars":["s"]}},"results":{{"bindings":[{binding}]}}}}'


def solutions(text: str, wanted: str | None = "text/csv", dialect: Dialect = STANDARD) -> bytes:
    """What becomes of solutions as an engine writes them."""
    written = writing.solutions(io.BytesIO(text.encode()), dialect, wanted, LIMIT)
    return b"".join(written.body.open())


def graph(text: str, wanted: str | None = "text/turtle") -> tuple[bytes, int]:
    """What becomes of N-Triples, and how many triples they are said to be."""
    written = writing.graph(io.BytesIO(text.encode()), wanted, LIMIT, {"x": "urn:x:"})
    return b"".join(written.body.open()), written.rows


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        ("text/csv", b"s\r\na\r\n"),
        ("text/tab-separated-values", b'?s\n"a"\n'),
        (JSON, row("a").encode()),
    ],
)
def test_solutions_are_written_as_they_are_wanted(wanted: str, body: bytes) -> None:
    """By our own writers, whatever the engine has."""
    assert solutions(row("a"), wanted) == body


@pytest.mark.parametrize("wanted", ["text/csv", "text/tab-separated-values", JSON, XML])
def test_rows_are_counted_in_every_format(wanted: str) -> None:
    """Also where a value looks like their end."""
    text = row('x\\"}}').replace("]}}", ',{},{"s":{"type":"uri","value":"urn:a"}}]}}')

    assert writing.solutions(io.BytesIO(text.encode()), STANDARD, wanted, LIMIT).rows == 3


@pytest.mark.parametrize(
    "text", ['{"head":{},"boolean":true}', row("a")[:-3], "<html>Welcome</html>", ""]
)
def test_what_is_not_whole_is_no_answer(text: str) -> None:
    """Cut off, or the page of a proxy."""
    if "boolean" in text:
        assert solutions(text) == b"true"
        return
    with pytest.raises(errors.EngineFault):
        solutions(text)


def test_a_select_may_be_an_ask() -> None:
    """Virtuoso answers an ASK as a SELECT of one column."""
    assert solutions(RETVAL, JSON, VIRTUOSO) == b'{"head":{},"boolean":true}'
    assert solutions(RETVAL.replace(">1<", ">0<"), "text/csv", VIRTUOSO) == b"false"


def test_labels_are_labels() -> None:
    """Virtuoso writes those of blank nodes as if they were IRIs."""
    assert solutions(BLANK, "text/csv", VIRTUOSO) == b"s\r\n_:b1\r\n"


def test_xml_is_refused_what_it_cannot_hold() -> None:
    """And escaped what its readers would change (XML 1.0 §2.11)."""
    with pytest.raises(errors.NotAcceptable) as caught:
        solutions(row("\\u0001"), XML)

    assert XML not in caught.value.formats and JSON in caught.value.formats
    assert b"a&#13;b" in solutions(row("a\\rb"), XML)


@pytest.mark.parametrize("kind", ["solutions", "boolean"])
def test_a_format_of_the_other_family_is_none(kind: str) -> None:
    """Who accepts graphs alone gets no rows."""
    text = row("a") if kind == "solutions" else '{"head":{},"boolean":true}'

    with pytest.raises(errors.NotAcceptable) as caught:
        solutions(text, None)
    assert caught.value.kind == kind


def test_a_triple_comes_once() -> None:
    """A graph is a set, which some engines forget; our prefixes shorten names."""
    line = "<urn:x:a> <urn:x:b> <urn:x:c> .\n"

    body, rows = graph(line * 3)

    assert rows == 1 and body.count(b"x:a x:b x:c") == 1


@pytest.mark.parametrize("text", ["<urn:a> <urn:b>", "<html>", '<urn:a> <urn:b> "c'])
def test_a_graph_that_is_not_whole_is_none(text: str) -> None:
    """Nothing of it is sent."""
    with pytest.raises(errors.EngineFault):
        graph(text)


def test_a_property_that_xml_cannot_name_is_refused() -> None:
    """As by our own engine (RDF/XML §2.1)."""
    with pytest.raises(errors.NotAcceptable, match="no name"):
        graph("<urn:a> <urn:b/1> <urn:c> .\n", "application/rdf+xml")


def test_a_long_answer_can_be_read_twice() -> None:
    """It lies in a file that has no name."""
    lines = "".join(f"<urn:{n}> <urn:p> <urn:o> .\n" for n in range(40_000))
    written = writing.graph(io.BytesIO(lines.encode()), "application/n-triples", LIMIT, {})

    first, second = (b"".join(written.body.open()) for _ in range(2))

    assert written.body.size == len(first) > IN_MEMORY
    assert first == second and first.count(b"\n") == written.rows == 40_000


def test_an_answer_that_grows_too_large_is_refused() -> None:
    """The limit holds for what is written, too."""
    with pytest.raises(errors.LimitExceeded):
        writing.solutions(io.BytesIO(row("a" * 100).encode()), STANDARD, "text/csv", 50)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("Virtuoso/07.20.3229 (Linux)", "Virtuoso"),
        ("Oxigraph/0.5.13", "Oxigraph"),
        ("nginx", "SPARQL 1.1"),
        ("", "SPARQL 1.1"),
    ],
)
def test_an_engine_is_known_by_what_it_says(field: str, name: str) -> None:
    """Any other is asked by the standard."""
    assert of_server(field).name == name


def refused(status: int, text: str = "", dialect: Dialect = STANDARD, **fields: str) -> None:
    """Raise what a refusal means."""
    body = io.BytesIO(text.encode())
    headers = httpx.Headers({name.replace("_", "-"): value for name, value in fields.items()})
    raise_refusal(Reply(status, headers, body, len(text)), dialect, LIMITS)


@pytest.mark.parametrize(
    ("field", "seconds"), [("7", 7), (100, 100), (-100, 0), ("soon", 5), ("", 5), ("9" * 50, 3600)]
)
def test_a_busy_engine_says_when_to_come_again(field: str | int, seconds: float) -> None:
    """In seconds, by a date so many seconds from now, or not at all."""
    now = time.time()
    if isinstance(field, int):
        field = formatdate(now + field, usegmt=True)

    with pytest.raises(errors.Busy) as caught:
        refused(503, retry_after=field)

    assert seconds - 1 - (time.time() - now) <= caught.value.retry_after <= seconds


@pytest.mark.parametrize(
    ("status", "text", "dialect", "error", "told"),
    [
        (500, "Virtuoso S1T00 Error SR171: timed out", VIRTUOSO, errors.LimitExceeded, "limit"),
        (500, "odd\n\nSPARQL query:\ndefine x", VIRTUOSO, errors.EngineFault, "500: odd$"),
        (401, "who?", STANDARD, errors.EngineFault, "does not let us"),
        (307, "", STANDARD, errors.EngineFault, "307"),
        (400, "no", STANDARD, errors.EngineFault, "400: no"),
    ],
)
def test_its_errors_are_ours(
    status: int, text: str, dialect: Dialect, error: type[Exception], told: str
) -> None:
    """What is SPARQL 1.1 and not answered is no mistake of the client's."""
    with pytest.raises(error, match=told):
        refused(status, text, dialect)
