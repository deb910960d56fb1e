"""Builds releases of the house in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
# Seeds of hashes: of the release that the tests share, and of one beside it.
SEED, OTHER_SEED = "1", "2"
# The house of whoever runs it; a report that finds nothing is the same as none.
BUILD = """
import sys
from pathlib import Path
from churo.publication import catalogue
from churo.release import building
from churo.release.check import checking

releases, checked = sys.argv[1:]
dataset = building.load(catalogue.house())
findings = checking.check(dataset, lambda _: None) if checked else []
building.build(dataset, Path(releases), findings)
"""


def build_house(
    releases: Path, seed: str, *, checked: bool = False, python: str | Path = sys.executable
) -> None:
    """Build a release with a seed of hashes, in the directory that it is built in.

    The house is the one that the churo of ``python`` comes with. What a check finds is in its report.
    """
    subprocess.run(
        [str(python), "-c", BUILD, str(releases), "checked" if checked else ""],
        check=True,
        cwd=releases,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ""},
    )
