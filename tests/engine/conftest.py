"""What answers lookups, and what answers everything, over the ``release`` of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from churo.engine.embedded import Embedded
from churo.engine.lookups import Lookups
from churo.engine.stores import default_graph
from churo.model import Limits, Release

LIMITS = Limits(seconds=5, memory=256 << 20, answer=4 << 20, query=1 << 16, depth=100)


@pytest.fixture(scope="module")
def lookups(release: Release) -> Lookups:
    """What answers by itself."""
    return Lookups(default_graph(release.files))


@pytest.fixture(scope="module")
def workers(release: Release) -> Iterator[Embedded]:
    """What answers everything."""
    engine = Embedded(LIMITS, workers=1, queue=4, wait=3)
    engine.load(release)
    yield engine
    engine.close()
