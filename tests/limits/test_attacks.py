"""The corpus of attacks, in memory: each takes a moment of one thread and is answered with a refusal or at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

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

LONGEST_BODY = 1 << 18
MOMENT = 1.0  # seconds of one thread: what is in proportion takes tens of milliseconds


@contextmanager
def a_moment() -> Iterator[None]:
    """What is done meanwhile takes no longer; what is not in proportion takes a hundred times that."""
    began = thread_time()
    yield
    assert thread_time() - began < MOMENT


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_queries(text: str) -> None:
    """They are looked through for what is refused, and explained."""
    with a_moment():
        try:
            admission.admit(text, LIMITS)
        except QueryRefused as error:
            assert error.kind == "depth"
        hints.find(text, PREFIXES)


@pytest.mark.parametrize("raw", FORMS.values(), ids=FORMS)
def test_forms(raw: bytes) -> None:
    """They are read or refused, in words of a bounded length."""
    with a_moment():
        try:
            protocol.read("POST", b"", FORM, raw)
        except ProtocolError as error:
            assert len(str(error)) < 1000


@pytest.mark.parametrize(("name", "value"), FIELDS.values(), ids=FIELDS)
def test_fields(name: str, value: str) -> None:
    """What is too long is refused; all others are read."""
    with a_moment():
        refused = request_limits.refusal("/", {name: value})
        negotiation.choose(value, of_family("graph"))
        negotiation.codings(value)
        negotiation.choose_language(value, ("en",))
        conditional.matches_weakly(value, '"b"')
        conditional.read_date(value)
        ranges.read(value, 10)

    assert (refused is not None) is (len(value) > request_limits.longest_of(name))


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_paths(path: str) -> None:
    """What is too long is refused."""
    refused = request_limits.refusal(path, {})

    assert (refused is not None) is (len(path) > request_limits.LONGEST_PATH)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_bodies(body: bytes) -> None:
    """What is packed is unpacked up to the bound, or refused."""
    with a_moment():
        found = content_coding.decoded(body, "gzip", LONGEST_BODY)

    assert isinstance(found, Problem)
