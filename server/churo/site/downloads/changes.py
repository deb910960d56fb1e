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
from ..releases.published import Releases
from ..replies.responder import VARY_ACCEPT, Responder, choose
from ..templates import Templates
from . import feed

ATOM = Format("application/atom+xml", "graph", (), "Atom", aliases=("application/xml", "text/xml"))
PATCH = "application/rdf-patch"
FEEDS = (ATOM, PAGE, JSON)


class ChangeViews:
    """Tells the changes that led to the current release, kept beside the ``releases``."""

    def __init__(
        self, releases: Releases, templates: Templates, respond: Responder, url: str
    ) -> None:
        self._releases, self._templates = releases, templates
        self._respond, self._url = respond, url

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield Route(f"/{CHANGES}", self.all)
        yield Route(f"/{CHANGES}/<id>.rdfp", self.patch)
        yield Route(f"/{CHANGES}/<id>", self.one)

    def all(self, request: Request, context: Context) -> Reply:
        """All changes, the last first."""
        changes, format = self._changes(), choose(request, FEEDS).format
        if format is ATOM:
            entries = [(change, self._published(change)) for change in changes]
            body = feed.atom(entries, self._url, self._title())
            return self._respond.reply(context, body, ATOM.media_type, VARY_ACCEPT)
        if format is JSON:
            document = {"changes": [self._brief(change) for change in changes]}
            return self._respond.json(context, document, VARY_ACCEPT)
        body = self._templates.write(
            "downloads/changes.html", changes=changes, current=self._releases.current
        )
        return self._respond.page(context, body, VARY_ACCEPT)

    def one(self, request: Request, context: Context, id: str) -> Reply:
        """One change, thing by thing."""
        change = self._change(id)
        if choose(request, (PAGE, JSON)).format is JSON:
            document = {**asdict(change), "patch": self._patch_url(change)}
            return self._respond.json(context, document, VARY_ACCEPT)
        body = self._templates.write("downloads/change.html", change=change)
        return self._respond.page(context, body, VARY_ACCEPT)

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
