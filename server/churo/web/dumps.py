"""Downloads: /dumps lists the releases, /dumps/<release>/ the files of one, and gives them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from time import perf_counter
from typing import Any

from flask import Blueprint, Response, abort

from .. import negotiation
from ..distributions import DESCRIPTION, DUMPS, Description, Distribution
from ..errors import NotAcceptable
from ..negotiation import HTML, JSON, PAGE, RDF_FORMATS, Format
from ..representation import markup
from ..representation.pages import Pages
from ..representation.schema_org import in_html
from . import answers, exchange
from .exchange import Reply
from .shelf import Shelf

LATEST, DATASET = "latest", "dataset"
FOREVER = "public, max-age=31536000, immutable"
LISTS = (PAGE, JSON)
INDEXES = (PAGE, JSON, *RDF_FORMATS)
VARY = {"vary": "Accept"}
# Files that are not distributions, by ending.
TYPES = {"ttl": "text/turtle", "cff": "application/yaml", "": "text/plain"}


class Dumps:
    """Gives what lies on a ``shelf``; an answer may be reused for ``max_age`` seconds.

    A name below ``/dataset/`` that is no release's is answered ``elsewhere`` by its path.
    """

    def __init__(
        self, shelf: Shelf, pages: Pages, max_age: int, elsewhere: Callable[[str], Response]
    ) -> None:
        self._shelf, self._pages, self._max_age = shelf, pages, max_age
        self._elsewhere = elsewhere

    def releases(self) -> Response:
        """The releases that can be downloaded."""
        found = [(id, self._shelf.description(id)) for id in self._shelf.ids()]
        rows = [
            {"id": id, "current": id == self._shelf.current, "url": self._shelf.base(id),
             "issued": row.issued, "triples": row.triples.get(row.release)}
            for id, row in found if row
        ]  # fmt: skip
        if self._choice(LISTS).media_type == HTML:
            return self._page("releases.html", "", rows=rows)
        return self._json({"releases": rows})

    def named(self, id: str) -> Response:
        """From a release's IRI, or from that of their catalogue, to what describes it."""
        if id and self._shelf.description(id) is None:
            return self._elsewhere(f"{DATASET}/{id}")
        place = self._shelf.base(id) if id else f"/{DUMPS}/"
        return Response(b"", 303, {"location": place})

    def latest(self, name: str) -> Response:
        """A redirect to the same file of the current release."""
        id = self._shelf.current
        if name and self._shelf.file(id, name) is None:
            abort(404, _unknown(id, name))
        headers = {
            "location": self._shelf.base(id) + name,
            "cache-control": f"public, max-age={self._max_age}",
        }
        return Response(b"", 302, headers)

    def index(self, id: str) -> Response:
        """The files of a release: a page, JSON, or the description in any RDF syntax."""
        description = self._known(id)
        choice = self._choice(INDEXES)
        if choice.media_type == HTML:
            return self._page("dumps.html", id, **_shown(description))
        if choice is JSON:
            files = [asdict(row) for row in description.files.values()]
            return self._json({"release": id, "files": files})
        began, own = perf_counter(), exchange.current()[1]
        body = self._shelf.rdf(id, choice.media_type) or b""
        own.seconds = perf_counter() - began
        return self._fixed(body, choice.media_type, VARY)

    def file(self, id: str, name: str) -> Response:
        """A file, for ever the same."""
        description = self._known(id)
        found = self._shelf.file(id, name)
        if found is None:
            abort(404, _unknown(id, name))
        row, own = description.files.get(name), exchange.current()[1]
        own.kind, own.file, own.release = "file", found, self._shelf.current
        headers = {
            "content-type": answers.with_charset(_type_of(row, name)),
            "content-length": str(found.size),
            "accept-ranges": "bytes",
            "cache-control": FOREVER,
            "x-release": id,
            "link": ", ".join(_links(description, self._shelf.base(id))),
        }
        if found.modified:
            headers["last-modified"] = found.modified
        digest = row.sha256 if row else _sha256(found.path.read_bytes())
        headers["etag"] = f'"sha256-{digest}"'
        headers["repr-digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"
        return answers.to_flask(Reply(200, list(headers.items()), b"", own))

    def _known(self, id: str) -> Description:
        found = self._shelf.description(id)
        if found is None:
            there = ", ".join(self._shelf.ids()[:5]) or "none"
            abort(404, f"There is no release {id!r} to download. There is: {there}.")
        return found

    def _choice(self, offers: tuple[Format, ...]) -> Format:
        choice = negotiation.choose(exchange.current()[0].headers.get("accept"), offers)
        if choice is None:
            raise NotAcceptable("graph")
        return choice.format

    def _page(self, template: str, id: str, **values: Any) -> Response:
        body = self._pages.write(template, id=id, **values)
        return self._fixed(body, HTML, VARY)

    def _json(self, document: object) -> Response:
        reply = answers.json_of(
            exchange.current()[1], document, self._shelf.current, self._max_age, VARY
        )
        return answers.to_flask(reply)

    def _fixed(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> Response:
        own = exchange.current()[1]
        reply = answers.fixed(own, body, media_type, self._shelf.current, self._max_age, headers)
        return answers.to_flask(reply)


def blueprint(dumps: Dumps) -> Blueprint:
    """The routes."""
    routes = Blueprint("dumps", __name__)
    routes.add_url_rule(f"/{DUMPS}/", "releases", dumps.releases)
    routes.add_url_rule(f"/{DUMPS}/{LATEST}/", "latest_index", dumps.latest, defaults={"name": ""})
    routes.add_url_rule(f"/{DUMPS}/{LATEST}/<name>", "latest", dumps.latest)
    routes.add_url_rule(f"/{DUMPS}/<id>/", "index", dumps.index)
    routes.add_url_rule(f"/{DATASET}/", "catalogue", dumps.named, defaults={"id": ""})
    routes.add_url_rule(f"/{DATASET}/<id>", "named", dumps.named)
    routes.add_url_rule(f"/{DUMPS}/<id>/<name>", "file", dumps.file)
    return routes


def _shown(description: Description) -> dict[str, Any]:
    """What the page of a release shows."""
    groups: dict[str, list[Distribution]] = {}
    for row in description.files.values():
        groups.setdefault(row.of, []).append(row)
    markup_text = in_html(markup.dataset(description))
    return {"description": description, "groups": groups, "markup": markup_text}


def _links(description: Description, base: str) -> list[str]:
    links = [f'<{base}{DESCRIPTION}>; rel="describedby"; type="text/turtle"']
    links.append(f'<{base}>; rel="collection"')
    return links + ([f'<{description.license}>; rel="license"'] if description.license else [])


def _type_of(row: Distribution | None, name: str) -> str:
    if row is None:
        return TYPES.get(name.rpartition(".")[2] if "." in name else "", "text/plain")
    return row.packing or row.media_type


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unknown(id: str, name: str) -> str:
    return f"Release {id} has no file {name!r}; see /{DUMPS}/{id}/ for those that it has."
