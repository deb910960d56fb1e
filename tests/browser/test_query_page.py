"""The query page in a browser: by clicks alone, by the keyboard, without script, and under its policy."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.chromium import CSS, PHONE, Chromium

CONTENT = "return document.querySelector('#editor').shadowRoot.querySelector('.cm-content')"
POPUP = (
    "return document.querySelector('#editor').shadowRoot.querySelector('.cm-tooltip-autocomplete')"
)
JUDGED = """
PREFIX ev: <https://w3id.org/churo/evidence#>
PREFIX code: <https://w3id.org/churo/code#>
SELECT ?claim ?verdict WHERE {
  { SELECT * { ?claim ev:currentVerdict ?verdict . FILTER (?verdict = code:refuted) } LIMIT 3 }
  UNION
  { SELECT * { ?claim ev:document <https://w3id.org/churo/source/record> } LIMIT 3 }
}
"""
CANCEL = """
    setTimeout(() => document.querySelector("button.run").click(), 100);
    setTimeout(() => {
        const cancel = document.querySelector("#cancel");
        window.cancelled = !cancel.hidden;
        cancel.click();
    }, 1000);
"""


def content(browser: Chromium) -> WebElement:
    """The text of the editor, as soon as it is there."""
    found: WebElement = browser.until(lambda: browser.driver.execute_script(CONTENT))
    return found


def query(browser: Chromium) -> str:
    """What the form would send."""
    return str(first(browser, "#query").get_property("value"))


def clear(browser: Chromium) -> None:
    """Empty the editor, with the focus in it."""
    content(browser).click()
    browser.press("a")
    browser.type(Keys.DELETE)


def first(browser: Chromium, selector: str) -> WebElement:
    """The first element of a selector, as soon as it is there."""
    found: WebElement = browser.until(lambda: browser.one(selector))
    return found


def section(browser: Chromium, name: str) -> WebElement:
    """The class of the list that has a name, opened."""
    selector = f'aside.schema p[data-class="{name}"]'
    found = first(browser, selector).find_element(By.XPATH, "..")
    if found.get_attribute("open") is None:
        found.find_element(By.TAG_NAME, "summary").click()
    return found


def test_the_address_of_an_answer_is_in_the_address_bar(browser: Chromium) -> None:
    """Which is what is shared."""
    browser.open("/en/sparql")
    clear(browser)
    browser.type("ASK {}")
    browser.press(Keys.ENTER)
    first(browser, "#answer .truth")
    share = str(first(browser, "#answer a.share").get_attribute("href"))

    asked = parse_qs(urlsplit(browser.driver.current_url).query)["query"]
    assert asked == parse_qs(urlsplit(share).query)["query"] == ["ASK {}"]


def test_a_query_too_long_for_an_address_is_sent_all_the_same(browser: Chromium) -> None:
    """And the page says that there is no link to its answer."""
    browser.open("/en/sparql")
    long = "x" * 9000
    clear(browser)
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": f"ASK {{}} # {long}"})
    browser.press(Keys.ENTER)
    first(browser, "#answer .truth")

    assert "too long for a link" in first(browser, "#answer").text
    assert "query=" not in browser.driver.current_url


def accept(browser: Chromium, begins: str) -> None:
    """Take what is offered first, once the editor takes a key: not before one can have read it (75 ms)."""
    browser.until(lambda: browser.driver.execute_script(POPUP).text.startswith(begins))
    ActionChains(browser.driver).pause(0.2).send_keys(Keys.ENTER).perform()


def test_completion_by_label_in_the_language_of_the_page(browser: Chromium) -> None:
    """Of a class and of a thing, each with its prefix declared."""
    browser.open("/ja/sparql")
    clear(browser)
    browser.type("SELECT * WHERE { ?s a 会談")
    accept(browser, "会談")
    browser.until(lambda: "a churo:Meeting" in query(browser))
    browser.type(" ; churo:place モスク")
    accept(browser, "モスクワ")
    browser.until(lambda: "id:moscow" in query(browser))

    assert "PREFIX churo: <" in query(browser) and "PREFIX id: <" in query(browser)


def test_a_mistake_is_told_with_its_place_while_one_writes(browser: Chromium) -> None:
    """And what is right is told to be."""
    browser.open("/en/sparql")
    clear(browser)
    browser.type("SELECT * WHERE {\n?s ?p ?o ?x ?y ?z ")
    told = browser.until(lambda: "2:" in (text := first(browser, "#status").text) and text)
    clear(browser)
    browser.type("SELECT * WHERE { ?s ?p ?o ")
    browser.until(lambda: first(browser, "#status").text == "The query can be read.")

    assert "put one before ?x" in told


def test_a_query_can_be_cancelled(browser: Chromium) -> None:
    """The page stays as it is, and can be used."""
    browser.open("/en/sparql")
    clear(browser)
    browser.type("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i ")
    # By clicks of the page's own: the driver waits for an answer before it does anything else.
    browser.driver.execute_script(CANCEL)
    browser.until(lambda: first(browser, "#status").text == "Cancelled.")

    assert browser.driver.execute_script("return window.cancelled") is True
    assert not first(browser, "#cancel").is_displayed()


def test_a_column_sorts(browser: Chromium) -> None:
    """Numbers as numbers, up and then down, which is told to who does not see."""
    browser.open("/en/sparql")
    first(browser, 'a[href$="example?name=properties"]').click()
    browser.driver.get(f"{browser.driver.current_url.partition('#')[0]}&view=table")
    content(browser)
    for order in ("ascending", "descending"):
        browser.all("table.result thead button")[1].click()
        numbers = [int(cell.text) for cell in browser.all("table.result td.number")]

        assert numbers == sorted(numbers, reverse=order == "descending")
        assert browser.all("table.result th")[1].get_attribute("aria-sort") == order


def test_claims_and_verdicts_of_an_answer_have_their_chips(browser: Chromium) -> None:
    """As everywhere, whole on a telephone, and what is copied or sorted is the name beside them."""
    form = urlencode({"query": JUDGED})
    browser.open(f"/ru/sparql?{form}", PHONE)
    rows = browser.all("#answer tbody tr")

    chips = [[chip.text for chip in row.find_elements(CSS, ".chip")] for row in rows]
    assert ["опровергнуто", "опровергнуто"] in chips and ["запись редактора с источником"] in chips
    assert "code:refuted" in browser.one("#answer table").text
    over = "return [...document.querySelectorAll('#answer .chip')].some(chip => "
    over += "chip.getBoundingClientRect().right > document.documentElement.clientWidth)"
    assert not browser.driver.execute_script(over)


def test_tab_leaves_the_editor(browser: Chromium) -> None:
    """Nobody is kept in it."""
    browser.open("/en/sparql")
    content(browser).click()
    browser.type(Keys.TAB)

    assert "run" in str(browser.driver.switch_to.active_element.get_attribute("class"))


@pytest.mark.parametrize("language", ["en", "ja", "zh", "ru"])
def test_nothing_is_forbidden_and_nothing_is_logged(browser: Chromium, language: str) -> None:
    """Under a policy without exceptions, with Trusted Types, through all that the editor shows."""
    browser.open(f"/{language}/sparql")
    browser.driver.get_log("browser")
    clear(browser)
    browser.type("SELECT * WHERE { ?s a mee")
    browser.until(lambda: browser.driver.execute_script(POPUP))
    browser.until(lambda: first(browser, "#status").text)
    browser.press(Keys.ENTER)
    first(browser, "#answer")
    content(browser)
    forbidden = [row for row in browser.forbidden() if "400 (Bad Request)" not in row]

    assert forbidden == []


def test_without_script_examples_and_classes_are_links(plain: Chromium) -> None:
    """And the form works; the result is a table, or a picture that the server draws."""
    plain.open("/ru/sparql")
    first(plain, 'a[href$="example?name=kinds"]').click()
    assert len(plain.all("#answer .bars svg rect")) == 20
    found = section(plain, "churo:Meeting")
    found.find_element(CSS, 'li[data-property="churo:place"] a').click()
    assert len(plain.all("#answer td a")) > 40
    first(plain, "#query").clear()
    first(plain, "#query").send_keys("SELECT * WHERE {\n  ?s a ?c ?s ?p ?o\n}")
    first(plain, "button.run").click()
    mistake = first(plain, "#answer.mistake").text

    assert "2" in mistake and "^" in mistake and "?s" in mistake


def test_without_script_no_button_does_nothing(plain: Chromium) -> None:
    """What needs script is not shown."""
    plain.open("/en/sparql")
    first(plain, 'a[href$="example?name=kinds"]').click()
    shown = [button for button in plain.all("button") if button.is_displayed()]

    assert {button.get_attribute("type") for button in shown} == {"submit"}


@pytest.mark.parametrize("view", ["table", "timeline", "bar", "matrix", "raw"])
def test_no_view_makes_a_phone_scroll_sideways(browser: Chromium, view: str) -> None:
    """At 390 pixels."""
    browser.open("/en/sparql", PHONE)
    found = section(browser, "churo:Meeting")
    browser.click(found.find_element(CSS, 'li[data-property="churo:date"] a'))
    asked = browser.driver.current_url.partition("#")[0].removeprefix(browser.url)
    browser.open(f"{asked}&view={view}", PHONE)
    content(browser)

    assert browser.wider() == 0
