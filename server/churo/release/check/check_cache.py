"""Remembers what checks found of what, so that only what changed is checked again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...publication.checks import Finding
from ..building import Dataset

# What the checks themselves are; a checker of another version remembers nothing.
VERSION = 2
# These look at files beyond those that the catalogue lists.
UNREMEMBERED = {"document", "files"}
QUERIES = {"hygiene": "queries/hygiene", "questions": "queries/questions"}


class Remembered:
    """Findings by check, each with a digest of all that the check looked at, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = self._read()

    def key(self, name: str, dataset: Dataset) -> str:
        """The digest of what the check ``name`` looks at in a dataset."""
        views = {view.name: view for view in dataset.catalogue.views}
        if name in views:
            view = views[name]
            graphs = set(view.sources)
            quads: Iterable[Any] = (q for q in dataset.store if q.graph_name.value in graphs)
            return _digest([*_lines(quads), *_texts(dataset.root, view.shapes)])
        if name in UNREMEMBERED:
            return ""
        files = [*dataset.catalogue.files(), Path("data/catalogue.ttl")]
        if name in QUERIES:
            found = sorted((dataset.root / QUERIES[name]).rglob("*"))
            files += [path.relative_to(dataset.root) for path in found if path.is_file()]
            build = sorted((dataset.root / "queries/build").rglob("*.rq"))
            files += [path.relative_to(dataset.root) for path in build]
        return _digest(_texts(dataset.root, files))

    def get(self, name: str, key: str) -> list[Finding] | None:
        """What the check found of the same, if it is known."""
        kept = self._kept.get(name)
        if not key or not kept or kept["key"] != key:
            return None
        return [
            Finding(**{**row, "difference": tuple(row["difference"])}) for row in kept["findings"]
        ]

    def put(self, name: str, key: str, findings: list[Finding]) -> None:
        """Remember what a check found."""
        self._kept[name] = {"key": key, "findings": [asdict(row) for row in findings]}

    def write(self) -> None:
        """Keep it for the next time."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(self._path.name + ".part")
        partial.write_text(json.dumps({"version": VERSION, "checks": self._kept}), "utf-8")
        partial.replace(self._path)

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(self._path.read_text("utf-8"))
            return dict(told["checks"]) if told["version"] == VERSION else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # none yet, or one that was cut off: everything is checked again


def _lines(quads: Iterable[Any]) -> list[str]:
    return sorted(map(str, quads))


def _texts(root: Path, files: Iterable[Path]) -> list[str]:
    return [f"{file}\0{(root / file).read_text('utf-8')}" for file in files]


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()
