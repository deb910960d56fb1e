"""Redirects: one hop, with the way back and the time that the settings say."""

from __future__ import annotations

from churo.http.context import Context
from churo.http.requests.request import Request
from churo.site.replies.redirection import Redirection

REDIRECT = Redirection(7)


def _request(query: str) -> Request:
    return Request("GET", "/a", query, {}, b"", "")


def test_a_redirect_lasts_as_long_as_the_setting_says() -> None:
    """Every kind of redirect."""
    replies = [
        REDIRECT.moved(_request(""), Context(), "/b"),
        REDIRECT.see_other(Context(), "/doc/b", "urn:b"),
        REDIRECT.found(Context(), "/c"),
    ]

    assert [reply.status for reply in replies] == [308, 303, 302]
    assert {dict(reply.headers)["cache-control"] for reply in replies} == {"public, max-age=7"}


def test_what_has_moved_keeps_its_query() -> None:
    """The address is another, the question is the same."""
    reply = REDIRECT.moved(_request("page=2"), Context(), "/b")

    assert dict(reply.headers)["location"] == "/b?page=2"


def test_what_is_described_elsewhere_is_linked() -> None:
    """By the document, and by the name to cite."""
    headers = dict(REDIRECT.see_other(Context(), "/doc/b#x", "urn:b").headers)

    assert headers["link"] == '</doc/b>; rel="describedby", <urn:b>; rel="cite-as"'
