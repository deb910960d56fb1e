"""What holds of every kind of page: WCAG 2.2 AA by axe-core, by the keyboard and at any size; the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Keys

from churo.languages import LANGUAGES
from tests.browser.chromium import PHONE, SCREEN, Chromium
from tests.browser.page_kinds import ALONE, KINDS
from tests.npm import installed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """
const [rules, done] = arguments;
const options = {runOnly: rules, resultTypes: ["violations"], preload: false, selectors: false};
axe.run(document, options).then(found => done(found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`))));
"""
# What the tab key is to reach, in the order of the page, by the places where it is found there.
FOLLOW = """
const seen = element => !element.disabled
    && element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
window.stops = [...document.querySelectorAll(stops)].filter(seen);
window.passed = [];
const outlined = element => element && element !== document.body
    && (getComputedStyle(element).outlineStyle !== "none" || outlined(element.parentElement));
document.addEventListener("focusin", ({target}) => {
    const place = window.stops.indexOf(target);
    window.passed.push([place, target.outerHTML.slice(0, 120), outlined(target)]);
});
return window.stops.length;
"""
MOST = 60  # presses of the tab key on one page


def addresses() -> list[Any]:
    """Each kind of page in one language: over all kinds, each of the languages in turn."""
    spoken = [f"/{LANGUAGES[n % 4]}{path}" for n, path in enumerate(KINDS.values())]
    return [
        pytest.param(path, id=name)
        for path, name in zip([*spoken, *ALONE.values()], [*KINDS, *ALONE], strict=True)
    ]


def other(path: str) -> str:
    """The same page in the next language but one, if it is there in several."""
    tag = path[1:3]
    if path[3:4] != "/" or tag not in LANGUAGES:
        return path
    return f"/{LANGUAGES[(LANGUAGES.index(tag) + 2) % 4]}{path[3:]}"


def russian(path: str) -> str:
    """The same page in Russian, if it is there in several languages."""
    return path if other(path) == path else f"/ru{path[3:]}"


@pytest.fixture(scope="module")
def axe(browser: Chromium) -> Iterator[None]:
    """Has the driver, and not the pages, run the script of axe-core in all that is opened."""
    place = installed(Path(__file__).parent / "axe")
    with browser.scripted((place / "node_modules/axe-core/axe.min.js").read_text("utf-8")):
        yield


def violations(browser: Chromium, rules: list[str]) -> list[str]:
    """What axe-core finds wrong on the open page."""
    return list(map(str, browser.driver.execute_async_script(RUN, rules)))


@dataclass
class Looked:
    """What was seen of a page, by address and width: each is opened as seldom as it can be."""

    wrong: dict[tuple[str, int], list[str]]
    stops: int
    passed: list[tuple[int, str, bool]]
    wider: dict[tuple[str, int], int]
    asked: dict[str, list[str]]
    told: dict[str, list[str]]


class Looker:
    """Looks at a page in a browser, and again when its window has changed."""

    def __init__(self, browser: Chromium) -> None:
        self._browser = browser
        self._seen = Looked({}, 0, [], {}, {}, {})

    def look(self, path: str) -> Looked:
        """The page on a telephone and at twice the size, in another language dark, in Russian narrow."""
        seen, browser, else_, wordy = self._seen, self._browser, other(path), russian(path)
        browser.open(path, PHONE)
        self._policy(path)
        seen.wrong[path, PHONE] = violations(browser, RULES)
        self._width(path, PHONE)
        browser.resize(SCREEN, zoom=2)
        self._width(path, SCREEN)

        browser.open(else_, SCREEN, dark=True)
        self._policy(else_)
        seen.wrong[else_, SCREEN] = violations(browser, RULES)
        self._tab()

        if wordy not in (path, else_):
            browser.open(wordy, PHONE)
            self._policy(wordy)
        elif wordy == else_:
            browser.resize(PHONE)
        if wordy != path:
            self._width(wordy, PHONE)
        return seen

    def _policy(self, address: str) -> None:
        self._seen.asked[address] = self._browser.asked()
        self._seen.told[address] = self._browser.forbidden()

    def _width(self, address: str, width: int) -> None:
        self._seen.wider[address, width] = self._browser.wider()

    def _tab(self) -> None:
        driver = self._browser.driver
        self._seen.stops = driver.execute_script(FOLLOW)
        self._browser.type(Keys.TAB * min(MOST, self._seen.stops))
        self._seen.passed = driver.execute_script("return window.passed")


@pytest.fixture(scope="module", params=addresses())
def looked(request: pytest.FixtureRequest, browser: Chromium, axe: None) -> Looked:
    """What is seen of a kind of page."""
    return Looker(browser).look(request.param)


def test_axe_finds_nothing_wrong(looked: Looked) -> None:
    """By the rules of WCAG 2.2 AA, on a telephone in light colours and on a screen in dark ones."""
    assert {width for _, width in looked.wrong} == {PHONE, SCREEN}
    assert {place: found for place, found in looked.wrong.items() if found} == {}


def test_the_tab_key_reaches_everything_in_order(looked: Looked) -> None:
    """The link past the navigation first, each stop once, with its focus to be seen."""
    passed = looked.passed
    places = [place for place, _, _ in passed if place >= 0]

    assert "#main" in passed[0][1]
    assert places == sorted(set(places))
    assert set(range(places[-1])) <= set(places)
    assert [told for _, told, outlined in passed if not outlined] == []


def test_a_page_fits_its_window_and_keeps_its_policy(looked: Looked, browser: Chromium) -> None:
    """On a telephone, in Russian too, whose words are longest, and at twice the size; all from here."""
    assert {place: wider for place, wider in looked.wider.items() if wider > 0} == {}
    assert {width for _, width in looked.wider} == {PHONE, SCREEN}
    for address, asked in looked.asked.items():
        assert all(one.startswith(browser.url) for one in asked), address
    # A page about an error is an error to the console, too.
    told = [row for rows in looked.told.values() for row in rows]
    assert [row for row in told if "the server responded with" not in row] == []
