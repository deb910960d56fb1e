"""Remembers, for processes that are started later, which release was served last."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

from ...errors import InputError
from ...model import Release
from ...publication import integrity

log = logging.getLogger(__name__)


class LastServed:
    """Notes a release's directory in the file ``path``, which processes share; none without it."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def note(self, directory: Path) -> None:
        """Note what is served from now on; where nothing can be written, what was noted stays."""
        if self._path is None:
            return
        new = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            new.write_text(str(directory), "utf-8")
            new.replace(self._path)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def read_release(self, directory: Path) -> Release:
        """The release in a directory or, when it cannot be served, the one that was served last.

        Raises InputError as the first did when there is no other.
        """
        try:
            return integrity.read_release(directory)
        except InputError as error:
            before = self._noted()
            if before is None or before == directory:
                raise
            log.error("%s The release before is served.", error)
            return integrity.read_release(before)

    def _noted(self) -> Path | None:
        with suppress(OSError):
            if self._path is not None:
                return Path(self._path.read_text("utf-8"))
        return None
