"""The positions in a browser: side by side, chosen by matter and holder, with their sources."""

from __future__ import annotations

import httpx
import pytest

from tests.browser.chromium import CSS, PHONE, Chromium
from tests.server.web.running import Server

LEFT = "return document.querySelector(arguments[0]).getBoundingClientRect().left"


def test_who_says_what_stands_side_by_side(browser: Chromium) -> None:
    """China, Russia and the others, one click from the first page."""
    browser.open("/en/")
    browser.follow("Positions")
    browser.one(".issue summary").click()
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
    assert browser.until(lambda: browser.one("#taiwan-question .stance").is_displayed())
    browser.open("/en/positions?issue=taiwan-question")

    entries = browser.all(".stance")
    assert len(browser.all(".issue")) == 1 and len(entries) > 5
    assert all(entry.find_elements("css selector", ".chip") for entry in entries)
    browser.one(".stance summary").click()
    link = browser.one(".stance details[open] ul.sources a")
    assert str(link.get_attribute("href")).startswith("http")


def test_joint_positions_stand_across_both(browser: Chromium) -> None:
    """As wide as the two columns right below, however much others say beside them."""
    browser.open("/en/positions?issue=economic-sanctions")
    joint = browser.one(".joint")
    left, right = (
        joint.find_element("xpath", f"../div[contains(@class, 'side-{n}')]") for n in (1, 2)
    )

    assert joint.rect["x"] == left.rect["x"]
    assert joint.rect["width"] > left.rect["width"] + right.rect["width"] - 1
    assert left.rect["y"] - joint.rect["y"] - joint.rect["height"] < 40


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


def test_every_matter_is_folded_on_a_telephone(plain: Chromium) -> None:
    """Without script, with the number of its positions: by a tap, and by whatever leads into it."""
    plain.open("/ru/positions", PHONE)
    assert plain.driver.execute_script("return document.body.scrollHeight") < 3500
    assert len(plain.all(".issue")) == 8 and not plain.all(".issue details.fold[open]")

    fold = plain.one(".issue details.fold")
    fold.find_element(CSS, "summary").click()
    entries = [entry for entry in fold.find_elements(CSS, ".stance") if entry.is_displayed()]
    assert fold.find_element(CSS, ".extent").text == f"позиций: {len(entries)}"

    plain.open("/ru/positions#taiwan-question", PHONE)
    assert plain.until(lambda: plain.one("#taiwan-question .stance").is_displayed())


def test_nothing_is_folded_on_paper(browser: Chromium) -> None:
    """Neither a matter nor the sources of a position."""
    browser.open("/ru/positions")
    browser.paper(True)

    shown = "return arguments[0].checkVisibility({contentVisibilityAuto: true})"
    try:
        items = browser.all(".stance li")
        # What is far from the window is laid out only when it is drawn.
        browser.until(lambda: all(browser.driver.execute_script(shown, it) for it in items))
    finally:
        browser.paper(False)
    assert len(items) > 50


@pytest.mark.parametrize(
    "path", ["/en/positions", "/en/tables/events", "/en/sparql?query=SELECT+*+{?s+?p+?o}+LIMIT+9"]
)
def test_no_table_is_cut_off_on_paper(browser: Chromium, path: str) -> None:
    """What scrolls on a screen is whole on a sheet, in its width and in its height."""
    browser.open(path, 760)
    browser.paper(True)
    try:
        hidden = browser.driver.execute_script(
            "return [...document.querySelectorAll('.scroll')].map(box => "
            "[box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight])"
        )
    finally:
        browser.paper(False)

    assert hidden
    assert max(map(max, hidden)) <= 0


def test_nothing_is_said_of_those_who_were_not_chosen(browser: Chromium) -> None:
    """That they hold no position in a matter would be wrong."""
    browser.open("/ru/positions?holder=japan&issue=international-order")

    assert [title.text for title in browser.all(".sides h3")] == ["Другие"]
    assert not browser.all(".sides > div > .tag")


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
