"""What a stranger reaches from the first page by clicks alone: no address is typed but that one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Keys

from churo.languages import LANGUAGES
from tests.browser.chromium import CSS, Chromium

TRADE = "china-russia-trade-trade-value"
NAMES = ("Xi Jinping", "習近平", "习近平", "Си Цзиньпин", "Q15031", "wd:Q15031")
CONTENT = "return document.querySelector('#editor').shadowRoot.querySelector('.cm-content')"


@pytest.fixture
def stranger(browser: Chromium) -> Chromium:
    """Somebody on the first page."""
    browser.open("/en/")
    return browser


def outside(browser: Chromium, selector: str) -> list[str]:
    """The addresses on other sites that links of a selector lead to."""
    found = [str(link.get_attribute("href")) for link in browser.all(selector)]
    return [href for href in found if urlsplit(href).netloc != urlsplit(browser.url).netloc]


def test_who_says_that_nine_tenths_are_settled_in_own_currencies(stranger: Chromium) -> None:
    """The verdict, the reason and the sources are one click from the first page."""
    stranger.follow("nine tenths")

    assert stranger.clicks <= 3
    assert stranger.one(".card .chip").text.strip() == "supported"
    assert "no independent series" in stranger.text()
    assert outside(stranger, ".card ul.sources a")


def test_the_same_by_searching(stranger: Chromium) -> None:
    """Words lead to the claim, and the claim to its sources, in three clicks with the button."""
    stranger.search("settled in own currencies 90 %")
    stranger.click(stranger.one("section[aria-labelledby=hits-claim] li a"))

    assert stranger.clicks <= 3
    assert outside(stranger, ".card ul.sources a")


def test_all_meetings_of_the_two_leaders_by_the_question(stranger: Chromium) -> None:
    """In the order of time, with dates, in one click."""
    stranger.follow("How often have")

    dates = [cell.text for cell in stranger.all("table.events td.date")]
    assert stranger.clicks <= 2 and len(dates) >= 40


def test_all_meetings_of_the_two_leaders_by_the_timeline(stranger: Chromium) -> None:
    """Each once, with its date and who says so, on one page."""
    stranger.click(stranger.link("/timeline"))
    stranger.click(stranger.link("series=xi-putin-meetings"))
    events = stranger.all(".timeline > li")
    dates = [event.find_element(CSS, "time").get_attribute("textContent") for event in events]

    assert stranger.clicks <= 2 and len(dates) >= 48
    assert dates[-1] == "22 March 2013"
    assert all(event.find_elements(CSS, "details .chip") for event in events)
    assert not stranger.all("a[rel=next]")


def test_all_meetings_of_the_two_leaders_by_the_questions(stranger: Chromium) -> None:
    """By time, each leading to its page."""
    stranger.follow("Questions")
    stranger.follow("When and where did Xi Jinping and Vladimir Putin meet?")

    assert stranger.clicks <= 2 and len(stranger.all(".timeline li li")) > 40
    assert "/en/doc/id/" in str(stranger.one(".timeline a").get_attribute("href"))


def test_what_the_document_got_wrong_is_one_click_away(stranger: Chromium) -> None:
    """With what is right, why, and from which sources."""
    stranger.click(stranger.one("header nav a[href$='/errors']"))

    assert stranger.clicks == 1 and len(stranger.all("article.fault")) >= 14
    assert "What is right" in stranger.text()
    assert outside(stranger, "article.fault a")


def test_trade_by_year_is_two_clicks_away(stranger: Chromium) -> None:
    """With units in words and each side for itself."""
    stranger.click(stranger.link("/figures"))
    stranger.click(stranger.link(f"/figures/{TRADE}"))
    chart = stranger.one("svg.wide")
    legend = [text.text for text in chart.find_elements(CSS, ".legend > text")]

    assert stranger.clicks == 2
    assert chart.find_element(CSS, ".unit").text == "billion US dollars"
    assert "General Administration of Customs of China" in legend
    assert "Federal Customs Service of Russia" in legend
    assert len(legend) == len(set(legend))


def test_the_source_of_a_value_is_two_clicks_away(stranger: Chromium) -> None:
    """From a value of a thing to the claim behind it, and from there to the text itself."""
    stranger.click(stranger.link("/timeline"))
    stranger.click(stranger.one(".timeline h3 a"))
    stranger.clicks = 0

    stranger.click(stranger.one("table.stacked a.ground-chip"))

    assert stranger.clicks + 1 <= 2
    assert outside(stranger, ".card ul.sources a")


def test_the_source_of_a_figure_is_beside_it(stranger: Chromium) -> None:
    """The text itself is one click from each value, and so is the claim with its verdict."""
    stranger.click(stranger.link("/figures"))
    stranger.click(stranger.link(f"/figures/{TRADE}"))

    for row in stranger.all("table.records tbody tr"):
        links = [str(a.get_attribute("href")) for a in row.find_elements(CSS, "td a")]
        assert row.find_elements(CSS, ".chip")
        assert any("/en/doc/assertion/" in href for href in links)
        assert any(urlsplit(href).netloc != urlsplit(stranger.url).netloc for href in links)


def test_a_newcomer_asks_a_query_of_her_own(stranger: Chromium) -> None:
    """From classes and properties that stand there, run by the keyboard, with answers that lead on."""
    stranger.follow("Query")
    stranger.until(lambda: stranger.driver.execute_script(CONTENT))
    meeting = stranger.one('aside.schema p[data-class="churo:Meeting"]').find_element("xpath", "..")
    if meeting.get_attribute("open") is None:
        meeting.find_element(CSS, "summary").click()
    for name in ("churo:date", "churo:place"):
        meeting.find_element(CSS, f'li[data-property="{name}"] button.insert').click()
    stranger.press(Keys.ENTER)
    names = [cell.text for cell in stranger.until(lambda: stranger.all("#answer thead th"))]
    links = [str(link.get_attribute("href")) for link in stranger.all("#answer td a")]

    assert names == ["meeting", "date", "place"]
    assert len(links) > 40 and all("/en/doc/" in link for link in links)
    stranger.click(stranger.one("#answer td a"))
    assert "/en/doc/id/" in stranger.driver.current_url and stranger.one("h1").text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_found(browser: Chromium, name: str, language: str) -> None:
    """In four languages and by the identifier of Wikidata, on pages in four languages."""
    browser.open(f"/{language}/")

    browser.search(name)

    found = browser.one("section[aria-labelledby=hits-entity] li a")
    assert str(found.get_attribute("href")).endswith(f"/{language}/doc/id/xi-jinping")


PREFIXES = (
    "PREFIX churo: <https://w3id.org/churo/ontology#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
)
# The twenty usual mistakes, each with words of the sentence that answers it and no other.
MISTAKES = {
    "a prefix is missing": ("SELECT * { ?m a churo:Meeting }", "churo: is not declared"),
    "a brace is open": ("SELECT * { ?s ?p ?o ", "1 } too few"),
    "no GROUP BY": ("SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c }", "belongs in GROUP BY"),
    "typographic quotes": ("SELECT * { ?s ?p “China” }", "typographic quote"),
    "a comma after SELECT": ("SELECT ?s, ?p { ?s ?p ?o }", "stand without commas"),
    "an update": ("DELETE WHERE { ?s ?p ?o }", "update"),
    "a full stop is missing": ("SELECT * { ?s ?p ?o ?x ?y ?z }", "put one before ?x"),
    "the label service": (
        'SELECT * { SERVICE wikibase:label { bd:serviceParam wikibase:language "en" } }',
        "label service is not needed",
    ),
    "SQL": ("SELECT name FROM meetings WHERE year = 2024", "SQL"),
    "plain words": ("Which meetings took place in Moscow?", "search"),
    "no SELECT": ("{ ?s ?p ?o }", "SELECT"),
    "a capital A": ("SELECT * { ?s A ?c }", "a small a"),
    "an ideographic full stop": ("SELECT * { ?s ?p ?o 。 ?s a ?c }", "Chinese and Japanese"),
    "a label without its language": (
        f'{PREFIXES} SELECT * {{ ?s rdfs:label "China" }}',
        "language",
    ),
    "a misspelt variable": (f"{PREFIXES} SELECT ?lable {{ ?s rdfs:label ?label }}", "?lable"),
    "an order by nothing": (
        f"{PREFIXES} SELECT ?s {{ ?s a churo:Meeting }} ORDER BY ?when",
        "?when",
    ),
    "an invalid pattern": (
        f'{PREFIXES} SELECT ?s {{ ?s rdfs:label ?l FILTER REGEX(?l, "(") }}',
        "regular expression",
    ),
    "a page as a name": (
        "SELECT * { <https://w3id.org/churo/doc/id/china> ?p ?o }",
        "is not in the data; id:china is",
    ),
    "four rows a thing": (
        f"{PREFIXES} SELECT ?s ?l {{ ?s a churo:Meeting ; rdfs:label ?l }}",
        "several languages",
    ),
    "dates of other types": (
        f'{PREFIXES} SELECT ?s {{ ?s churo:date ?d FILTER (?d > "2023-01-01"^^xsd:date) }}',
        "one is not compared with another",
    ),
    "some lack a property": (
        f"{PREFIXES} SELECT ?s ?d {{ ?s a churo:Meeting ; churo:date ?d }}",
        "OPTIONAL",
    ),
}


@pytest.mark.parametrize(("query", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_usual_mistake_has_its_own_sentence(plain: Chromium, query: str, words: str) -> None:
    """On the page, above an answer that may mislead or in place of one, without script, too."""
    plain.open("/en/sparql")
    plain.driver.execute_script("document.querySelector('#query').value = arguments[0]", query)
    plain.click(plain.one("button.run"))

    told = [part.text for part in plain.all("#answer.mistake, #answer .note, #answer .notice")]
    assert words in "\n".join(told)
