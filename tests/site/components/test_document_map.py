"""The bars of a document: what is drawn where, and how claims that overlap are shown."""

from __future__ import annotations

from dataclasses import replace

from churo.site.components import document_map
from churo.site.components.claims import Claim, ClaimSource, Passage, Place
from churo.site.components.labels import Text

HEADING = Text("Trade", "en")


def claim(name: str, state: str, start: int, end: int, number: int = 1) -> Claim:
    """A claim at some characters of a passage."""
    place = Place(f"urn:p{number}", number, start, end)
    return Claim(
        f"urn:{name}", "urn:d", state, "urn:fact", "", "", "", "", (place,), (), (), (), ()
    )


def drawn(*claims: Claim, length: int = 100) -> document_map.Bar:
    """The bar of a document of one passage."""
    passage = Passage(Place("urn:p1", 1, 0, length), "urn:d", (HEADING,))
    document = ClaimSource("urn:d", "document", "", (passage,), claims)
    (section,) = document_map.sections(document, "en", lambda _: True)
    return section.bars[0]


def test_a_bar_is_as_long_as_its_sentence() -> None:
    """And each stretch stands where its words do."""
    bar = drawn(claim("a", "supported", 25, 75))

    assert bar.width == 800
    assert [(s.x, s.width) for s in bar.stretches] == [(200, 400)]


def test_a_bar_fits_a_window_of_any_width() -> None:
    """Its length is a share of the longest there can be, and its stretches are shares of it."""
    bar = drawn(claim("a", "supported", 25, 75), length=50)

    assert bar.width == 400
    assert bar.share == round(100 * 400 / document_map.WIDEST, 2)
    assert bar.percent(bar.stretches[0].x) == 50


def test_a_section_counts_each_claim_once() -> None:
    """Also one that several of its sentences say."""
    places = (Place("urn:p1", 1, 0, 5), Place("urn:p2", 2, 10, 15))
    both = replace(claim("a", "partly", 0, 5), places=places)
    passages = tuple(
        Passage(replace(place, end=place.start + 10), "urn:d", (HEADING,)) for place in places
    )
    document = ClaimSource("urn:d", "document", "", passages, (both,))

    (section,) = document_map.sections(document, "en", lambda _: True)

    assert len(section.bars) == 2 and section.claims == 1


def test_the_worst_state_shows_where_claims_overlap() -> None:
    """The better one shows where it stands alone."""
    bar = drawn(claim("a", "supported", 0, 100), claim("b", "refuted", 40, 60))

    assert [s.state for s in bar.stretches] == ["supported", "refuted", "supported"]


def test_a_single_word_is_seen() -> None:
    """However short it is, within the bar."""
    bar = drawn(claim("a", "refuted", 9_999, 10_000), length=10_000)

    assert bar.stretches[0].width == document_map.LEAST
    assert bar.stretches[0].x + bar.stretches[0].width <= bar.width <= document_map.WIDEST


def test_what_is_not_shown_is_not_drawn() -> None:
    """The bar stays, for its sentence is there."""
    passage = Passage(Place("urn:p1", 1, 0, 10), "urn:d", (HEADING,))
    document = ClaimSource("urn:d", "document", "", (passage,), (claim("a", "partly", 0, 5),))

    (section,) = document_map.sections(document, "en", lambda c: c.state == "refuted")

    assert section.bars[0].stretches == () and section.bars[0].claims == ()


def test_counts_begin_with_the_worst() -> None:
    """As the legend does."""
    claims = [
        claim("a", "supported", 0, 1),
        claim("b", "refuted", 1, 2),
        claim("c", "partly", 2, 3),
    ]

    assert document_map.counts(claims) == [("refuted", 1), ("partly", 1), ("supported", 1)]
