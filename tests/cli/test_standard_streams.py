"""A command does its work also where its standard streams are closed."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHOW = (
    "import os, sys; from churo.cli import standard_streams; "
    "before = [sys.stdout is None, sys.stderr is None]; standard_streams.require(); "
    "print('said'); print('said', file=sys.stderr); sys.stdout.flush(); "
    "told = open(sys.argv[1], 'w'); told.write(f'{before} {told.fileno()}')"
)


@pytest.mark.parametrize(
    ("closed", "before"),
    [
        ("", [False, False]),
        ("<&-", [False, False]),
        (">&-", [True, False]),
        ("2>&-", [False, True]),
        ("<&- >&- 2>&-", [True, True]),
    ],
)
def test_what_is_closed_is_open_on_nothing(
    tmp_path_factory: pytest.TempPathFactory, closed: str, before: list[bool]
) -> None:
    """So that no file which is opened later has its number, and what is said to nobody is no error."""
    told = tmp_path_factory.mktemp("streams") / "told"
    words = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-c", SHOW, str(told)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    assert told.read_text() == f"{before} 3"
