"""What each release changed: /changes as Atom, page or JSON, and one change as summary or patch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ...errors import UnknownName
from ...formats import JSON, PAGE, Format
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication import history
from ...publication.history import CHANGES, Change
from ..addresses.routing import Route
from ..components.pages import VARY_BOTH, Pages, routes, wanted
from ..releases.published import Releases
from ..replies.responder import Responder
from . import feed

ATOM = Format("application/atom+xml", "graph", (), "Atom", aliases=("application/xml", "text/xml"))
PATCH = "application/rdf-patch"
FEEDS = (ATOM, PAGE, JSON)


class ChangeViews:
    """Tells the changes that led to the current release, kept beside the ``releases``."""

    def __init__(self, releases: Releases, pages: Pages, respond: Responder, url: str) -> None:
        self._releases, self._pages = releases, pages
        self._respond, self._url = respond, url

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(f"/{CHANGES}", self.all, others=(ATOM.media_type, JSON.media_type))
        yield Route(f"/{CHANGES}/<id>.rdfp", self.patch)
        yield from routes(f"/{CHANGES}/<id>", self.one, others=(JSON.media_type,))

    def all(self, request: Request, context: Context, language: str = "") -> Reply:
        """All changes, the last first."""
        changes, format = self._changes(), wanted(request, language, FEEDS)
        if format is ATOM:
            entries = [(change, self._published(change)) for change in changes]
            body = feed.atom(entries, self._url, self._title())
            return self._respond.reply(context, body, ATOM.media_type, VARY_BOTH)
        if format is JSON:
            document = {"changes": [self._brief(change) for change in changes]}
            return self._respond.json(context, document, VARY_BOTH)
        language = self._pages.language(request, language)
        page = ("downloads/changes.html", f"/{CHANGES}", language, VARY_BOTH)
        return self._pages.write(context, *page, changes=changes, current=self._releases.current)

    def one(self, request: Request, context: Context, id: str, language: str = "") -> Reply:
        """One change, thing by thing."""
        change = self._change(id)
        if wanted(request, language, (PAGE, JSON)) is JSON:
            document = {**asdict(change), "patch": self._patch_url(change)}
            return self._respond.json(context, document, VARY_BOTH)
        language = self._pages.language(request, language)
        page = ("downloads/change.html", f"/{CHANGES}/{id}", language, VARY_BOTH)
        return self._pages.write(context, *page, change=change)

    def patch(self, request: Request, context: Context, id: str) -> Reply:
        """One change as RDF Patch."""
        change = self._change(id)
        path = self._releases.directory() / CHANGES / f"{change.id}.rdfp"
        return self._respond.reply(context, path.read_bytes(), PATCH)

    def _changes(self) -> list[Change]:
        return list(history.chain(self._releases.directory(), self._releases.current))

    def _change(self, id: str) -> Change:
        for change in self._changes():
            if change.id == id:
                return change
        raise UnknownName(
            f"No change is told of a release {id!r}; see /{CHANGES} for those that are."
        )

    def _brief(self, change: Change) -> dict[str, Any]:
        return {
            "id": change.id,
            "previous": change.previous,
            "removed": change.removed,
            "added": change.added,
            "things": len(change.things),
            "withdrawn": [thing.iri for thing in change.withdrawn()],
            "url": f"{self._url}/{CHANGES}/{change.id}",
            "patch": self._patch_url(change),
        }

    def _patch_url(self, change: Change) -> str:
        return f"{self._url}/{CHANGES}/{change.id}.rdfp"

    def _published(self, change: Change) -> datetime:
        """When the change was published here: when its account was written."""
        path = self._releases.directory() / CHANGES / f"{change.id}.json"
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)

    def _title(self) -> str:
        described = self._releases.description(self._releases.current)
        titles = described.titles if described else {}
        return titles.get("en") or next(iter(titles.values()), "this dataset")
