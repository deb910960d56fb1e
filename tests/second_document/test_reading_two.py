"""The pages for readers of a release with two documents: each by its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.server.web.running import Server, start_on, stop

from .conftest import SLUG

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def server(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the house with a second document."""
    log = tmp_path_factory.mktemp("reading") / "log"
    running = start_on(place / "releases" / "current", log)
    yield running
    stop(running)


def page(server: Server, path: str) -> str:
    """A page in English, which is there."""
    reply = httpx.get(f"{server.url}/en{path}", headers=HTML)
    assert reply.status_code == 200
    return reply.text


def test_claims_begin_with_a_choice(server: Server) -> None:
    """Of both documents and the record, each with how its claims were judged."""
    text = page(server, "/claims")

    slugs = re.findall(r'<h2><a href="/en/claims/([^"]+)"', text)
    assert sorted(slugs) == ["friendship-2025", SLUG, "record"]
    assert "chip refuted" in text


def test_each_document_has_its_map(server: Server) -> None:
    """With its own sentences, which lead to their claims; one without sections has no headings."""
    text = page(server, f"/claims/{SLUG}")

    bars = re.findall(r'class="bar" href="([^"]+)"', text)
    assert bars and all(href.startswith(f"/en/claims/{SLUG}/") for href in bars)
    assert '<h2 class="heading"' not in text
    assert '<article class="card' in page(server, bars[0].removeprefix("/en"))


def test_the_first_page_shows_both_maps(server: Server) -> None:
    """Each with the way to the large one."""
    text = page(server, "/")

    assert text.count('class="columns"') == 2


def test_errors_are_told_by_document(server: Server) -> None:
    """Those of the first stay where they were."""
    assert page(server, "/errors").count('<section aria-labelledby="document-') >= 1
