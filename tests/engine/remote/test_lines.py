"""How another engine is asked: again where that is safe, no longer than somebody waits, by whoever may."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from churo import errors
from churo.credentials import Credentials
from churo.engine.remote.address import EngineAddress
from churo.engine.remote.circuit_breaker import FAILURES, LONGEST_PAUSE, PAUSE, CircuitBreaker
from churo.engine.remote.line import Reply
from churo.engine.remote.lines import Lines
from churo.model import Limits
from tests.engine.remote.stub import Endpoint, Request, Response, never
from tests.waiting import SOON

LIMITS = Limits(seconds=2, memory=1 << 28, answer=1 << 16, query=1 << 16, depth=100)
JSON = "application/sparql-results+json"
NO_ONE = Credentials()
ME = Credentials("me", "s3cret")

Serve = Callable[[Callable[[Request], Response]], Endpoint]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts endpoints."""
    running: list[Endpoint] = []

    def start(respond: Callable[[Request], Response]) -> Endpoint:
        running.append(Endpoint(respond))
        return running[-1]

    yield start
    for endpoint in running:
        endpoint.close()


def ask(
    url: str,
    seconds: float = 10,
    gone: Callable[[], bool] | None = None,
    who: Credentials = NO_ONE,
) -> Reply:
    """Ask an endpoint one question."""
    lines = Lines(EngineAddress(url, who), LIMITS)
    try:
        return lines.ask({"query": "ASK {}"}, JSON, time.monotonic() + seconds, gone)
    finally:
        lines.close()


def in_turn(*replies: Response) -> Callable[[Request], Response]:
    """Gives one after another."""
    left = list(replies)
    return lambda _: left.pop(0)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_what_no_answer_has_begun_to_is_asked_again(serve: Serve, status: int) -> None:
    """A gateway's error is none of the engine."""
    endpoint = serve(in_turn(Response(status), Response(status), Response()))

    assert ask(endpoint.url).status == 200
    assert len(endpoint.asked) == 3


def test_it_is_asked_three_times_at_most(serve: Serve) -> None:
    """Then the error is the answer."""
    endpoint = serve(lambda _: Response(503))

    assert ask(endpoint.url).status == 503
    assert len(endpoint.asked) == 3


def test_who_is_told_when_to_come_again_does_not_come_before(serve: Serve) -> None:
    """Retry-After is the engine's own word (RFC 9110 §10.2.3)."""
    endpoint = serve(lambda _: Response(503, fields={"retry-after": "7"}))

    assert ask(endpoint.url).status == 503
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_of_the_engine_is_not_asked_for_again(serve: Serve, status: int) -> None:
    """It would be the same."""
    endpoint = serve(lambda _: Response(status))

    assert ask(endpoint.url).status == status
    assert len(endpoint.asked) == 1


def test_an_answer_that_breaks_off_is_none(serve: Serve) -> None:
    """Nor is a question put again whose answer has begun: it may have cost much."""
    endpoint = serve(lambda _: Response(body=b"x" * 100, cut=50))

    with pytest.raises(errors.Busy, match="broke off"):
        ask(endpoint.url)
    assert len(endpoint.asked) == 1


def test_an_answer_that_is_too_large_is_not_read_to_its_end(serve: Serve) -> None:
    """It is refused like one of our own workers."""
    endpoint = serve(lambda _: Response(body=b"x" * (LIMITS.answer + 1)))

    with pytest.raises(errors.LimitExceeded) as caught:
        ask(endpoint.url)
    assert caught.value.limit == "answer"


def test_an_error_is_read_no_further_than_people_do(serve: Serve) -> None:
    """However long its page is."""
    endpoint = serve(lambda _: Response(500, body=b"x" * (1 << 20)))

    assert ask(endpoint.url).text() == "x" * (16 << 10)


def test_a_redirection_is_not_followed(serve: Serve) -> None:
    """A password would go where nobody sent it."""
    other = serve(lambda _: Response())
    endpoint = serve(lambda _: Response(307, fields={"location": other.url}))

    assert ask(endpoint.url, who=ME).status == 307
    assert other.asked == []


def test_the_wait_ends_at_the_deadline(serve: Serve) -> None:
    """Whatever the engine does."""
    began = time.monotonic()

    with pytest.raises(errors.LimitExceeded) as caught:
        ask(serve(never).url, seconds=0.3)
    assert caught.value.limit == "seconds" and time.monotonic() - began < SOON


def test_the_wait_ends_when_nobody_waits(serve: Serve) -> None:
    """The connection ends with it, by which an engine may know."""
    began = time.monotonic()

    with pytest.raises(errors.Abandoned):
        ask(serve(never).url, seconds=60, gone=lambda: True)
    assert time.monotonic() - began < SOON


