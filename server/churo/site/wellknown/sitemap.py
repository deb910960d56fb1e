"""Lists the pages of things for crawlers: every subject whose IRI is served here by path."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from ...languages import LANGUAGES
from ...model import Query
from ...publication.index import Standing
from .. import query_files
from ..releases import view_files
from ..releases.served_release import ServedRelease
from ..store import results
from . import crawlers

# At most 50,000 addresses in a file (sitemaps.org).
MOST = 50_000
SAFE = "/:@!$&'()*+,;=~-._%?"
FIXED = ("", "method", "gaps", "search", "dumps/", "changes", "sparql")


def page_of(path: str) -> str:
    """The path of the page about the thing whose IRI has a path; the other languages link from it."""
    return f"{LANGUAGES[0]}/doc/{path}"


def standing(base: str) -> Iterator[Standing]:
    """What is asked of every release."""
    yield Standing(query_files.read(__package__)["subjects"].bind(base=base), base)


class Sitemap:
    """The sitemap of the served release; ``more`` gives paths of pages that are about no thing."""

    def __init__(
        self, served: ServedRelease, base: str, url: str, more: Callable[[], Iterable[str]] = tuple
    ) -> None:
        self._served, self._base, self._url, self._more = served, base, url, more
        self._subjects = query_files.read(__package__)["subjects"]

    def text(self, number: int, day: str) -> str | None:
        """Sitemap ``number``; 0 is the only one, or the index of several; ``None``: no such one.

        Raises QueryError when the engine cannot list the things.
        """
        offered = view_files.offered(self._served.release)
        fixed = (*FIXED, *(f"{LANGUAGES[0]}/{page}" for page in offered))
        pages = [f"{self._url}/{path}" for path in (*fixed, *self._more(), *self._paths())]
        parts = [pages[start : start + MOST] for start in range(0, len(pages), MOST)]
        if number > len(parts):
            return None
        if number:
            return crawlers.sitemap(parts[number - 1], day)
        if len(parts) == 1:
            return crawlers.sitemap(pages, day)
        addresses = [f"{self._url}/sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
        return crawlers.sitemap_index(addresses, day)

    def _paths(self) -> list[str]:
        text = self._subjects.bind(base=self._base)
        body = self._served.known(text)
        if body is None:
            query = Query(text, self._url, results.JSON, None, own=True)
            answer, _ = self._served.ask(query, None)
            body = b"".join(answer.body.open())
        rows = json.loads(body)["results"]["bindings"]
        # The engine's own sorting reads each of them from disk as often as it compares it.
        iris = sorted(iri for row in rows if "#" not in (iri := row["subject"]["value"]))
        paths = (iri.removeprefix(self._base) for iri in iris)
        pages = (page_of(path) for path in paths if path and not path.startswith("."))
        return [quote(path, safe=SAFE) for path in pages]
