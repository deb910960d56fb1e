"""The site in a browser, as people read it: by clicks alone, on a phone, without script, under its policy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver import ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.server.web.running import Server

CSS = By.CSS_SELECTOR
SECONDS = 20
LANGUAGES = ("en", "ja", "zh", "ru")
PATHS = (
    "/",
    "/claims",
    "/claims/friendship-2025/28",
    "/claims/record",
    "/errors",
    "/search?q=xi",
    "/search?q=zzzz",
    "/doc/id/xi-jinping",
    "/doc/assertion/friendship-2025-s23-5",
    "/doc/citation/tass-2023-08-24",
)
# Records what the page's policy forbids before any script of the page runs.
WATCH = (
    "window.forbidden = []; document.addEventListener('securitypolicyviolation', "
    "event => window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI))"
)
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# The addresses that the page has asked.
ASKED = "return performance.getEntriesByType('resource').map(row => row.name)"


class Reader:
    """Somebody with Chromium, who begins on the first page and counts clicks."""

    def __init__(self, url: str, *, script: bool = True) -> None:
        options = ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(argument)
        if not script:
            content = {"profile.managed_default_content_settings.javascript": 2}
            options.add_experimental_option("prefs", content)
        self.driver = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self.url, self.clicks = url, 0

    def begin(self, path: str = "/en/", width: int = 1280) -> None:
        """Open a page, the first one by default."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(self.url + path)
        self.clicks = 0

    def one(self, selector: str) -> WebElement:
        """The first element of a selector."""
        return self.driver.find_element(CSS, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element of a selector."""
        return self.driver.find_elements(CSS, selector)

    def click(self, element: WebElement) -> None:
        """One click, which leads to another page."""
        before = self.one("html")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        WebDriverWait(self.driver, SECONDS).until(staleness_of(before))
        self.clicks += 1

    def follow(self, text: str) -> None:
        """Click the first link whose text contains something."""
        self.click(self.driver.find_element(By.PARTIAL_LINK_TEXT, text))

    def search(self, text: str) -> None:
        """Type into the search box and send it."""
        box = self.one("input[type=search]")
        box.clear()
        box.send_keys(text)
        box.submit()
        WebDriverWait(self.driver, SECONDS).until(lambda d: "q=" in d.current_url)

    def text(self) -> str:
        """What stands on the page."""
        return self.one("main").text


@pytest.fixture(scope="module")
def reader(server: Server) -> Iterator[Reader]:
    """Somebody with script."""
    found = Reader(server.url)
    yield found
    found.driver.quit()


@pytest.fixture(scope="module")
def plain(server: Server) -> Iterator[Reader]:
    """Somebody without script."""
    found = Reader(server.url, script=False)
    yield found
    found.driver.quit()


def test_who_says_that_nine_tenths_are_settled_in_own_currencies(reader: Reader) -> None:
    """The verdict, the reason and the sources are one click from the first page."""
    reader.begin()

    reader.follow("nine tenths")

    assert reader.clicks <= 3
    assert reader.one(".card .chip").text.strip() == "supported"
    assert "no independent series" in reader.text()
    assert reader.all("ul.sources a[rel~=external]")


def test_the_same_by_searching(reader: Reader) -> None:
    """Words lead to the claim, and the claim to its sources, in three clicks with the button."""
    reader.begin()

    reader.search("settled in own currencies 90 %")
    claim = reader.one("section[aria-labelledby=hits-claim] li a")
    reader.click(claim)

    assert reader.clicks + 1 <= 3
    assert reader.all(".card ul.sources a[rel~=external]")


def test_what_the_document_got_wrong_is_one_click_away(reader: Reader) -> None:
    """With what is right, why, and from which sources."""
    reader.begin()

    reader.click(reader.one("header nav a[href$='/errors']"))

    faults = reader.all("article.fault")
    assert reader.clicks == 1 and len(faults) >= 14
    assert "What is right" in reader.text()
    assert reader.all("article.fault a[rel~=external]")


def test_all_meetings_of_the_two_leaders(reader: Reader) -> None:
    """In the order of time, with dates, in one click."""
    reader.begin()

    reader.follow("How often have")

    dates = [cell.text for cell in reader.all("table.events td.date")]
    assert reader.clicks <= 2 and len(dates) >= 40 and dates == sorted(dates)


def test_the_source_of_a_value_is_two_clicks_away(reader: Reader) -> None:
    """From the value on a page to the claim behind it, and from there to the text itself."""
    reader.begin("/en/doc/id/xi-putin-meeting-2024-05")

    reader.click(reader.one("table.stacked a.ground-chip"))
    source = reader.one(".card ul.sources a[rel~=external]")

    assert reader.clicks + 1 <= 2
    assert str(source.get_attribute("href")).startswith("http")


def test_the_claims_of_a_sentence_are_two_clicks_away(reader: Reader) -> None:
    """From the first page to the map, and from a bar to the cards of its sentence."""
    reader.begin()

    reader.click(reader.one("header nav a[href$='/claims']"))
    reader.click(reader.one("a.bar[href$='/28']"))

    assert reader.clicks == 2
    assert len(reader.all("article.card")) >= 4
    assert reader.all("article.card.refuted")


@pytest.mark.parametrize(
    "name", ["Xi Jinping", "習近平", "习近平", "Си Цзиньпин", "Q15031", "wd:Q15031"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_found(reader: Reader, name: str, language: str) -> None:
    """In four languages and by the identifier of Wikidata, on pages in four languages."""
    reader.begin(f"/{language}/")

    reader.search(name)

    first = reader.one("section[aria-labelledby=hits-entity] li a")
    assert str(first.get_attribute("href")).endswith(f"/{language}/doc/id/xi-jinping")


def test_names_are_suggested(reader: Reader) -> None:
    """While one is typed, in any of the scripts."""
    reader.begin()

    reader.one("input[type=search]").send_keys("習近")

    WebDriverWait(reader.driver, SECONDS).until(lambda _: reader.all("#suggested option"))
    assert reader.all("#suggested option")[0].get_attribute("value") == "Xi Jinping"
    assert reader.driver.execute_script("return window.forbidden") == []


def test_an_unknown_address_is_searched_for(reader: Reader) -> None:
    """The page about it offers what is called like that."""
    reader.begin("/id/putin")

    assert reader.one("input[type=search]").get_property("value") == "putin"
    assert reader.one(".offers a").text == "Vladimir Putin"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone(reader: Reader, path: str, language: str) -> None:
    """Nor does one ask anybody else for anything, or do what its policy forbids."""
    reader.begin(f"/{language}{path}", 390)

    assert reader.driver.execute_script(WIDER) == 0
    assert reader.driver.execute_script("return window.forbidden") == []
    asked = reader.driver.execute_script(ASKED)
    assert all(str(address).startswith(f"{reader.url}/") for address in asked)


def test_the_filter_needs_no_script(plain: Reader) -> None:
    """It is a form, whose address has the choice."""
    plain.begin("/en/claims")

    Select(plain.one("#state")).select_by_value("refuted")
    plain.click(plain.one("#filter button"))

    assert "state=refuted" in plain.driver.current_url
    items = plain.all("ul.claims > li")
    assert items and all(item.get_attribute("data-state") == "refuted" for item in items)


def test_the_filter_filters_at_once(reader: Reader) -> None:
    """With script, without a page load, and the number that is shown is told."""
    reader.begin("/en/claims")
    before = reader.driver.current_url

    Select(reader.one("#state")).select_by_value("refuted")

    shown = [item for item in reader.all("ul.claims > li") if item.is_displayed()]
    assert reader.driver.current_url == before
    assert {item.get_attribute("data-state") for item in shown} == {"refuted"}
    assert reader.one("#shown").text.startswith(f"{len(shown)} of ")


def test_another_text_is_told_so(reader: Reader, tmp_path: Path) -> None:
    """With its digest, and nothing of it is shown."""
    file = tmp_path / "other.txt"
    file.write_text("Something else.", "utf-8")
    reader.begin("/en/claims")

    reader.one("#copy-file").send_keys(str(file))

    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    WebDriverWait(reader.driver, SECONDS).until(lambda _: digest in reader.one("#copy-status").text)
    assert not reader.one("#copy-text").is_displayed()


def test_ones_own_copy_is_shown_with_its_claims(reader: Reader, tmp_path: Path) -> None:
    """Marked where the graph says, with nothing sent and nothing of the text read as HTML."""
    file = tmp_path / "copy.txt"
    text = "<b>" + "𠮷" * 3000
    file.write_text(text, "utf-8", newline="")
    reader.begin("/en/claims")
    reader.driver.execute_script(
        "document.getElementById('copy').dataset.sha256 = arguments[0]",
        hashlib.sha256(file.read_bytes()).hexdigest(),
    )
    asked = len(reader.driver.execute_script(ASKED))

    reader.one("#copy-file").send_keys(str(file))

    box = reader.one("#copy-text")
    WebDriverWait(reader.driver, SECONDS).until(lambda _: box.is_displayed())
    assert box.get_property("textContent") == text
    refuted = reader.all("#copy-text a.refuted")
    assert refuted and all(
        "/claims/friendship-2025/" in str(a.get_attribute("href")) for a in refuted
    )
    assert len(reader.driver.execute_script(ASKED)) == asked


@pytest.mark.parametrize("path", ["/en/", "/en/claims", "/en/doc/id/xi-jinping"])
def test_the_keyboard_reaches_everything(reader: Reader, path: str) -> None:
    """The first stop leads past the navigation; every stop is something to act on or to scroll."""
    reader.begin(path)

    first = reader.driver.execute_script(
        "return document.querySelector('a, button, input, select, [tabindex]').getAttribute('href')"
    )
    unnamed = reader.driver.execute_script(
        "return [...document.querySelectorAll('a, button')].filter("
        "e => !(e.textContent.trim() || e.getAttribute('aria-label'))).length"
    )

    assert first == "#main"
    assert unnamed == 0
