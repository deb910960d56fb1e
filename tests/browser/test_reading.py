"""The pages for readers in a browser: the map and its filter, the reader's own copy, suggestions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from selenium.webdriver.support.select import Select

from churo.languages import LANGUAGES
from tests.browser.chromium import CSS, PHONE, Chromium

# Pages with what is in English and Japanese alone.
FALLING_BACK = (
    "/claims/record",
    "/doc/id/china",
    "/doc/id/xi-putin-meeting-2024-05",
    "/doc/assertion/record-unsc-vote-2017-02-28",
    "/doc/citation/tass-2023-08-24",
    "/figures/china-russia-trade-trade-value",
    "/questions/beginnings-and-ends",
    "/positions?issue=taiwan-question",
    "/tables/events",
    "/timeline",
)
UNMARKED = """
const marks = ({nextElementSibling: next, parentElement: parent}) =>
    next?.classList.contains("tag") || parent.nextElementSibling?.classList.contains("tag");
return [...document.querySelectorAll("main [lang]")]
    .filter(it => it.lang && it.lang !== document.documentElement.lang && it.textContent.trim())
    .filter(it => !it.closest("nav, pre, select") && !it.querySelector("[lang]"))
    .filter(it => !marks(it) && !it.querySelector(".tag"))
    .map(it => it.outerHTML.slice(0, 200));
"""


def test_the_claims_of_a_sentence_are_two_clicks_away(browser: Chromium) -> None:
    """From the first page to the map, and from a bar to the cards of its sentence."""
    browser.open("/en/")

    browser.click(browser.one("header nav a[href$='/claims']"))
    browser.click(browser.one("a.bar[href$='/28']"))

    assert browser.clicks == 2
    assert len(browser.all("article.card")) >= 4
    assert browser.all("article.card.refuted")


def test_a_sentence_is_two_taps_away_on_a_telephone(plain: Chromium) -> None:
    """Without script: by its bar in the map, or by what is claimed in its section, which is folded."""
    plain.open("/en/claims", PHONE)
    fold, screens = plain.one("details.fold"), "return document.body.scrollHeight / innerHeight"
    assert plain.wider() <= 0
    assert plain.driver.execute_script(screens) < 6

    fold.find_element(CSS, "summary").click()
    claim = fold.find_element(CSS, ".sentence li a")
    told = claim.text
    plain.click(claim)

    assert "/claims/friendship-2025/" in plain.driver.current_url
    assert told in [title.text for title in plain.all("h2.claim")]

    plain.open("/en/claims", PHONE)
    plain.click(plain.one("a.bar[href$='/28']"))
    assert plain.all("article.card.refuted")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/doc/citation/tass-2023-08-24", "/method"])
def test_no_chip_lies_over_the_claim_beside_it(browser: Chromium, path: str, language: str) -> None:
    """However long the word for a verdict is in a language."""
    browser.open(f"/{language}{path}")

    rows = browser.all("ul.claims li, ul.states li")
    chips = [row.find_element(CSS, ".chip").rect for row in rows]
    texts = [row.find_element(CSS, ".chip ~ span").rect for row in rows]
    assert len(rows) >= 5
    assert all(
        chip["x"] + chip["width"] <= text["x"] for chip, text in zip(chips, texts, strict=True)
    )


@pytest.mark.parametrize("language", ["zh", "ru"])
@pytest.mark.parametrize("path", FALLING_BACK)
def test_what_is_in_another_language_is_marked(browser: Chromium, path: str, language: str) -> None:
    """With the language that it is in: claims of the record, titles of sources, names, quotations."""
    browser.open(f"/{language}{path}")

    assert browser.all('main [lang="en"] + .tag, h1[lang="en"] .tag')
    assert browser.driver.execute_script(UNMARKED) == []


def test_a_claim_on_paper_has_its_sources_and_where_it_is(browser: Chromium) -> None:
    """Nothing of it is folded there, and what only a screen can use is left out."""
    browser.open("/en/claims/record")
    browser.paper(True)

    def shown(*selectors: str) -> list[bool]:
        script = "return arguments[0].checkVisibility({contentVisibilityAuto: true})"
        return [
            browser.driver.execute_script(script, it)
            for selector in selectors
            for it in browser.all(selector)
        ]

    try:
        # What is far from the window is laid out only when it is drawn.
        browser.until(lambda: all(shown(".card .sources li", ".card summary", ".card .chip")))
        screen = shown(".actions", "header")
    finally:
        browser.paper(False)
    assert screen and not any(screen)


def test_names_are_suggested(browser: Chromium) -> None:
    """While one is typed, in any of the scripts."""
    browser.open("/en/")

    browser.one("input[type=search]").send_keys("習近")

    browser.until(lambda: browser.all("#suggested option"))
    assert browser.all("#suggested option")[0].get_attribute("value") == "Xi Jinping"
    assert browser.forbidden() == []


def test_an_unknown_address_is_searched_for(browser: Chromium) -> None:
    """The page about it offers what is called like that."""
    browser.open("/id/putin")

    assert browser.one("input[type=search]").get_property("value") == "putin"
    assert browser.one(".offers a").text == "Vladimir Putin"


def test_the_filter_needs_no_script(plain: Chromium) -> None:
    """It is a form, whose address has the choice."""
    plain.open("/en/claims")

    Select(plain.one("#state")).select_by_value("refuted")
    plain.click(plain.one("#filter button"))

    assert "state=refuted" in plain.driver.current_url
    items = plain.all("ul.claims > li")
    assert items and all(item.get_attribute("data-state") == "refuted" for item in items)


def test_the_filter_filters_at_once(browser: Chromium) -> None:
    """With script, without a page load, and the number that is shown is told."""
    browser.open("/en/claims")
    before = browser.driver.current_url

    Select(browser.one("#state")).select_by_value("refuted")

    shown = [item for item in browser.all("ul.claims > li") if item.is_displayed()]
    assert browser.driver.current_url == before
    assert {item.get_attribute("data-state") for item in shown} == {"refuted"}
    assert all(fold.get_attribute("open") for fold in browser.all(".fold") if fold.is_displayed())
    assert browser.one("#shown").text.startswith(f"{len(shown)} of ")


def test_another_text_is_told_so(browser: Chromium, tmp_path: Path) -> None:
    """With its digest, and nothing of it is shown."""
    file = tmp_path / "other.txt"
    file.write_text("Something else.", "utf-8")
    browser.open("/en/claims")

    browser.one("#copy-file").send_keys(str(file))

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    browser.until(lambda: digest in browser.one("#copy-status").text)
    assert not browser.one("#copy-text").is_displayed()


def test_ones_own_copy_is_shown_with_its_claims(browser: Chromium, tmp_path: Path) -> None:
    """Marked where the graph says, with nothing sent and nothing of the text read as HTML."""
    file = tmp_path / "copy.txt"
    text = "<b>" + "𠮷" * 3000
    file.write_text(text, "utf-8", newline="")
    browser.open("/en/claims")
    browser.driver.execute_script(
        "document.getElementById('copy').dataset.sha256 = arguments[0]",
        hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    asked = len(browser.asked())

    browser.one("#copy-file").send_keys(str(file))

    box = browser.one("#copy-text")
    browser.until(lambda: box.is_displayed())
    assert box.get_property("textContent") == text
    refuted = browser.all("#copy-text a.refuted")
    assert refuted and all(
        "/claims/friendship-2025/" in str(a.get_attribute("href")) for a in refuted
    )
    assert len(browser.asked()) == asked
