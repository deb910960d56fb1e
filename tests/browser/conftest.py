"""A server of the house and browsers, for the tests of pages that people read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.server.web.running import Server, start_on, stop


@pytest.fixture(scope="session")
def server(house_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the house."""
    link = house_release.with_name("current")
    running = start_on(link, tmp_path_factory.mktemp("browser") / "log")
    yield running
    stop(running)


@pytest.fixture(scope="session")
def browser(server: Server) -> Iterator[Chromium]:
    """A browser, the same for all tests."""
    opened = Chromium(server.url)
    yield opened
    opened.driver.quit()


@pytest.fixture(scope="session")
def plain(server: Server) -> Iterator[Chromium]:
    """A browser without script."""
    opened = Chromium(server.url, script=False)
    yield opened
    opened.driver.quit()
