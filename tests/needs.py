"""Finds the programs that tests need: without one the gate fails, and elsewhere what needs it is left out."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

GATE = "CI"  # set by .ci/run, which installs every program


def program(name: str) -> str:
    """The path of a program, also of one for administrators."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    return found or lacking(f"{name}, which .ci/run installs")


def lacking(what: str) -> NoReturn:
    """Fail in the gate, and leave the test out elsewhere."""
    (pytest.fail if os.environ.get(GATE) else pytest.skip)(f"needs {what}")
