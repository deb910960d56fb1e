"""Where messages of the program go."""

from __future__ import annotations

import logging

from .settings import Settings


def log_to_stderr(settings: Settings) -> None:
    """Log what is as grave as the settings say, each message as one line."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells addresses with their parameters
