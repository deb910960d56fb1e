"""Figures, timeline and tables in a browser: on telephones, in the dark, by readers, by forms."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlsplit

import httpx

from tests.browser.chromium import CSS, PHONE, Chromium

TRADE = "china-russia-trade-trade-value"
INK = "return getComputedStyle(document.querySelector('.wide .unit')).fill"


def test_the_source_of_a_value_is_beside_it(browser: Chromium) -> None:
    """A click leads to the text itself, another to the claim with its verdict."""
    browser.open(f"/en/figures/{TRADE}")

    for row in browser.all("table.records tbody tr"):
        assert row.find_elements(CSS, ".chip")
        links = [str(a.get_attribute("href")) for a in row.find_elements(CSS, "td:last-child a")]
        assert any(urlsplit(href).netloc != urlsplit(browser.url).netloc for href in links)


def test_a_chart_has_a_name_and_a_description(browser: Chromium) -> None:
    """In the language of the page; a reader of screens is told what it is, and reads the table."""
    browser.open(f"/ja/figures/{TRADE}")
    chart = browser.one("svg.wide")

    assert chart.aria_role == "image" or chart.get_attribute("role") == "img"
    assert "億米ドル" in chart.accessible_name
    assert chart.find_element(CSS, "desc").get_attribute("textContent")


def test_the_csv_is_the_table(browser: Chromium) -> None:
    """As many rows, of the same years."""
    browser.open(f"/en/figures/{TRADE}")
    shown = [cell.text for cell in browser.all("table.records th[scope=row]")]
    address = str(browser.link(".csv").get_attribute("href"))
    rows = list(csv.DictReader(io.StringIO(httpx.get(address).text)))

    assert [row["date"] for row in rows] == shown
    assert all(row["value"] and row["reported_by_label"] and row["verdict"] for row in rows)


def test_letters_of_a_chart_keep_their_size(browser: Chromium) -> None:
    """On a telephone another drawing is shown, not a smaller one."""
    browser.open(f"/en/figures/{TRADE}", PHONE)
    narrow = browser.one("svg.narrow")

    assert not browser.one("svg.wide").is_displayed()
    assert narrow.is_displayed() and narrow.size["width"] >= 340
    assert narrow.find_element(CSS, ".unit").size["height"] >= 12


def test_a_chart_is_dark_in_the_dark(browser: Chromium) -> None:
    """By its style alone."""
    browser.open(f"/en/figures/{TRADE}")
    inks = []
    for light in (True, False):
        browser.light(light)
        inks.append(browser.driver.execute_script(INK))

    assert inks == ["rgb(31, 31, 31)", "rgb(232, 232, 232)"]


def test_the_timeline_is_narrowed_by_its_form(browser: Chromium) -> None:
    """With what it was asked in its fields again."""
    browser.open("/en/timeline", PHONE)
    browser.one("#actor option[value=xi-jinping]").click()
    browser.one("#with option[value=vladimir-putin]").click()
    browser.one("#from").send_keys("2013")
    browser.one("#to").send_keys("2014-12-31")
    browser.click(browser.one(".filters button"))
    years = [heading.text for heading in browser.all("main section > h2")]

    assert years == ["2014", "2013"]
    assert browser.one("#from").get_property("value") == "2013"
    assert browser.one("#actor").get_property("value") == "xi-jinping"


def test_rows_of_a_table_are_folded_on_a_telephone(plain: Chromium) -> None:
    """Without script: seen by name and verdict, the rest by a tap or by the address of the row."""
    plain.open("/ru/tables/events", PHONE)
    height = "return document.body.scrollHeight"
    assert plain.driver.execute_script(height) < 8000
    first, second = plain.all("table.records tbody tr")[:2]
    further = first.find_element(CSS, "td.further:not(:empty)")
    assert first.find_element(CSS, ".chip").is_displayed() and not further.is_displayed()

    first.find_element(CSS, ".more summary").click()

    assert further.is_displayed()
    assert not second.find_element(CSS, "td.further:not(:empty)").is_displayed()
    plain.open("/ru/tables/events#events-2", PHONE)
    assert plain.one("#events-2 td.further:not(:empty)").is_displayed()


def test_nothing_of_a_table_is_folded_on_paper(plain: Chromium) -> None:
    """However narrow that is."""
    plain.open("/ru/tables/events", PHONE)
    plain.paper(True)

    try:
        cells = plain.all("table.records tbody td.further:not(:empty)")
        assert len(cells) > 200
        plain.until(lambda: all(cell.is_displayed() for cell in cells[:40]))
    finally:
        plain.paper(False)


def test_each_column_is_explained_in_a_line(plain: Chromium) -> None:
    """Its name, and beside it what it holds."""
    plain.open("/zh/data")
    plain.one(".box details summary").click()
    box = plain.one(".box details")
    names = [name.rect for name in box.find_elements(CSS, "dt")]
    meanings = [meaning.rect for meaning in box.find_elements(CSS, "dd")]

    assert len({name["x"] for name in names}) == len({one["x"] for one in meanings}) == 1
    assert len({name["y"] for name in names}) == len(names) > 10


def test_a_table_is_narrowed_by_clicks(browser: Chromium) -> None:
    """And its CSV with it."""
    browser.open("/en/data")
    browser.click(browser.link("/tables/events"))
    browser.one("main > details > summary").click()
    browser.click(browser.link("?kinds=veto"))
    rows = browser.all("table.records tbody tr")
    csv_link = browser.one('a[href*="/tables/events.csv?"]')
    text = httpx.get(str(csv_link.get_attribute("href"))).text

    assert len(rows) == 16
    assert len(list(csv.reader(io.StringIO(text)))) == 17
