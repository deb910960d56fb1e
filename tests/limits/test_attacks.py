"""The corpus of attacks, in memory: each takes a moment of one thread and is answered with a refusal or at all."""

from __future__ import annotations

import pytest

from churo import negotiation, protocol
from churo.engine.diagnosis import hints
from churo.engine.worker import admission
from churo.errors import ProtocolError, QueryRefused
from churo.http.fields import conditional, ranges
from churo.http.problem import Problem
from churo.http.requests import content_coding, request_limits
from churo.negotiation import of_family
from churo.protocol import FORM

from .attacks import BODIES, FIELDS, FORMS, PATHS, QUERIES
from .inputs import LIMITS, PREFIXES
from .work import takes_a_moment

LONGEST_BODY = 1 << 18


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_queries(text: str) -> None:
    """They are looked through for what is refused, and explained."""

    def read() -> None:
        try:
            admission.admit(text, LIMITS)
        except QueryRefused as error:
            assert error.kind == "depth"
        hints.find(text, PREFIXES)

    assert takes_a_moment(read)


@pytest.mark.parametrize("raw", FORMS.values(), ids=FORMS)
def test_forms(raw: bytes) -> None:
    """They are read or refused, in words of a bounded length."""

    def read() -> None:
        try:
            protocol.read("POST", b"", FORM, raw)
        except ProtocolError as error:
            assert len(str(error)) < 1000

    assert takes_a_moment(read)


@pytest.mark.parametrize(("name", "value"), FIELDS.values(), ids=FIELDS)
def test_fields(name: str, value: str) -> None:
    """What is too long is refused; what is as long as may be is read."""
    longest = request_limits.longest_of(name)
    refused = request_limits.refusal("/", {name: value})
    allowed = value[:longest]

    def read() -> None:
        negotiation.choose(allowed, of_family("graph"))
        negotiation.codings(allowed)
        negotiation.choose_language(allowed, ("en",))
        conditional.matches_weakly(allowed, '"b"')
        conditional.read_date(allowed)
        ranges.read(allowed, 10)

    assert (refused is not None) is (len(value) > longest)
    assert takes_a_moment(read)


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_paths(path: str) -> None:
    """What is too long is refused."""
    refused = request_limits.refusal(path, {})

    assert (refused is not None) is (len(path) > request_limits.LONGEST_PATH)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_bodies(body: bytes) -> None:
    """What is packed is unpacked up to the bound, or refused."""
    found: list[object] = []

    assert takes_a_moment(lambda: found.append(content_coding.decoded(body, "gzip", LONGEST_BODY)))
    assert all(isinstance(each, Problem) for each in found)
