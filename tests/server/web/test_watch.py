"""A process finds a new release whenever it came: while it started, or with a signal."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import make_release, sample
from tests.waiting import await_true

from churo.engine.embedded import Embedded
from churo.model import Limits
from churo.publication import catalogue
from churo.site.releases.served_release import ServedRelease
from churo.site.releases.watch import Watch

LIMITS = Limits(seconds=2, memory=256 << 20, answer=4 << 20, query=1 << 16, depth=100)


@pytest.fixture
def link(tmp_path: Path) -> Path:
    """A link to the release that is served."""
    link = tmp_path / "current"
    link.symlink_to(make_release(tmp_path, sample()).name)
    return link


@pytest.fixture
def current(link: Path) -> Iterator[ServedRelease]:
    """What is served, from an engine of its own."""
    engine = Embedded(LIMITS, workers=1, queue=1, wait=1)
    yield ServedRelease(engine, catalogue.read_release(link.resolve()), {})
    engine.close()


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop of the main thread."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def _point_elsewhere(link: Path) -> str:
    """Let the link point at a release of one triple more; give its id."""
    extra = "<urn:a> <urn:b> <urn:c> <urn:g> ."
    release = make_release(link.parent, [*sample(), extra], "2026-11-24")
    new = link.with_name("new")
    new.symlink_to(release.name)
    new.rename(link)
    return release.name


def _step(loop: asyncio.AbstractEventLoop) -> bool:
    """Let a loop that does not run see what has come, such as a signal."""
    loop.run_until_complete(asyncio.sleep(0))
    return True


def test_a_release_that_came_while_the_process_started_is_served(
    link: Path, current: ServedRelease, loop: asyncio.AbstractEventLoop
) -> None:
    """The signal for it was lost, for nobody heard it yet."""
    new = _point_elsewhere(link)
    watch = Watch(current, catalogue.read_release, link, 0)
    watch.open(loop)
    await_true(lambda: current.release.id == new)
    watch.close()

    assert current.engine.status().release == new


def test_a_signal_makes_it_look(
    link: Path, current: ServedRelease, loop: asyncio.AbstractEventLoop
) -> None:
    """SIGHUP after the start, without a regular look."""
    watch = Watch(current, catalogue.read_release, link, 0)
    watch.open(loop)
    new = _point_elsewhere(link)
    os.kill(os.getpid(), signal.SIGHUP)
    await_true(lambda: _step(loop) and current.release.id == new)
    watch.close()

    assert current.engine.status().release == new
