"""What each release changed: /changes as Atom, page or JSON, and one change as summary or patch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort

from .. import history, negotiation
from ..errors import NotAcceptable
from ..history import CHANGES, Change
from ..negotiation import HTML, JSON, PAGE, Format
from ..representation import feeds
from ..representation.pages import Pages
from . import answers, exchange
from .shelf import Shelf

ATOM = Format("application/atom+xml", "graph", (), "Atom", "", ("application/xml", "text/xml"))
PATCH = "application/rdf-patch"
VARY = {"vary": "Accept"}


class Changes:
    """Tells the changes that led to the current release, kept beside the releases."""

    def __init__(self, shelf: Shelf, pages: Pages, url: str, max_age: int) -> None:
        self._shelf, self._pages, self._url, self._max_age = shelf, pages, url, max_age

    def feed(self) -> Response:
        """All changes, the last first."""
        changes = self._changes()
        choice = self._choice(ATOM, PAGE, JSON)
        if choice is ATOM:
            entries = [(change, self._published(change)) for change in changes]
            body = feeds.atom(entries, self._url, self._title())
            return self._fixed(body, ATOM.media_type, VARY)
        if choice is JSON:
            return self._json({"changes": [self._brief(change) for change in changes]})
        body = self._pages.write("changes.html", changes=changes, current=self._shelf.current)
        return self._fixed(body, HTML, VARY)

    def one(self, id: str) -> Response:
        """One change, thing by thing."""
        change = self._known(id)
        if self._choice(PAGE, JSON) is JSON:
            return self._json({**asdict(change), "patch": self._patch_url(change)})
        return self._fixed(self._pages.write("change.html", change=change), HTML, VARY)

    def patch(self, id: str) -> Response:
        """One change as RDF Patch."""
        change = self._known(id)
        path = self._shelf.directory() / CHANGES / f"{change.id}.rdfp"
        return self._fixed(path.read_bytes(), PATCH, {})

    def _changes(self) -> list[Change]:
        return list(history.chain(self._shelf.directory(), self._shelf.current))

    def _known(self, id: str) -> Change:
        for change in self._changes():
            if change.id == id:
                return change
        abort(404, f"No change is told of a release {id!r}; see /{CHANGES} for those that are.")

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
        path = self._shelf.directory() / CHANGES / f"{change.id}.json"
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)

    def _title(self) -> str:
        described = self._shelf.description(self._shelf.current)
        titles = described.titles if described else {}
        return titles.get("en") or next(iter(titles.values()), "this dataset")

    def _choice(self, *offers: Format) -> Format:
        choice = negotiation.choose(exchange.current()[0].headers.get("accept"), offers)
        if choice is None:
            raise NotAcceptable("graph")
        return choice.format

    def _json(self, document: object) -> Response:
        own, release = exchange.current()[1], self._shelf.current
        return answers.to_flask(answers.json_of(own, document, release, self._max_age, VARY))

    def _fixed(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
        own, release = exchange.current()[1], self._shelf.current
        return answers.to_flask(
            answers.fixed(own, body, media_type, release, self._max_age, headers)
        )


def blueprint(changes: Changes) -> Blueprint:
    """The routes."""
    routes = Blueprint("changes", __name__)
    routes.add_url_rule(f"/{CHANGES}", "feed", changes.feed)
    routes.add_url_rule(f"/{CHANGES}/<id>.rdfp", "patch", changes.patch)
    routes.add_url_rule(f"/{CHANGES}/<id>", "one", changes.one)
    return routes