def test_an_engine_that_is_not_there_is_told(serve: Serve) -> None:
    """After a few tries, as busy: it may come back."""
    endpoint = serve(never)
    endpoint.close()

    with pytest.raises(errors.Busy, match="broke off"):
        ask(endpoint.url)


def test_after_failures_in_a_row_nothing_is_asked(serve: Serve) -> None:
    """Whoever comes is told at once."""
    endpoint = serve(lambda _: Response(503))
    lines = Lines(EngineAddress(endpoint.url), LIMITS)

    for _ in range(FAILURES):
        lines.ask({}, JSON, time.monotonic() + 30)
    asked = len(endpoint.asked)

    with pytest.raises(errors.Busy):
        lines.ask({}, JSON, time.monotonic() + 30)
    assert not lines.is_open and len(endpoint.asked) == asked
    lines.close()


def _open(breaker: CircuitBreaker) -> CircuitBreaker:
    for _ in range(FAILURES):
        breaker.enter()
        breaker.fail()
    return breaker


def test_an_open_breaker_lets_one_call_probe() -> None:
    """After a pause, and nobody else until it has ended."""
    now = [0.0]
    breaker = _open(CircuitBreaker(lambda: now[0]))
    with pytest.raises(errors.Busy):
        breaker.enter()
    now[0] = PAUSE

    breaker.enter()

    with pytest.raises(errors.Busy):
        breaker.enter()
    breaker.succeed()
    breaker.enter()
    assert not breaker.is_open


def test_a_probe_that_fails_makes_the_pause_longer() -> None:
    """Up to half a minute."""
    now = [0.0]
    breaker = _open(CircuitBreaker(lambda: now[0]))
    pauses = []
    for _ in range(8):
        before = now[0]
        while True:
            try:
                breaker.enter()
                break
            except errors.Busy:
                now[0] += 0.5
        breaker.fail()
        pauses.append(now[0] - before)

    assert pauses[0] == PAUSE and pauses == sorted(pauses) and pauses[-1] == LONGEST_PAUSE


def test_a_probe_that_nobody_waits_for_says_nothing() -> None:
    """The next may probe."""
    now = [0.0]
    breaker = _open(CircuitBreaker(lambda: now[0]))
    now[0] = PAUSE
    breaker.enter()

    breaker.leave()

    breaker.enter()
    assert breaker.is_open


def test_a_user_asks_with_a_password(serve: Serve) -> None:
    """Basic (RFC 7617)."""
    endpoint = serve(lambda _: Response())

    ask(endpoint.url, who=ME)

    assert [request.authorization for request in endpoint.asked] == ["Basic bWU6czNjcmV0"]


def test_a_token_is_sent_as_it_is(serve: Serve) -> None:
    """RFC 6750 §2.1."""
    endpoint = serve(lambda _: Response())

    ask(endpoint.url, who=Credentials(token="t0ken"))

    assert [request.authorization for request in endpoint.asked] == ["Bearer t0ken"]


def test_who_wants_digest_gets_it(serve: Serve) -> None:
    """As Virtuoso, which tells so only to who says nothing (RFC 7616)."""

    def respond(request: Request) -> Response:
        if request.authorization.startswith("Digest "):
            return Response()
        challenge = {"www-authenticate": 'Digest realm="SPARQL", nonce="abc", qop="auth"'}
        return Response(401, fields={} if request.authorization else challenge)

    endpoint = serve(respond)

    assert ask(endpoint.url, who=ME).status == 200
    assert [r.authorization.partition(" ")[0] for r in endpoint.asked] == ["Basic", "", "Digest"]


@pytest.mark.parametrize(
    ("url", "who", "told"),
    [
        ("ftp://engine.example/", NO_ONE, "no http or https"),
        ("engine.example", NO_ONE, "no http or https"),
        ("http://", NO_ONE, "no http or https"),
        ("http://engine.example/#x", NO_ONE, "no http or https"),
        ("http://me:s3cret@engine.example/", NO_ONE, "a user or a password"),
        ("http://engine.example/", Credentials("me", token="t"), "who asks"),
        ("http://engine.example/", Credentials(password="s3cret"), "who asks"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused(url: str, who: Credentials, told: str) -> None:
    """At the start, in one sentence, without its secrets."""
    with pytest.raises(errors.InputError, match=told) as caught:
        EngineAddress(url, who)

    assert "s3cret" not in str(caught.value)


def test_nothing_shows_a_secret() -> None:
    """Nor does what is printed of an object."""
    who = Credentials("me", "s3cret", "t0ken")

    assert "s3cret" not in repr(who) and "t0ken" not in repr(who)
