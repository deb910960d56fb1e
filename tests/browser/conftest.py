"""A server of the house and a browser, for the tests of pages that people read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.server.web.running import Server, start_on, stop


@pytest.fixture(scope="module")
def server(house_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the house."""
    link = house_release.with_name("current")
    running = start_on(link, tmp_path_factory.mktemp("browser") / "log")
    yield running
    stop(running)


@pytest.fixture(scope="module")
def browser(server: Server) -> Iterator[Chromium]:
    """A browser."""
    opened = Chromium(server.url)
    yield opened
    opened.driver.quit()
