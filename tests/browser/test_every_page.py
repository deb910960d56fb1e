"""What holds of every kind of page: WCAG 2.2 AA by axe-core, by the keyboard and at any size; the policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from churo.languages import LANGUAGES
from tests.browser.chromium import PHONE, SCREEN, Chromium
from tests.browser.page_kinds import ALONE, KINDS
from tests.npm import installed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """
const [rules, done] = arguments;
const options = {runOnly: rules, resultTypes: ["violations"], preload: false};
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
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
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


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which is run by the driver and not by the page."""
    place = installed(Path(__file__).parent / "axe")
    return (place / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def violations(browser: Chromium, axe: str, rules: list[str]) -> list[str]:
    """What axe-core finds wrong on the open page."""
    browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    return list(map(str, browser.driver.execute_async_script(RUN, rules)))


@pytest.mark.parametrize("path", addresses())
def test_axe_finds_nothing_wrong(browser: Chromium, axe: str, path: str) -> None:
    """By the rules of WCAG 2.2 AA, on a telephone in light colours and on a screen in dark ones."""
    for address, width, dark in ((path, PHONE, False), (other(path), SCREEN, True)):
        browser.open(address, width, dark=dark)
        assert violations(browser, axe, RULES) == [], (address, width)


@pytest.mark.parametrize("path", addresses())
def test_the_tab_key_reaches_everything_in_order(browser: Chromium, path: str) -> None:
    """The link past the navigation first, each stop once, with its focus to be seen."""
    browser.open(path)
    stops = min(MOST, browser.driver.execute_script(FOLLOW))
    for _ in range(stops):
        browser.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "rawKeyDown", **TAB})
    passed = browser.driver.execute_script("return window.passed")

    places = [place for place, _, _ in passed if place >= 0]
    assert "#main" in passed[0][1]
    assert places == sorted(set(places))
    assert set(range(places[-1])) <= set(places)
    assert [told for _, told, outlined in passed if not outlined] == []


@pytest.mark.parametrize("path", addresses())
def test_a_page_fits_its_window_and_keeps_its_policy(browser: Chromium, path: str) -> None:
    """On a telephone, in Russian too, whose words are longest, and at twice the size; all from here."""
    wordy = f"/ru{path[3:]}" if path != other(path) else path
    shown = [(address, PHONE, 1) for address in dict.fromkeys((path, wordy))]
    for address, width, zoom in [*shown, (path, SCREEN, 2)]:
        browser.open(address, width, zoom=zoom)

        assert browser.wider() <= 0, (address, width)
        assert all(asked.startswith(browser.url) for asked in browser.asked())
        # A page about an error is an error to the console, too.
        told = [row for row in browser.forbidden() if "the server responded with" not in row]
        assert told == [], address
