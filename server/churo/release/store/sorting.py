"""Sorts lines of files that are larger than memory, with sort(1) of the system."""

from __future__ import annotations

import os
import subprocess
from functools import partial
from pathlib import Path

from ... import parent_death
from ...errors import InputError

MEMORY = "256M"
COMMAND = ("sort", "--unique", f"--buffer-size={MEMORY}")


def sort(source: Path, target: Path) -> None:
    """Write the lines of a file by their bytes, none twice; temporary files are beside the target.

    For N-Quads that is the order of their characters, too. Call it in the main thread. Raises
    InputError.
    """
    places = (f"--temporary-directory={target.parent}", f"--output={target}", str(source))
    bound = partial(parent_death.kill_with_parent, os.getpid())
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [*COMMAND, *places], env=environment, preexec_fn=bound, stderr=subprocess.PIPE
        )
    except FileNotFoundError as error:
        mend = "Install coreutils, or allow more triples in memory: CHURO_MEMORY_TRIPLES."
        raise InputError("there is no sort(1) here.", str(source), mend) from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise InputError(f"cannot be sorted: {told}.", str(source))
