"""The house as a release, and what its description says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.publication import distributions
from churo.publication.distributions import DESCRIPTION, Description

BASE = "https://data.example.org/dumps/x/"


@pytest.fixture(scope="session")
def release(house_release: Path) -> Path:
    """A release of the house."""
    return house_release


@pytest.fixture(scope="session")
def place(release: Path) -> Path:
    """The directory of its dumps."""
    return release / "dumps"


@pytest.fixture(scope="session")
def described(place: Path) -> Description:
    """Its description, read as if it lay on a server."""
    return distributions.read((place / DESCRIPTION).read_bytes(), BASE + DESCRIPTION)
