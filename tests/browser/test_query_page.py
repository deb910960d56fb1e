"""The query page in a browser: by clicks alone, by the keyboard, without script, and under its policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.server.web.running import Server

CSS, ID = By.CSS_SELECTOR, By.ID
SECONDS = 20
# Records what the page's policy forbids before any script of the page runs.
WATCH = (
    "window.forbidden = []; document.addEventListener('securitypolicyviolation', "
    "event => window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI))"
)
CONTENT = "return document.querySelector('#editor').shadowRoot.querySelector('.cm-content')"
POPUP = (
    "return document.querySelector('#editor').shadowRoot.querySelector('.cm-tooltip-autocomplete')"
)
CANCEL = """
    setTimeout(() => document.querySelector("button.run").click(), 100);
    setTimeout(() => {
        const cancel = document.querySelector("#cancel");
        window.cancelled = !cancel.hidden;
        cancel.click();
    }, 1000);
"""
WIDTH = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Browser:
    """Chromium on a query page; ``script`` says whether pages may have script."""

    def __init__(self, url: str, script: bool = True) -> None:
        options = ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(argument)
        if not script:
            content = {"profile.managed_default_content_settings.javascript": 2}
            options.add_experimental_option("prefs", content)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
        self.driver.set_window_size(1280, 1000)
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self._url = url

    def open(self, language: str = "en") -> None:
        """Go to the page in a language."""
        self.driver.get(f"{self._url}/{language}/sparql")

    def one(self, selector: str) -> WebElement:
        """The first element of a selector, as soon as it is there."""
        return self.until(lambda: self.driver.find_element(CSS, selector))

    def all(self, selector: str) -> list[WebElement]:
        """Every element of a selector."""
        return self.driver.find_elements(CSS, selector)

    def until(self, found: Callable[[], Any]) -> Any:
        """What is found, as soon as it is."""
        return WebDriverWait(self.driver, SECONDS, ignored_exceptions=[Exception]).until(
            lambda _: found()
        )

    def content(self) -> WebElement:
        """The text of the editor."""
        found: WebElement = self.until(lambda: self.driver.execute_script(CONTENT))
        return found

    def query(self) -> str:
        """What the form would send."""
        return str(self.driver.find_element(ID, "query").get_property("value"))

    def type(self, *keys: str) -> None:
        """Type into whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def press(self, key: str) -> None:
        """Press a key together with Ctrl."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(
            Keys.CONTROL
        ).perform()

    def clear(self) -> None:
        """Empty the editor, with the focus in it."""
        self.content().click()
        self.press("a")
        self.type(Keys.DELETE)

    def forbidden(self) -> list[str]:
        """What the policy forbade, and whatever else the console has."""
        told = [row["message"] for row in self.driver.get_log("browser")]
        return [*self.driver.execute_script("return window.forbidden"), *told]


@pytest.fixture(scope="module")
def browser(server: Server) -> Iterator[Browser]:
    """A browser with script."""
    opened = Browser(server.url)
    yield opened
    opened.driver.quit()


@pytest.fixture(scope="module")
def plain(server: Server) -> Iterator[Browser]:
    """A browser without script."""
    opened = Browser(server.url, script=False)
    yield opened
    opened.driver.quit()


def section(browser: Browser, name: str) -> WebElement:
    """The class of the list that has a name, opened."""
    selector = f'aside.schema p[data-class="{name}"]'
    found = browser.one(selector).find_element(By.XPATH, "..")
    if found.get_attribute("open") is None:
        found.find_element(By.TAG_NAME, "summary").click()
    return found


def test_a_newcomer_builds_a_query_by_clicks(browser: Browser) -> None:
    """Two properties of meetings, run by the keyboard, with answers that lead to pages of ours."""
    browser.open()
    browser.content()
    found = section(browser, "churo:Meeting")
    for name in ("churo:date", "churo:place"):
        found.find_element(CSS, f'li[data-property="{name}"] button.insert').click()
    browser.press(Keys.ENTER)
    names = [cell.text for cell in browser.until(lambda: browser.all("#answer thead th"))]
    links = [str(a.get_attribute("href")) for a in browser.all("#answer td a")]

    assert names == ["meeting", "date", "place"]
    assert len(links) > 40
    assert all("/en/doc/" in link for link in links)
    browser.one("#answer td a").click()
    assert browser.until(lambda: browser.one("h1").text)
    assert "/en/doc/id/" in browser.driver.current_url


def test_the_address_of_an_answer_is_in_the_address_bar(browser: Browser) -> None:
    """Which is what is shared."""
    browser.open()
    browser.clear()
    browser.type("ASK {}")
    browser.press(Keys.ENTER)
    browser.one("#answer .truth")
    share = str(browser.one("#answer a.share").get_attribute("href"))

    asked = parse_qs(urlsplit(browser.driver.current_url).query)["query"]
    assert asked == parse_qs(urlsplit(share).query)["query"] == ["ASK {}"]


def test_a_query_too_long_for_an_address_is_sent_all_the_same(browser: Browser) -> None:
    """And the page says that there is no link to its answer."""
    browser.open()
    long = "x" * 9000
    browser.clear()
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": f"ASK {{}} # {long}"})
    browser.press(Keys.ENTER)
    browser.one("#answer .truth")

    assert "too long for a link" in browser.one("#answer").text
    assert "query=" not in browser.driver.current_url


def test_completion_by_label_in_the_language_of_the_page(browser: Browser) -> None:
    """Of a class and of a thing, each with its prefix declared."""
    browser.open("ja")
    browser.clear()
    browser.type("SELECT * WHERE { ?s a 会談")
    browser.until(lambda: "churo:Meeting" in browser.driver.execute_script(POPUP).text)
    browser.until(lambda: not browser.type(Keys.ENTER) and "a churo:Meeting" in browser.query())
    browser.type(" ; churo:place モスク")
    browser.until(lambda: browser.driver.execute_script(POPUP).text.startswith("モスクワ"))
    browser.until(lambda: not browser.type(Keys.ENTER) and "id:moscow" in browser.query())

    assert "PREFIX churo: <" in browser.query() and "PREFIX id: <" in browser.query()


def test_a_mistake_is_told_with_its_place_while_one_writes(browser: Browser) -> None:
    """And what is right is told to be."""
    browser.open()
    browser.clear()
    browser.type("SELECT * WHERE {\n?s ?p ?o ?x ?y ?z ")
    told = browser.until(lambda: "2:" in (text := browser.one("#status").text) and text)
    browser.clear()
    browser.type("SELECT * WHERE { ?s ?p ?o ")
    browser.until(lambda: browser.one("#status").text == "The query can be read.")

    assert "put one before ?x" in told


def test_a_query_can_be_cancelled(browser: Browser) -> None:
    """The page stays as it is, and can be used."""
    browser.open()
    browser.clear()
    browser.type("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i ")
    # By clicks of the page's own: the driver waits for an answer before it does anything else.
    browser.driver.execute_script(CANCEL)
    browser.until(lambda: browser.one("#status").text == "Cancelled.")

    assert browser.driver.execute_script("return window.cancelled") is True
    assert not browser.one("#cancel").is_displayed()


def test_a_column_sorts(browser: Browser) -> None:
    """Numbers as numbers, up and then down, which is told to who does not see."""
    browser.open()
    browser.one('a[href$="example?name=properties"]').click()
    browser.driver.get(f"{browser.driver.current_url.partition('#')[0]}&view=table")
    browser.content()
    for order in ("ascending", "descending"):
        browser.all("table.result thead button")[1].click()
        numbers = [int(cell.text) for cell in browser.all("table.result td.number")]

        assert numbers == sorted(numbers, reverse=order == "descending")
        assert browser.all("table.result th")[1].get_attribute("aria-sort") == order


def test_tab_leaves_the_editor(browser: Browser) -> None:
    """Nobody is kept in it."""
    browser.open()
    browser.content().click()
    browser.type(Keys.TAB)

    assert "run" in str(browser.driver.switch_to.active_element.get_attribute("class"))


@pytest.mark.parametrize("language", ["en", "ja", "zh", "ru"])
def test_nothing_is_forbidden_and_nothing_is_logged(browser: Browser, language: str) -> None:
    """Under a policy without exceptions, with Trusted Types, through all that the editor shows."""
    browser.open(language)
    browser.driver.get_log("browser")
    browser.clear()
    browser.type("SELECT * WHERE { ?s a mee")
    browser.until(lambda: browser.driver.execute_script(POPUP))
    browser.until(lambda: browser.one("#status").text)
    browser.press(Keys.ENTER)
    browser.one("#answer")
    browser.content()
    forbidden = [row for row in browser.forbidden() if "400 (Bad Request)" not in row]

    assert forbidden == []


def test_without_script_examples_and_classes_are_links(plain: Browser) -> None:
    """And the form works; the result is a table, or a picture that the server draws."""
    plain.open("ru")
    plain.one('a[href$="example?name=kinds"]').click()
    assert len(plain.all("#answer .bars svg rect")) == 20
    found = section(plain, "churo:Meeting")
    found.find_element(CSS, 'li[data-property="churo:place"] a').click()
    assert len(plain.all("#answer td a")) > 40
    plain.one("#query").clear()
    plain.one("#query").send_keys("SELECT * WHERE {\n  ?s a ?c ?s ?p ?o\n}")
    plain.one("button.run").click()
    mistake = plain.one("#answer.mistake").text

    assert "2" in mistake and "^" in mistake and "put one before ?s" in mistake


def test_without_script_no_button_does_nothing(plain: Browser) -> None:
    """What needs script is not shown."""
    plain.open()
    plain.one('a[href$="example?name=kinds"]').click()
    shown = [button for button in plain.all("button") if button.is_displayed()]

    assert {button.get_attribute("type") for button in shown} == {"submit"}


@pytest.mark.parametrize("view", ["table", "timeline", "bar", "matrix", "raw"])
def test_no_view_makes_a_phone_scroll_sideways(browser: Browser, view: str) -> None:
    """At 390 pixels."""
    metrics = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        browser.open()
        found = section(browser, "churo:Meeting")
        found.find_element(CSS, 'li[data-property="churo:date"] a').click()
        browser.one("#answer")
        browser.driver.get(f"{browser.driver.current_url.partition('#')[0]}&view={view}")
        browser.content()

        assert browser.driver.execute_script(WIDTH) == 0
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_page_is_usable_soon_on_a_slow_line(browser: Browser) -> None:
    """In 2.5 seconds at 1.6 Mbit/s with 150 ms each way and back, with nothing kept from before."""
    driver = browser.driver
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    line = {
        "offline": False,
        "latency": 150,
        "downloadThroughput": 200_000,
        "uploadThroughput": 93_750,
    }
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", line)
    try:
        browser.open()
        browser.content()
        ready = driver.execute_script("return performance.now()")
    finally:
        open_line = line | {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        driver.execute_cdp_cmd("Network.emulateNetworkConditions", open_line)
        driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})

    assert ready < 2500
