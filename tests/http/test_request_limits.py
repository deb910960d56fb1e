"""The head of a request is bounded before anything reads it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from churo.http.requests.request_limits import (
    LONGEST_FIELD,
    LONGEST_HEAD,
    LONGEST_LIST,
    LONGEST_PATH,
    host_refusal,
    legible,
    refusal,
)
from churo.http.requests.request_reading import read_headers

LONG = {f"x-{n}": "a" * (LONGEST_FIELD // 2) for n in range(8)}


@pytest.mark.parametrize(
    ("path", "headers", "kind"),
    [
        ("/" * LONGEST_PATH, {}, ""),
        ("/" * (LONGEST_PATH + 1), {}, "address-length"),
        ("/", {"accept": "a" * LONGEST_LIST}, ""),
        ("/", {"accept": "a" * (LONGEST_LIST + 1)}, "header-length"),
        ("/", {"cookie": "a" * LONGEST_FIELD}, ""),
        ("/", {"cookie": "a" * (LONGEST_FIELD + 1)}, "header-length"),
        ("/", dict(list(LONG.items())[:7]), ""),
        ("/", LONG, "header-length"),
    ],
)
def test_refusal(path: str, headers: dict[str, str], kind: str) -> None:
    """414 and 431 (RFC 6585 §5) from one character more than is allowed."""
    problem = refusal(path, headers)

    assert (problem.kind if problem else "") == kind
    assert sum(map(len, LONG.values())) == LONGEST_HEAD


@pytest.mark.parametrize(
    ("version", "headers", "refused"),
    [
        ("1.1", {"host": "a:1"}, False),
        ("1.1", {"host": ""}, False),
        ("1.1", {}, True),
        ("1.0", {}, False),
        ("1.1", {"host": "a, a"}, True),
        ("1.0", {"host": "a, b"}, True),
    ],
)
def test_a_request_has_one_host(version: str, headers: dict[str, str], refused: bool) -> None:
    """Two are one list by now; HTTP/1.0 knew none (RFC 9112 §3.2)."""
    problem = host_refusal(version, headers)

    assert (problem.kind if problem else "") == ("request" if refused else "")


def test_a_refusal_is_worded_by_what_is_short() -> None:
    """The lists that say in which words, as far as they are not the fault."""
    headers = {"accept": "text/html", "accept-language": "x" * 9999, "cookie": "a"}

    assert legible(headers) == {"accept": "text/html"}


def test_fields_of_one_name_are_one_list() -> None:
    """In their order (RFC 9110 §5.3)."""
    items = [("accept", "a"), ("host", "h"), ("accept", "b"), ("accept", "c")]

    assert read_headers(SimpleNamespace(items=lambda: items)) == {"accept": "a, b, c", "host": "h"}
