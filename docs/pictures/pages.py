"""Photographs pages of a running server: python docs/pictures/pages.py http://127.0.0.1:8000 [DIRECTORY]."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selenium import webdriver
from selenium.webdriver import ChromeOptions, ChromeService
from selenium.webdriver.support.wait import WebDriverWait

PLACE = Path(__file__).resolve().parents[1] / "pages"
QUALITY = 60  # of WebP: letters stay sharp, a page takes some 40 kB
SECONDS = 20
# The editor measures its lines when they come into view.
SEEN = (
    "const [top, done] = arguments; scrollTo(0, top);"
    "setTimeout(() => requestAnimationFrame(() => done()), 300)"
)
SETTLED = "return document.readyState === 'complete' && document.fonts.status === 'loaded'"


@dataclass(frozen=True)
class Page:
    """A page to be shown: where it is, in what size in pixels, and from which element on."""

    path: str
    width: int = 1180
    height: int = 760
    dark: bool = False
    top: str = ""


PAGES = {
    "home": Page("/en/"),
    "map": Page("/ja/claims", height=900),
    "claim": Page("/en/doc/assertion/friendship-2025-s28-1"),
    "errors": Page("/zh/errors", dark=True),
    "question": Page("/ru/questions/meetings-of-two"),
    "positions": Page("/en/positions?issue=economic-sanctions", width=1300, height=900),
    "figure": Page("/en/figures/china-russia-trade-trade-value"),
    "timeline": Page("/ja/timeline", width=390),
    "entity": Page("/zh/doc/id/xi-jinping", width=390),
    "search": Page("/ru/search?q=習近平", width=390),
    "query": Page(
        "/en/sparql/example?name=query%3Ameetings-of-two", width=1300, height=900, top=".labelled"
    ),
    "ontology": Page("/en/doc/ontology#Meeting", top="#terms"),
}


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """A browser."""
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options, ChromeService("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


def photograph(driver: webdriver.Chrome, url: str, page: Page) -> bytes:
    """The page as WebP."""
    tell = driver.execute_cdp_cmd
    shape = {"width": page.width, "height": page.height, "deviceScaleFactor": 1}
    tell("Emulation.setDeviceMetricsOverride", {**shape, "mobile": page.width < 500})
    scheme = {"name": "prefers-color-scheme", "value": "dark" if page.dark else "light"}
    tell("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.get(url + page.path)
    WebDriverWait(driver, SECONDS).until(lambda it: it.execute_script(SETTLED))
    place = "document.querySelector(arguments[0]).getBoundingClientRect().top + scrollY - 16"
    top = driver.execute_script(f"return {place}", page.top) if page.top else 0
    driver.execute_async_script(SEEN, top)
    clip = {"x": 0, "y": top, "width": page.width, "height": page.height, "scale": 1}
    wanted = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    return base64.b64decode(tell("Page.captureScreenshot", wanted)["data"])


def main(url: str, directory: Path) -> None:
    """Write every picture into a directory."""
    directory.mkdir(exist_ok=True)
    with chromium() as driver:
        for name, page in PAGES.items():
            (directory / f"{name}.webp").write_bytes(photograph(driver, url.rstrip("/"), page))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else PLACE)
