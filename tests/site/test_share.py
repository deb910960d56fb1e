"""Pictures that others show beside a link: a claim with its verdict, a thing or a question by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.errors import UnknownName
from churo.languages import LANGUAGES
from churo.publication.identifiers import Spaces
from churo.site.components import share_picture
from churo.site.components.claims import ReleaseClaims
from churo.site.replies.responder import Responder
from churo.site.share.views import ShareViews
from churo.site.templates import Templates

from .view_releases import BASE, URL, asked, release, served

CLAIM, LAKE = f"{BASE}assertion/a-1", f"{BASE}id/lake"
NAMES = [
    {"thing": LAKE, "kind": "entity", "name": "lake@en", "preferred": "true"},
    {"thing": LAKE, "kind": "entity", "name": "湖@ja", "preferred": "true"},
    {"thing": CLAIM, "kind": "claim", "name": "The lake is deep & <wide>@en", "preferred": "true"},
]
CLAIMS = [{"claim": CLAIM, "document": f"{BASE}source/a", "state": "refuted", "voice": LAKE}]
SPACES = Spaces(BASE, URL)


@pytest.fixture
def views(tmp_path: Path) -> ShareViews:
    """Pictures of a claim and a thing."""
    here = served(release(tmp_path, names=NAMES, claims=CLAIMS))
    responder = Responder(lambda: "r-1", 60)
    return ShareViews(ReleaseClaims(here), Templates(URL), responder, SPACES)


@pytest.mark.parametrize("name", ["assertion/a-1", "id/lake"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_the_size_of_cards(views: ShareViews, name: str, language: str) -> None:
    """1200 × 630 pixels, in every language; of the release, so that it is kept."""
    path = f"/{language}/share/{name}.png"
    reply = views.picture(*asked(path), name, language)

    assert reply.body.startswith(b"\x89PNG")
    assert reply.body[16:24] == bytes((0, 0, 4, 176, 0, 0, 2, 118))
    assert share_picture.address(SPACES, BASE + name, language) == URL + path


def test_another_verdict_is_another_picture(tmp_path: Path) -> None:
    """Its word, its shape and its colour."""
    bodies = set()
    for place, state in enumerate(("refuted", "supported", "sourced")):
        directory = tmp_path / str(place)
        directory.mkdir()
        here = served(release(directory, names=NAMES, claims=[{**CLAIMS[0], "state": state}]))
        views = ShareViews(
            ReleaseClaims(here), Templates(URL), Responder(lambda: "r-1", 60), SPACES
        )
        bodies.add(views.picture(*asked("/"), "assertion/a-1", "en").body)

    assert len(bodies) == 3


def test_what_is_not_known_has_no_picture(views: ShareViews) -> None:
    """So that nobody draws on our time what is on no page."""
    for name in ("id/sea", "", "x" * 5000):
        with pytest.raises(UnknownName):
            views.picture(*asked("/"), name, "en")


def test_what_is_not_ours_has_no_address() -> None:
    """Nor what an address cannot name."""
    for iri in ("https://example.org/a", f"{BASE}ontology#Lake", f"{BASE}id/a?b"):
        assert share_picture.address(SPACES, iri, "en") == ""
