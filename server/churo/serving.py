"""The program that ``churo serve`` becomes: it serves a release, and has its settings from the environment."""

# Why: docs/decisions/2026-11-26-serving-in-a-program-of-its-own.md

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from . import app
from .errors import ChuroError
from .log_output import log_to_stderr
from .settings import read


def main() -> None:
    """Serve the release that the first argument leads to; a known error is one sentence and exit code 2.

    An interrupt before it serves is one sentence, too, and 130, as of the command that became this; it
    was held back until now.
    """
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        settings = read(os.environ)
        log_to_stderr(settings)
        app.serve(settings, Path(sys.argv[1]))
    except ChuroError as error:
        print(f"churo: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("churo: stopped.", file=sys.stderr)
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
