"""A document is copied in all its forms at once, however it came to be known."""

from __future__ import annotations

from pathlib import Path

from churo.formats import HTML
from churo.http.context import Context
from churo.http.requests.request import Request
from churo.http.responses.response import Reply
from churo.languages import LANGUAGES
from churo.static_site.copying import Copier

PAGE = b'<a href="/en/doc/id/b">the other</a>'


def test_the_forms_of_a_document_that_a_page_led_to_come_with_it(tmp_path: Path) -> None:
    """What it holds is gathered once: a page in one language of it is not left for later."""
    asked: list[str] = []

    def site(request: Request, context: Context) -> Reply:
        asked.append(request.path)
        kind = HTML if request.path.startswith("/en/") else "text/turtle"
        return Reply(200, [("content-type", kind)], PAGE if kind == HTML else b"", context)

    copier = Copier(site, "http://x", tmp_path, frozenset({"id/a", "id/b"}))
    first, second = copier.copy(["/doc/id/a"]), copier.copy(["/doc/id/b"])

    assert "/en/doc/id/b" in first.found
    assert {f"/{language}/doc/id/b" for language in LANGUAGES} <= second.covered
    assert len(asked) == len(set(asked)) == first.done + second.done - 2
