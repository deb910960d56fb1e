"""What a process may take is bounded further, and never beyond what whoever started it allows."""

from __future__ import annotations

import subprocess
import sys

import pytest

ALLOWED = 1000  # bytes of a file


@pytest.mark.parametrize(
    ("call", "value", "found"),
    [
        ("bound", 500, (500, ALLOWED)),
        ("bound", 2000, (ALLOWED, ALLOWED)),
        ("lower", 500, (500, 500)),
        ("lower", 2000, (ALLOWED, ALLOWED)),
    ],
)
def test_a_limit_that_is_lower_stays(call: str, value: int, found: tuple[int, int]) -> None:
    """Only a privileged process could raise it: a worker under ``ulimit -v`` ended for trying."""
    code = (
        "import resource; from churo import rlimit; kind = resource.RLIMIT_FSIZE; "
        f"resource.setrlimit(kind, ({ALLOWED}, {ALLOWED})); "
        f"rlimit.{call}(kind, {value}); print(*resource.getrlimit(kind))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert tuple(map(int, done.stdout.split())) == found
