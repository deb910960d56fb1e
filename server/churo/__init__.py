"""churo: publishes a knowledge graph to be queried, downloaded and linked to.

``churo.dataset`` gives a release as an rdflib.Dataset, ``churo.frame`` an answer as an Arrow
table; both are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .analysis.dataset import dataset as dataset
    from .analysis.frame import frame as frame

DOOR = {"dataset": "analysis.dataset", "frame": "analysis.frame"}


def __getattr__(name: str) -> Any:
    if name not in DOOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{DOOR[name]}", __name__), name)
