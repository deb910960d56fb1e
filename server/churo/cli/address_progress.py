"""Shows on a terminal how many addresses are done, how fast, and how long the rest will take."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType

INTERVAL = 0.5  # seconds between lines
CLEAR = "\r\x1b[K"  # to the beginning of the line, which is emptied (ECMA-48)


class AddressProgress:
    """One line that is written anew; none where nobody looks."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._began = self._last = monotonic()

    def __enter__(self) -> AddressProgress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write("")

    def show(self, done: int, known: int) -> None:
        """Say how many are done, of how many that are known by now."""
        now = monotonic()
        if now - self._last < INTERVAL:
            return
        self._last = now
        rate = done / (now - self._began)
        left = f", {(known - done) / rate:.0f} s left" if rate else ""
        self._write(f"… {done:,} of {known:,} addresses, {rate:,.0f} a second{left}")

    def _write(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(CLEAR + text)
            sys.stderr.flush()
