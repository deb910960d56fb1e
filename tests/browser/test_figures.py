"""Figures, timeline and tables in a browser: reached by clicks, on telephones, in the dark, by readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver import ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.wait import WebDriverWait

from churo.languages import LANGUAGES
from tests.server.web.running import Server

CSS = By.CSS_SELECTOR
SECONDS = 30
TRADE = "china-russia-trade-trade-value"
PAGES = (
    "/figures",
    f"/figures/{TRADE}",
    "/figures/xi-putin-meetings-meeting-count",
    "/timeline",
    "/timeline?from=1900&to=1901",
    "/data",
    "/tables/events?kinds=veto",
    "/tables/observations",
)
SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
WATCH = (
    "window.forbidden = []; document.addEventListener('securitypolicyviolation', "
    "event => window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI))"
)
LOADED = "return performance.getEntriesByType('resource').map(entry => entry.name)"
INK = "return getComputedStyle(document.querySelector('.wide .unit')).fill"


@pytest.fixture(scope="module")
def driver(server: Server) -> Iterator[webdriver.Chrome]:
    """Chromium with a width of its own for each test."""
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
    opened.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    yield opened
    opened.quit()


def wide(driver: webdriver.Chrome, width: int) -> None:
    """Look with a window of a width in pixels, as a telephone or a screen has it."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def link(driver: webdriver.Chrome, end: str) -> WebElement:
    """The first link that can be seen to an address with that end."""
    found = driver.find_elements(CSS, f'a[href$="{end}"]')
    return next(element for element in found if element.is_displayed())


def follow(driver: webdriver.Chrome, element: WebElement) -> None:
    """Click, and wait for the page that it leads to."""
    before = driver.find_element(By.TAG_NAME, "html")
    element.click()
    WebDriverWait(driver, SECONDS).until(staleness_of(before))
    WebDriverWait(driver, SECONDS).until(
        lambda _: driver.execute_script("return document.readyState") == "complete"
    )


def test_trade_by_year_is_two_clicks_away(driver: webdriver.Chrome, server: Server) -> None:
    """From the first page, with units in words and each side for itself."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/")
    follow(driver, link(driver, "/figures"))
    follow(driver, link(driver, f"/figures/{TRADE}"))
    chart = driver.find_element(CSS, "svg.wide")
    legend = [text.text for text in chart.find_elements(CSS, ".legend > text")]

    assert chart.find_element(CSS, ".unit").text == "billion US dollars"
    assert "General Administration of Customs of China" in legend
    assert "Federal Customs Service of Russia" in legend
    assert len(legend) == len(set(legend))


def test_meetings_of_two_leaders_are_two_clicks_away(
    driver: webdriver.Chrome, server: Server
) -> None:
    """All of them on one page, each once, with its date and who says so."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/")
    follow(driver, link(driver, "/timeline"))
    follow(driver, link(driver, "series=xi-putin-meetings"))
    events = driver.find_elements(CSS, ".timeline > li")
    dates = [event.find_element(CSS, "time").get_attribute("textContent") for event in events]

    assert len(dates) >= 48
    assert dates[-1] == "22 March 2013"
    assert all(event.find_elements(CSS, "details .chip") for event in events)
    assert not driver.find_elements(CSS, "a[rel=next]")


