"""The claim card in each of its states: shape, word and class, in every language."""

from __future__ import annotations

import re

import pytest

from churo.languages import LANGUAGES
from churo.site import messages
from churo.site.components.claim_card import Card, CardPlace, CitedSource, Named
from churo.site.components.claims import STATES
from churo.site.components.labels import Text
from churo.site.templates import Templates

URL = "http://127.0.0.1:7001"
WORDS = {state: f"state_{state.replace('-', '_')}" for state in STATES}


def named(text: str, language: str = "en") -> Named:
    """Something with a page of ours."""
    return Named(text, language, f"{URL}/en/doc/x")


def card(state: str) -> Card:
    """A card with everything that a card can have."""
    source = CitedSource(named("A text"), named("TASS"), "2024", "https://tass.ru/1", True)
    evil = CitedSource(named("Another"), Named("<b>", "", ""), "", "javascript:alert(1)", False)
    return Card(
        anchor=f"claim-{state}",
        iri=f"urn:{state}",
        state=state,
        claim=named("言明", "ja"),
        voice=named("author"),
        document=named("document"),
        places=(CardPlace(28, 1, 9, "/en/claims/d/28#c"),),
        modality=named("as a fact"),
        polarity=named("affirmed"),
        reason=Text("Because.", "en"),
        day="2026-11-23",
        sides=(("for", (source,)), ("against", (evil,)), ("cited", (source,))),
        corrections=(named("What is right"),),
        corrects=(),
        data=f"{URL}/doc/x.ttl",
    )


def page(language: str = "en") -> str:
    """A page that shows the card in all of its states."""
    return (
        Templates(URL)
        .write(
            "claims/list.html",
            language=language,
            words=messages.words(language),
            named=named("all states"),
            total=len(STATES),
            counts=[],
            cards=[card(state) for state in STATES],
            page=1,
            pages=1,
            at="/en/claims/d",
        )
        .decode()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_has_a_word_of_its_own(language: str) -> None:
    """In the language of the page."""
    words = messages.words(language)
    said = [words[WORDS[state]] for state in STATES]

    assert len(set(said)) == len(STATES)
    assert all(f"> {word}</span>" in page(language) for word in said)


def test_each_state_has_a_shape_of_its_own() -> None:
    """So that nobody needs to see colours."""
    text = page()
    used = re.findall(r'<span class="chip (\S+)"><svg[^>]*><use href="#chip-(\S+)"/></svg>', text)
    drawn = dict(re.findall(r'<symbol id="chip-(\S+)"[^>]*>(.*?)</symbol>', text))

    assert used == [(state, state) for state in STATES]
    assert set(drawn) == set(STATES) and len(set(drawn.values())) == len(STATES)


def test_a_text_in_another_language_is_marked() -> None:
    """It has its language, for readers and for those who are read to."""
    text = page("en")

    assert 'lang="ja">言明</a> <span class="tag"' in text


def test_sources_lead_to_the_text_itself() -> None:
    """Only addresses of the web are links, and what data says is text."""
    text = page()

    assert '<a href="https://tass.ru/1" rel="noreferrer external">tass.ru</a>' in text
    assert "javascript:" not in text and "&lt;b&gt;" in text


def test_a_publisher_leads_to_its_page() -> None:
    """One that is only a name is text."""
    text = page()

    assert f'<a href="{URL}/en/doc/x">TASS</a>' in text
    assert "<span>&lt;b&gt;</span>" in text
