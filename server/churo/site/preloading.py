"""Asks for pages before a reader does, so that what all pages share has been read by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from ..http.context import Context
from ..http.requests.request import Request
from ..http.responses.response import Reply

# What is asked for: the first page, for names, claims and templates, and a search, for its index.
PAGES = (("/en/", ""), ("/en/search", "q=a"))
ACCEPTED = {"accept": "text/html"}


class Preloading:
    """Asks ``answer`` for pages, paths with query strings, in a thread of its own."""

    def __init__(
        self,
        answer: Callable[[Request, Context], Reply],
        pages: Sequence[tuple[str, str]] = PAGES,
    ) -> None:
        self._answer, self._pages = answer, pages

    def begin(self) -> Thread:
        """Begin to ask; gives the thread, which ends by itself and keeps no process from ending."""
        thread = Thread(target=self._ask, name="preloading", daemon=True)
        thread.start()
        return thread

    def after(self, note: Callable[[Path], None]) -> Callable[[Path], None]:
        """What is told of a release that is served from now on: notes it, and begins to ask."""

        def told(directory: Path) -> None:
            note(directory)
            self.begin()

        return told

    def _ask(self) -> None:
        for path, query in self._pages:
            self._answer(Request("GET", path, query, ACCEPTED, b"", "", path), Context())