def test_the_source_of_a_value_is_beside_it(driver: webdriver.Chrome, server: Server) -> None:
    """A click leads to the text itself, another to the claim with its verdict."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/figures/{TRADE}")

    for row in driver.find_elements(CSS, "table.records tbody tr"):
        assert row.find_elements(CSS, ".chip")
        links = [str(a.get_attribute("href")) for a in row.find_elements(CSS, "td:last-child a")]
        assert any(urlsplit(href).netloc != urlsplit(server.url).netloc for href in links)


def test_a_chart_has_a_name_and_a_description(driver: webdriver.Chrome, server: Server) -> None:
    """In the language of the page; a reader of screens is told what it is, and reads the table."""
    wide(driver, 1280)
    driver.get(f"{server.url}/ja/figures/{TRADE}")
    chart = driver.find_element(CSS, "svg.wide")

    assert chart.aria_role == "image" or chart.get_attribute("role") == "img"
    assert "億米ドル" in chart.accessible_name
    assert chart.find_element(CSS, "desc").get_attribute("textContent")


def test_the_csv_is_the_table(driver: webdriver.Chrome, server: Server) -> None:
    """As many rows, of the same years."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/figures/{TRADE}")
    shown = [cell.text for cell in driver.find_elements(CSS, "table.records th[scope=row]")]
    address = str(link(driver, ".csv").get_attribute("href"))
    rows = list(csv.DictReader(io.StringIO(httpx.get(address).text)))

    assert [row["date"] for row in rows] == shown
    assert all(row["value"] and row["reported_by_label"] and row["verdict"] for row in rows)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_telephone(
    driver: webdriver.Chrome, server: Server, path: str
) -> None:
    """In any language, at 390 and at 1280 pixels, and nothing is loaded from elsewhere or refused."""
    for width in (390, 1280):
        wide(driver, width)
        for language in LANGUAGES:
            driver.get(f"{server.url}/{language}{path}")

            assert driver.execute_script(SIDEWAYS) <= 0, (width, language)
            assert driver.execute_script("return window.forbidden") == []
            for address in driver.execute_script(LOADED):
                assert address.startswith(server.url)
    assert [row["message"] for row in driver.get_log("browser")] == []


def test_letters_of_a_chart_keep_their_size(driver: webdriver.Chrome, server: Server) -> None:
    """On a telephone another drawing is shown, not a smaller one."""
    wide(driver, 390)
    driver.get(f"{server.url}/en/figures/{TRADE}")
    narrow = driver.find_element(CSS, "svg.narrow")

    assert not driver.find_element(CSS, "svg.wide").is_displayed()
    assert narrow.is_displayed() and narrow.size["width"] >= 340
    assert narrow.find_element(CSS, ".unit").size["height"] >= 12


def test_a_chart_is_dark_in_the_dark(driver: webdriver.Chrome, server: Server) -> None:
    """By its style alone."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/figures/{TRADE}")
    inks = []
    for scheme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        inks.append(driver.execute_script(INK))
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})

    assert inks == ["rgb(31, 31, 31)", "rgb(232, 232, 232)"]


def test_the_timeline_is_narrowed_by_its_form(driver: webdriver.Chrome, server: Server) -> None:
    """With what it was asked in its fields again."""
    wide(driver, 390)
    driver.get(f"{server.url}/en/timeline")
    driver.find_element(CSS, "#actor option[value=xi-jinping]").click()
    driver.find_element(CSS, "#with option[value=vladimir-putin]").click()
    driver.find_element(By.ID, "from").send_keys("2013")
    driver.find_element(By.ID, "to").send_keys("2014-12-31")
    follow(driver, driver.find_element(CSS, ".filters button"))
    years = [heading.text for heading in driver.find_elements(CSS, "main section > h2")]

    assert years == ["2014", "2013"]
    assert driver.find_element(By.ID, "from").get_property("value") == "2013"
    assert driver.find_element(By.ID, "actor").get_property("value") == "xi-jinping"


def test_a_table_is_narrowed_by_clicks(driver: webdriver.Chrome, server: Server) -> None:
    """And its CSV with it."""
    wide(driver, 1280)
    driver.get(f"{server.url}/en/data")
    follow(driver, link(driver, "/tables/events"))
    driver.find_element(CSS, "main > details > summary").click()
    follow(driver, link(driver, "?kinds=veto"))
    rows = driver.find_elements(CSS, "table.records tbody tr")
    csv_link = driver.find_element(CSS, 'a[href*="/tables/events.csv?"]')
    text = httpx.get(str(csv_link.get_attribute("href"))).text

    assert len(rows) == 16
    assert len(list(csv.reader(io.StringIO(text)))) == 17
