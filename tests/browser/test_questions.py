"""The questions in a browser: from the first page to an answer by clicks, asked of others by a form."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx

from churo.languages import LANGUAGES
from tests.browser.chromium import CSS, PHONE, Chromium
from tests.server.web.running import Server

PAGES = (
    "/questions",
    "/questions/meetings-of-two",
    "/questions/positions-of-russia",
    "/questions/is-alliance-asserted",
    "/questions/positions-on-ukraine",
    "/questions/figures-by-year",
    "/questions/common-positions?one=japan&other=united-states",
    "/method",
    "/gaps",
)


def test_any_question_is_two_taps_away_on_a_telephone(plain: Chromium) -> None:
    """Without script: those that readers ask first at once, the others in their folded family."""
    plain.open("/en/questions", PHONE)
    asked = plain.one("#first ~ .asked a")
    fold = plain.one("details.fold")
    assert asked.is_displayed() and asked.rect["y"] < 900
    assert plain.driver.execute_script("return document.body.scrollHeight") < 3000

    fold.find_element(CSS, "summary").click()
    link = fold.find_element(CSS, ".asked a")
    told = link.text
    plain.click(link)

    assert plain.one("h1").text == told


def test_what_a_column_is_called_stands_beside_its_value(plain: Chromium) -> None:
    """On a telephone, however long that is: above nothing else."""
    plain.open("/ru/questions/topics-that-hold-up", PHONE)
    label = "return getComputedStyle(arguments[0], '::before')"
    cells = plain.all("#answer td.number")
    heights = [plain.driver.execute_script(f"{label}.height", cell) for cell in cells]

    assert len(cells) > 20 and max(float(height[:-2]) for height in heights) > 30
    assert {plain.driver.execute_script(f"{label}.whiteSpace", cell) for cell in cells} == {
        "normal"
    }


def test_a_day_is_one_whatever_its_datatype(plain: Chromium) -> None:
    """In the table as in the sentence above it."""
    plain.open("/ru/questions/who-assesses")

    assert "2026-11" not in plain.one("#answer table").text
    assert "ноября 2026" in plain.one("#answer table").text


def test_a_question_is_asked_of_others_by_a_form(browser: Chromium) -> None:
    """With the names of the release in the language of the page, and an address that can be shared."""
    browser.open("/ja/questions/positions-of-russia")
    browser.choose("#actor", "日本")
    browser.click(browser.one("form.filter button"))

    assert urlsplit(browser.driver.current_url).query == "actor=japan"
    assert browser.one("h1").text.startswith("日本は")
    assert "日本" in browser.one("#answer").text


def test_the_query_leads_to_where_it_can_be_changed(browser: Chromium) -> None:
    """With the thing that was chosen in it, and it runs there as it is."""
    browser.open("/en/questions/positions-of-russia?actor=japan")
    rows = len(browser.all("#answer table.result tbody tr"))
    browser.follow("Edit this query")

    assert urlsplit(browser.driver.current_url).path == "/en/sparql"
    assert "id/japan" in browser.driver.page_source
    assert len(browser.all("#answer table.result tbody tr")) == rows > 0


def test_an_answer_is_shown_otherwise(browser: Chromium) -> None:
    """In each view that fits it."""
    browser.open("/en/questions/meetings-of-two")
    browser.follow("Table")

    assert len(browser.all("table.result tbody tr")) > 40


def test_yes_or_no_is_said(browser: Chromium) -> None:
    """In a word."""
    browser.open("/en/questions/is-alliance-asserted")

    assert browser.one("#answer .truth").text == "No"


def test_every_answer_begins_with_a_sentence(server: Server) -> None:
    """In the language of the page: of what kind the answer may be, and if it is empty."""
    listed = httpx.get(f"{server.url}/sitemap.xml").text
    slugs = sorted(set(re.findall(r"/questions/([\w-]+)<", listed)))
    assert len(slugs) > 120

    for number, slug in enumerate(slugs):
        language = LANGUAGES[number % 4]
        page = httpx.get(f"{server.url}/{language}/questions/{slug}").text
        answer = page[page.index('id="answer-title"') :]
        lead = re.search(r'<p class="lead">([^<]++)', answer)

        assert lead and re.search("[.。]", lead[1]), slug
        assert lead.start() < 700, slug


def test_answers_are_files_too(server: Server) -> None:
    """The whole of them, in the formats that hold them."""
    at = f"{server.url}/questions/positions-of-russia"

    told = httpx.get(f"{at}.csv?actor=japan")
    whole = httpx.get(f"{at}.json").json()

    assert told.headers["content-type"].startswith("text/csv")
    assert told.text.splitlines()[0].startswith("stance,holder")
    assert "id/japan" in told.text
    assert whole["head"]["vars"][0] == "stance" and whole["results"]["bindings"]
    assert (
        httpx.get(f"{server.url}/questions/is-alliance-asserted.csv").text == "boolean\r\nfalse\r\n"
    )
    assert " .\n" in httpx.get(f"{server.url}/questions/positions-on-ukraine.nt").text


def test_a_page_leads_to_its_files(browser: Chromium, server: Server) -> None:
    """By links that are their addresses, with what was chosen."""
    browser.open("/en/questions/positions-of-russia?actor=japan")
    leads = [link.get_attribute("href") for link in browser.all("p.links a")]

    assert leads[0] == f"{server.url}/questions/positions-of-russia.csv?actor=japan"
    assert leads[1] == f"{server.url}/questions/positions-of-russia.json?actor=japan"


def test_another_choice_or_question_is_a_clear_mistake(server: Server) -> None:
    """Which says what there is."""
    at = f"{server.url}/en/questions"
    page = {"accept": "text/html"}

    wrong = httpx.get(f"{at}/positions-of-russia?actor={'x' * 5000}", headers=page)
    unknown = httpx.get(f"{at}/nothing-like-that", headers=page)
    view = httpx.get(f"{at}/positions-of-russia?view=pie", headers=page)
    file = httpx.get(f"{server.url}/questions/positions-of-russia.nt")

    assert (wrong.status_code, unknown.status_code, view.status_code) == (400, 404, 400)
    assert "Choose from the list" in wrong.text and "x" * 101 not in wrong.text
    assert "/questions" in unknown.text
    assert file.status_code == 404


def test_questions_are_in_the_sitemap(server: Server) -> None:
    """Each once."""
    listed = httpx.get(f"{server.url}/sitemap.xml").text

    assert listed.count("/questions/meetings-of-two<") == 1
    assert "/positions<" in listed
