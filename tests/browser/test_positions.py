"""The positions in a browser: side by side, chosen by matter and holder, with their sources."""

from __future__ import annotations

import httpx

from tests.browser.chromium import Chromium
from tests.server.web.running import Server

LEFT = "return document.querySelector(arguments[0]).getBoundingClientRect().left"


def test_who_says_what_stands_side_by_side(browser: Chromium) -> None:
    """China, Russia and the others, one click from the first page."""
    browser.open("/en/")
    browser.follow("Positions")
    places = [
        browser.driver.execute_script(LEFT, f".issue .{side}")
        for side in ("side-1", "side-2", "others")
    ]

    assert [browser.one(f".issue .side-{n} h3").text for n in (1, 2)] == ["China", "Russia"]
    assert places[0] < places[1] < places[2]


def test_a_matter_is_two_clicks_away_with_its_sources(browser: Chromium) -> None:
    """From the table; each position says whether it is held up, who reports it and from where."""
    browser.open("/en/positions")
    browser.one('table.stances a[href*="taiwan-question"]').click()
    browser.open("/en/positions?issue=taiwan-question")

    entries = browser.all(".stance")
    assert len(browser.all(".issue")) == 1 and len(entries) > 5
    assert all(entry.find_elements("css selector", ".chip") for entry in entries)
    browser.one(".stance summary").click()
    link = browser.one(".stance details[open] ul.sources a")
    assert str(link.get_attribute("href")).startswith("http")


def test_joint_positions_stand_across_both(browser: Chromium) -> None:
    """As wide as the two columns below."""
    browser.open("/en/positions?all=1")
    joint = browser.one(".joint")
    left, right = (
        joint.find_element("xpath", f"../div[contains(@class, 'side-{n}')]") for n in (1, 2)
    )

    assert joint.rect["x"] == left.rect["x"]
    assert joint.rect["width"] > left.rect["width"] + right.rect["width"] - 1


def test_a_place_on_the_page_has_one_name(browser: Chromium) -> None:
    """However many matters a position is in, so that the table leads where it says."""
    browser.open("/en/positions?all=1")
    names = [row.get_attribute("id") for row in browser.all("[id]")]
    leads = [str(row.get_attribute("href")) for row in browser.all("table.stances th[scope=row] a")]

    assert len(names) == len(set(names))
    assert leads and all(lead.partition("#")[2] in names for lead in leads)


def test_positions_are_chosen_by_a_form(browser: Chromium) -> None:
    """By matter and holder, and back to all."""
    browser.open("/en/positions")
    browser.choose("#holder", "Japan")
    browser.click(browser.one("form.filter button"))

    assert "holder=japan" in browser.driver.current_url
    assert not browser.all(".side-1 .stance, .side-2 .stance, .joint .stance")
    assert browser.all(".others .stance")
    browser.follow("Show all")
    assert browser.all(".side-1 .stance")


def test_wording_is_in_the_language_of_its_source(browser: Chromium) -> None:
    """Which is marked where it is not that of the page."""
    browser.open("/en/positions?all=1")
    languages = {q.get_attribute("lang") for q in browser.all(".wording q")}

    assert {"en", "ja"} <= languages
    assert browser.all('.wording q[lang="ja"] + .tag')


def test_another_choice_is_a_clear_mistake(server: Server) -> None:
    """Whatever its length, above all positions."""
    for query in ("issue=nothing", f"holder={'x' * 5000}"):
        told = httpx.get(f"{server.url}/en/positions?{query}", headers={"accept": "text/html"})

        assert told.status_code == 400
        assert '<div class="wrong" role="alert">' in told.text and "x" * 101 not in told.text
