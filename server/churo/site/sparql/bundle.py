"""Finds the bundled script of the editor, which is there when the package was built with Node."""

# Why: docs/decisions/2026-11-26-editor-bundled-at-install.md

from __future__ import annotations

import json
from functools import cache
from importlib import resources

FOLDER = "static/dist"
STAMP = "stamp.json"


@cache
def script() -> str:
    """The path of the script below /static, with its digest as a query; empty when there is none."""
    folder = resources.files("churo.site").joinpath(FOLDER)
    try:
        stamp = json.loads(folder.joinpath(STAMP).read_text("utf-8"))
        name, digest = str(stamp["script"]), str(stamp["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return f"dist/{name}?v={digest[:16]}" if folder.joinpath(name).is_file() else ""
