"""Bundles the script of the query page when the package is built; without Node the page is a form."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):
    """Asks for Node where the system has none, and builds the bundle unless it is there."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs: nothing when there is nothing to bundle, or Node is there."""
        bundling = _bundling(Path(self.root))
        if self.target_name != "wheel" or not bundling.is_wanted() or bundling.node():
            return []
        return [bundling.WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle. A failure is told and ends nothing: the page works without."""
        bundling = _bundling(Path(self.root))
        if self.target_name != "wheel" or not bundling.is_wanted():
            return
        try:
            bundling.bundle()
        except bundling.NoBundle as problem:
            print(f"The query page stays a form. {problem}", file=sys.stderr)


def _bundling(root: Path) -> ModuleType:
    """The module beside the sources of the script, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("bundling", root / "server/web/bundling.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
