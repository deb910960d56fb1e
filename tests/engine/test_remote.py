"""The engine that asks another endpoint, whatever that answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import formatdate

import httpx
import pytest

from churo import errors
from churo.engine import Remote
from churo.model import Answer, Limits, Query

LIMITS = Limits(seconds=2, memory=1 << 28, answer=1 << 16, query=1 << 16, depth=100)
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}]}}'

Ask = Callable[..., Answer]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks an endpoint that gives one response."""

    def run(status: int, media_type: str, body: bytes, **fields: str) -> Answer:
        def respond(request: httpx.Request) -> httpx.Response:
            headers = {"content-type": media_type, **fields}
            return httpx.Response(status, content=body, headers=headers)

        engine = Remote("http://endpoint.example/sparql", LIMITS)
        monkeypatch.setattr(engine, "_client", httpx.Client(transport=httpx.MockTransport(respond)))
        try:
            return engine.ask(Query("ASK {}", "urn:x", JSON, "text/turtle"))
        finally:
            engine.close()

    return run


@pytest.mark.parametrize(
    ("media_type", "body", "kind", "rows"),
    [
        (JSON, ROWS, "solutions", 1),
        (JSON, b'{"head":{},"boolean":true}', "boolean", 1),
        (XML, b"<sparql><head/><boolean>true</boolean></sparql>", "boolean", 1),
        (XML, b"<sparql><head/><results><result/></results></sparql>", "solutions", 1),
        ("text/csv; charset=utf-8", b"true\n", "boolean", 1),
        ("text/csv", b"s\r\nurn:a\r\n", "solutions", 1),
        ("Text/Turtle", b"<urn:a> <urn:b> <urn:c> .\n", "graph", 1),
    ],
)
def test_an_answer_is_of_its_kind(
    ask: Ask, media_type: str, body: bytes, kind: str, rows: int
) -> None:
    """ASK, SELECT and CONSTRUCT, in whatever the endpoint writes."""
    answer = ask(200, media_type, body)

    assert (answer.kind, answer.rows, b"".join(answer.body.open())) == (kind, rows, body)


@pytest.mark.parametrize("media_type", ["text/html", "", "application/json"])
def test_what_is_no_answer_is_a_fault(ask: Ask, media_type: str) -> None:
    """The page of a proxy is not a graph."""
    with pytest.raises(errors.EngineFault):
        ask(200, media_type, b"<html>Welcome</html>")


@pytest.mark.parametrize(
    ("field", "seconds"), [("7", 7), (100, 100), (-100, 0), ("soon", 5), ("", 5)]
)
def test_a_busy_endpoint_says_when_to_come_again(
    ask: Ask, field: str | int, seconds: float
) -> None:
    """In seconds, by a date so many seconds from now, or not at all."""
    now = time.time()
    if isinstance(field, int):
        field = formatdate(now + field, usegmt=True)

    with pytest.raises(errors.Busy) as caught:
        ask(503, "text/plain", b"", **{"retry-after": field})

    assert seconds - 1 - (time.time() - now) <= caught.value.retry_after <= seconds


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, errors.QuerySyntaxError), (406, errors.NotAcceptable), (500, errors.EngineFault)],
)
def test_its_errors_are_ours(ask: Ask, status: int, error: type[Exception]) -> None:
    """By their status."""
    with pytest.raises(error):
        ask(status, "text/plain", b"no")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(ask: Ask) -> None:
    """It is refused like one of the workers."""
    with pytest.raises(errors.LimitExceeded):
        ask(200, "text/csv", b"x" * (LIMITS.answer + 1))
