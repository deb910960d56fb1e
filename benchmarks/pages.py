"""Weighs pages, times documents of things that nobody asked for before, and opens pages over a slow line.

python benchmarks/pages.py URL asks a server of the house that nobody else asks and that has just been
started with CHURO_BUDGET_SECONDS=0. Needs Chromium with its driver, and Selenium.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.chromium import Chromium  # noqa: E402  found where the line above says

WEIGHED = ("/en/", "/ru/", "/en/doc/id/xi-jinping", "/ru/doc/id/china")
THINGS = 150
OPENED = 5
QUERY = """SELECT DISTINCT ?thing WHERE {
  ?thing a ?class FILTER (STRSTARTS (STR (?thing), "https://w3id.org/churo/id/"))
} ORDER BY ?thing"""
LINE = {
    "offline": False,
    "latency": 150,  # ms until an answer begins
    "downloadThroughput": 200_000,  # bytes a second: 1.6 Mbit/s
    "uploadThroughput": 93_750,
}
READY = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
EDITOR = "return !!document.querySelector('#editor')?.shadowRoot?.querySelector('.cm-content')"
WIRE = """return ['resource', 'navigation'].flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""


def weigh(client: httpx.Client) -> None:
    """How many bytes a page has in gzip."""
    for path in WEIGHED:
        with client.stream("GET", path) as reply:
            print(f"{path}: {sum(map(len, reply.iter_raw()))} bytes")


def documents(client: httpx.Client) -> None:
    """How long the page of a thing takes that is not kept yet."""
    asked = {"query": QUERY}
    lines = client.get("/sparql", params=asked, headers={"accept": "text/csv"}).text.split()[1:]
    chosen = lines[:: max(1, len(lines) // THINGS)][:THINGS]
    times = []
    for iri in chosen:
        began = time.perf_counter()
        client.get(f"/en/doc{urlsplit(iri).path.removeprefix('/churo')}").raise_for_status()
        times.append(1000 * (time.perf_counter() - began))
    told("page of a thing", times)


def slow_line(url: str) -> None:
    """When pages can be used that come over a slow line, with nothing kept from before."""
    browser = Chromium(url)
    tell = browser.driver.execute_cdp_cmd
    tell("Network.enable", {})
    tell("Network.setCacheDisabled", {"cacheDisabled": True})
    tell("Network.emulateNetworkConditions", LINE)
    for path in ("/en/", "/en/doc/id/xi-jinping", "/en/sparql"):
        times = []
        for _ in range(OPENED):
            browser.open(path)
            if path.endswith("/sparql"):
                browser.until(lambda: browser.driver.execute_script(EDITOR))
                times.append(float(browser.driver.execute_script("return performance.now()")))
            else:
                times.append(float(browser.driver.execute_script(READY)))
        told(f"{path} ({browser.driver.execute_script(WIRE)} bytes)", times)
    browser.driver.quit()


def told(name: str, times: Iterable[float]) -> None:
    """Print how long something took, in milliseconds."""
    rows = sorted(times)
    late = rows[int(len(rows) * 0.95)]
    middle = statistics.median(rows)
    print(f"{name}: {rows[0]:.1f} / {middle:.1f} / {late:.1f} / {rows[-1]:.1f} ms")


if __name__ == "__main__":
    headers = {"accept": "text/html", "accept-encoding": "gzip"}
    with httpx.Client(base_url=sys.argv[1], headers=headers, timeout=60) as opened:
        weigh(opened)
        documents(opened)
    slow_line(sys.argv[1].rstrip("/"))
