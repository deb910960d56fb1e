"""Looks for a new release and serves it: on SIGHUP and every few seconds."""

from __future__ import annotations

import logging
import signal
from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ...errors import ChuroError, InputError
from ...model import Release
from .served_release import ServedRelease

log = logging.getLogger(__name__)


class Watch:
    """Follows the link ``path``; every ``seconds``, never when that is 0.

    ``read`` raises InputError for a release that cannot be served; ``note`` is told of each that is.
    """

    def __init__(
        self,
        served: ServedRelease,
        read: Callable[[Path], Release],
        path: Path,
        seconds: float,
        note: Callable[[Path], None] = lambda directory: None,
    ) -> None:
        self._served, self._read, self._note = served, read, note
        self._path, self._seconds = path, seconds
        self._refused: tuple[Path, float] | None = None
        self._one = ThreadPoolExecutor(1, "watch")

    def open(self, loop: AbstractEventLoop) -> None:
        """Begin to look; the loop must run in the main thread, where signals arrive.

        It looks once at once, for a release or a signal that came while the process started.
        """
        self._loop = loop
        loop.add_signal_handler(signal.SIGHUP, self._one.submit, self.look)
        self._again()

    def close(self) -> None:
        """Look no more."""
        self._one.shutdown(wait=False, cancel_futures=True)

    def look(self) -> None:
        """Swap the release if the link points elsewhere; a bad one leaves the old one serving."""
        try:
            directory = self._path.resolve(strict=True)
            if directory.name == self._served.release.directory.resolve().name:
                return
            self._swap(directory)
        except (ChuroError, OSError) as error:
            log.error(
                "the release at %s cannot be served; the old one stays: %s", self._path, error
            )
        except Exception:
            log.exception("the release at %s cannot be served; the old one stays", self._path)

    def _swap(self, directory: Path) -> None:
        state = (directory, max(file.stat().st_mtime for file in directory.rglob("*")))
        if state == self._refused:
            return
        try:
            release = self._read(directory)
        except InputError:
            self._refused = state
            raise
        if release.id != self._served.release.id:
            self._served.swap(release)
            self._note(directory)
            log.info('{"release":"%s"}', release.id)

    def _later(self) -> None:
        if self._seconds:
            self._loop.call_later(self._seconds, self._again)

    def _again(self) -> None:
        self._one.submit(self.look)
        self._later()
