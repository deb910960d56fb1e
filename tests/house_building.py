"""Builds releases of the house in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
# Seeds of hashes: of the release that the tests share, and of one beside it.
SEED, OTHER_SEED = "1", "2"
BUILD = """
import sys
from pathlib import Path
from churo.release import building
building.build(building.load(Path(sys.argv[1])), Path(sys.argv[2]), [])
"""


def build_house(releases: Path, seed: str) -> None:
    """Build a release with a seed of hashes, in the directory that it is built in."""
    subprocess.run(
        [sys.executable, "-c", BUILD, str(HOUSE), str(releases)],
        check=True,
        cwd=releases,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
