"""Whose a release is: its dataset, publisher and licence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The dataset that the release is, its publisher, licence and id; empty where none is stated."""

    dataset: str = ""
    publisher: str = ""
    license: str = ""
    release: str = ""
