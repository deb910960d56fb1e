"""Chromium on a server of the house, for the tests of pages that people read."""

from __future__ import annotations

from selenium import webdriver
from selenium.webdriver import ActionChains, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

CSS = By.CSS_SELECTOR
SECONDS = 20
# Records what the page's policy forbids before any script of the page runs.
WATCH = (
    "window.forbidden = []; document.addEventListener('securitypolicyviolation', "
    "event => window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI))"
)
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = (
    "const it = document.activeElement; return [it.id || it.textContent.trim(), "
    "getComputedStyle(it).outlineStyle]"
)


class Chromium:
    """A browser that opens pages of a server."""

    def __init__(self, url: str) -> None:
        options = ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        self.url = url

    def open(self, path: str, width: int = 1280) -> None:
        """Open a page in a window of a width."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.get(self.url + path)

    def one(self, selector: str) -> WebElement:
        """The first element of a selector."""
        return self.driver.find_element(CSS, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element of a selector."""
        return self.driver.find_elements(CSS, selector)

    def follow(self, text: str) -> None:
        """Click the first link whose text contains something."""
        link = self.driver.find_element(By.PARTIAL_LINK_TEXT, text)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        link.click()

    def choose(self, selector: str, text: str) -> None:
        """Choose in a list by the words that stand there."""
        Select(self.one(selector)).select_by_visible_text(text)

    def send(self, selector: str) -> None:
        """Click the button of a form, and wait for the page that it leads to."""
        self.one(selector).click()
        WebDriverWait(self.driver, SECONDS).until(lambda it: "?" in it.current_url)

    def text(self) -> str:
        """What stands on the page."""
        return self.one("main").text

    def wider(self) -> int:
        """By how much the page is wider than the window."""
        return int(self.driver.execute_script(WIDER))

    def tabbed(self, times: int) -> list[tuple[str, str]]:
        """What has the focus after each press of the tab key, with the style of its outline."""
        found = []
        for _ in range(times):
            ActionChains(self.driver).send_keys(Keys.TAB).perform()
            name, outline = self.driver.execute_script(FOCUS)
            found.append((str(name), str(outline)))
        return found

    def forbidden(self) -> list[str]:
        """What the policy forbade, and whatever else the console has."""
        told = [row["message"] for row in self.driver.get_log("browser")]
        return [*self.driver.execute_script("return window.forbidden"), *told]
