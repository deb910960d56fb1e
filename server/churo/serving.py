"""The program that ``churo serve`` becomes: it serves a release, and has its settings from the environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from . import app
from .errors import ChuroError
from .settings import ENVIRONMENT, Settings, environment, read


def become(settings: Settings, link: Path) -> NoReturn:
    """Become a process that does nothing but serve the release at ``link``.

    What this one holds, it has, too: the address, and the directory of releases. What looks for a
    release and builds one leaves 160 MB in its process, which would stay as long as that serves.
    """
    others = {k: v for k, v in os.environ.items() if not k.startswith(ENVIRONMENT)}
    sys.stdout.flush()
    program = [sys.executable, "-P", "-m", __name__, str(link)]
    os.execve(sys.executable, program, {**others, **environment(settings)})


def main() -> None:
    """Serve the release that the first argument leads to; a known error is one sentence and exit code 2."""
    try:
        settings = read(os.environ)
        app.log_to_stderr(settings)
        app.serve(settings, Path(sys.argv[1]))
    except ChuroError as error:
        print(f"churo: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
