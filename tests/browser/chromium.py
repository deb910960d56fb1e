"""Chromium on a server of the house, for the tests of pages that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from selenium import webdriver
from selenium.webdriver import ActionChains, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

CSS = By.CSS_SELECTOR
# A page is left before it has run for long enough to gain by what the slowest of V8's compilers makes.
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--js-flags=--no-turbofan")
SECONDS, LOOK = 20, 0.02  # seconds that a page may take, and between looks at it
LONG = 300  # seconds that a script may take on a busy machine, as long as a page to load
PHONE, SCREEN = 390, 1280  # pixels
ON_OPENING = "Page.addScriptToEvaluateOnNewDocument"
# Records what the page's policy forbids before any script of the page runs.
WATCH = (
    "window.forbidden = []; document.addEventListener('securitypolicyviolation', "
    "event => window.forbidden.push(event.violatedDirective + ' ' + event.blockedURI))"
)
WIDER = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# When the document began, which tells one from the next; and whether another is there, whole.
BEGAN = "return performance.timeOrigin"
ANOTHER = "return performance.timeOrigin !== arguments[0] && document.readyState === 'complete'"
# The addresses that the page has asked.
ASKED = "return performance.getEntriesByType('resource').map(row => row.name)"
FOCUS = (
    "const it = document.activeElement; return [it.id || it.textContent.trim(), "
    "getComputedStyle(it).outlineStyle]"
)
NO_SCRIPT = {"profile.managed_default_content_settings.javascript": 2}


class Chromium:
    """A browser that opens pages of a server and counts clicks; ``script`` says whether pages may have any."""

    def __init__(self, url: str, script: bool = True) -> None:
        options = ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ARGUMENTS:
            options.add_argument(argument)
        if not script:
            options.add_experimental_option("prefs", NO_SCRIPT)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(LONG)
        self._tell(ON_OPENING, {"source": WATCH})
        self.url, self.clicks = url, 0

    def open(self, path: str, width: int = SCREEN, *, dark: bool = False, zoom: int = 1) -> None:
        """Open a page by its address in a window of a width in pixels of the screen."""
        self.clicks = 0
        self.resize(width, zoom=zoom)
        self.light(not dark)
        self.driver.get(self.url + path)

    def resize(self, width: int, *, zoom: int = 1) -> None:
        """Give the window a width in pixels of the screen, as by whoever turns or zooms it."""
        shape = {"width": width // zoom, "height": 900 // zoom, "deviceScaleFactor": zoom}
        self._tell("Emulation.setDeviceMetricsOverride", {**shape, "mobile": width < 500})

    def light(self, light: bool) -> None:
        """Show the page as somebody sees it who prefers light colours, or dark ones."""
        scheme = {"name": "prefers-color-scheme", "value": "light" if light else "dark"}
        self._tell("Emulation.setEmulatedMedia", {"features": [scheme]})

    def paper(self, paper: bool) -> None:
        """Show the page as it is printed, or again as on a screen."""
        self._tell("Emulation.setEmulatedMedia", {"media": "print" if paper else ""})

    @contextmanager
    def scripted(self, source: str) -> Iterator[None]:
        """Meanwhile runs a script in each page that is opened, before any of the page's own."""
        known = self._tell(ON_OPENING, {"source": source})
        try:
            yield
        finally:
            self._tell("Page.removeScriptToEvaluateOnNewDocument", known)

    def one(self, selector: str) -> WebElement:
        """The first element of a selector."""
        return self.driver.find_element(CSS, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Every element of a selector."""
        return self.driver.find_elements(CSS, selector)

    def until(self, found: Callable[[], Any]) -> Any:
        """What is found, as soon as it is."""
        wait = WebDriverWait(self.driver, SECONDS, LOOK, ignored_exceptions=[Exception])
        return wait.until(lambda _: found())

    def link(self, end: str) -> WebElement:
        """The first link that can be seen to an address with that end."""
        return next(found for found in self.all(f'a[href$="{end}"]') if found.is_displayed())

    def click(self, element: WebElement) -> None:
        """One click, which leads to another page."""
        before = self.driver.execute_script(BEGAN)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.until(lambda: self.driver.execute_script(ANOTHER, before))
        self.clicks += 1

    def follow(self, text: str) -> None:
        """Click the first link whose text contains something."""
        self.click(self.driver.find_element(By.PARTIAL_LINK_TEXT, text))

    def choose(self, selector: str, text: str) -> None:
        """Choose in a list by the words that stand there."""
        Select(self.one(selector)).select_by_visible_text(text)

    def search(self, text: str) -> None:
        """Type into the search box and send it."""
        box = self.one("input[type=search]")
        box.clear()
        box.send_keys(text)
        self.click(self.one("form.search button"))

    def type(self, *keys: str) -> None:
        """Type into whatever has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def press(self, key: str) -> None:
        """Press a key together with Ctrl."""
        keys = ActionChains(self.driver).key_down(Keys.CONTROL)
        keys.send_keys(key).key_up(Keys.CONTROL).perform()

    def text(self) -> str:
        """What stands on the page."""
        return self.one("main").text

    def wider(self) -> int:
        """By how much the page is wider than the window."""
        return int(self.driver.execute_script(WIDER))

    def asked(self) -> list[str]:
        """The addresses of what the page has loaded."""
        return list(map(str, self.driver.execute_script(ASKED)))

    def tabbed(self, times: int) -> list[tuple[str, str]]:
        """What has the focus after each press of the tab key, with the style of its outline."""
        found = []
        for _ in range(times):
            self.type(Keys.TAB)
            name, outline = self.driver.execute_script(FOCUS)
            found.append((str(name), str(outline)))
        return found

    def forbidden(self) -> list[str]:
        """What the policy forbade, and whatever else the console has."""
        told = [row["message"] for row in self.driver.get_log("browser")]
        return [*self.driver.execute_script("return window.forbidden"), *told]

    def _tell(self, command: str, values: dict[str, Any]) -> dict[str, Any]:
        return self.driver.execute_cdp_cmd(command, values)
