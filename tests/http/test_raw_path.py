"""The path of a request as it came; on the real wire see tests/server/web/test_any_iri.py."""

from __future__ import annotations

from churo.http.requests.raw_path import RawPaths
from churo.http.requests.request import Request


class Scope:
    """A scope that has no target in its memory."""

    query_string = "a=b"


def test_a_path_that_is_not_to_be_found_is_encoded() -> None:
    """So that views have one either way; after some tries it is not looked for any more."""
    paths = RawPaths()

    for _ in range(40):
        assert paths.read(Scope(), "/id/é x%", "a=b") == "/id/%C3%A9%20x%25"


def test_the_rest_is_as_it_came() -> None:
    """Where the prefix is; where it is not, what the router decoded is encoded."""
    request = Request("GET", "/doc/a/b", "", {}, b"", "", "/doc/a%2Fb")

    assert request.rest("/doc/", "a/b") == "a%2Fb"
    assert request.rest("/other/", "é") == "%C3%A9"
