"""Downloads: /dumps lists the releases, /dumps/<release>/ the files of one, and gives them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from time import perf_counter
from typing import Any

from ...errors import UnknownName
from ...formats import JSON, PAGE, RDF_FORMATS, of_file
from ...http.context import Context
from ...http.fields import cache_control
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.distributions import (
    CITATION,
    DESCRIPTION,
    DUMPS,
    Description,
    Distribution,
)
from .. import dataset_markup
from ..addresses import web_address
from ..addresses.routing import Route, View
from ..components.labels import Text, best
from ..components.pages import VARY_BOTH, Pages, routes, wanted
from ..releases.published import Releases
from ..replies.redirection import Redirection
from ..replies.responder import Responder, with_charset

LATEST, DATASET = "latest", "dataset"
LISTS = (PAGE, JSON)
INDEXES = (PAGE, JSON, *RDF_FORMATS)


class DownloadViews:
    """Gives the files of ``releases``.

    A name below ``/dataset/`` that is no release's is answered ``elsewhere`` by its path.
    """

    def __init__(
        self,
        releases: Releases,
        pages: Pages,
        respond: Responder,
        redirect: Redirection,
        elsewhere: View,
    ) -> None:
        self._releases, self._pages, self._respond = releases, pages, respond
        self._redirect, self._elsewhere = redirect, elsewhere

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(f"/{DUMPS}/", self.releases, others=(JSON.media_type,))
        yield from routes(f"/{DUMPS}/{LATEST}/", self.latest)
        yield Route(f"/{DUMPS}/{LATEST}/<name>", self.latest)
        others = tuple(row.media_type for row in INDEXES if row is not PAGE)
        yield from routes(f"/{DUMPS}/<id>/", self.index, others=others)
        yield Route(f"/{DATASET}/", self.named)
        yield Route(f"/{DATASET}/<id>", self.named)
        yield Route(f"/{DUMPS}/<id>/<name>", self.file)

    def releases(self, request: Request, context: Context, language: str = "") -> Reply:
        """The releases that can be downloaded."""
        found = [(id, self._releases.description(id)) for id in self._releases.ids()]
        rows = [
            {"id": id, "current": id == self._releases.current, "url": self._releases.base(id),
             "issued": row.issued, "triples": row.triples.get(row.release)}
            for id, row in found if row
        ]  # fmt: skip
        if wanted(request, language, LISTS) is PAGE:
            language = self._pages.language(request, language)
            page = ("downloads/releases.html", f"/{DUMPS}/", language, VARY_BOTH)
            return self._pages.write(context, *page, rows=rows)
        return self._respond.json(context, {"releases": rows}, VARY_BOTH)

    def named(self, request: Request, context: Context, id: str = "") -> Reply:
        """From a release's IRI, or from that of their catalogue, to what describes it."""
        if id and self._releases.description(id) is None:
            return self._elsewhere(request, context, name=request.rest("/", f"{DATASET}/{id}"))
        address = self._releases.base(id) if id else f"{self._releases.url}/{DUMPS}/"
        return Reply(303, [("location", address)], b"", context)

    def latest(
        self, request: Request, context: Context, name: str = "", language: str = ""
    ) -> Reply:
        """A redirect to the same file of the current release."""
        id = self._releases.current
        if name and self._releases.file(id, name) is None:
            raise UnknownName(_unknown(id, name))
        if language:
            return self._redirect.found(context, self._pages.path(f"/{DUMPS}/{id}/", language))
        return self._redirect.found(context, self._releases.base(id) + name)

    def index(self, request: Request, context: Context, id: str, language: str = "") -> Reply:
        """The files of a release: a page, JSON, or the description in any RDF syntax."""
        description = self._description(id)
        format = wanted(request, language, INDEXES)
        if format is PAGE:
            language = self._pages.language(request, language)
            page = ("downloads/dumps.html", f"/{DUMPS}/{id}/", language, VARY_BOTH)
            shown = _shown(description, self._releases.base(id), language)
            cited = CITATION if self._releases.file(id, CITATION) else ""
            return self._pages.write(context, *page, id=id, citation=cited, **shown)
        if format is JSON:
            files = [asdict(row) for row in description.files.values()]
            return self._respond.json(context, {"release": id, "files": files}, VARY_BOTH)
        began = perf_counter()
        body = self._releases.rdf(id, format.media_type) or b""
        context.seconds = perf_counter() - began
        return self._respond.reply(context, body, format.media_type, VARY_BOTH)

    def file(self, request: Request, context: Context, id: str, name: str) -> Reply:
        """A file, for ever the same."""
        description = self._description(id)
        found = self._releases.file(id, name)
        if found is None:
            raise UnknownName(_unknown(id, name))
        row = description.files.get(name)
        context.kind, context.file, context.release = "file", found, self._releases.current
        headers = {
            "content-type": with_charset(_type_of(row, name)),
            "content-length": str(found.size),
            "accept-ranges": "bytes",
            cache_control.NAME: cache_control.FOREVER,
            "x-release": id,
            "link": ", ".join(_links(description, self._releases.base(id))),
        }
        if found.modified:
            headers["last-modified"] = found.modified
        digest = row.sha256 if row else _sha256(found.path.read_bytes())
        headers["etag"] = f'"sha256-{digest}"'
        headers["repr-digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"
        return Reply(200, list(headers.items()), b"", context)

    def _description(self, id: str) -> Description:
        found = self._releases.description(id)
        if found is None:
            there = ", ".join(self._releases.ids()[:5]) or "none"
            raise UnknownName(f"There is no release {id!r} to download. There is: {there}.")
        return found


def _shown(description: Description, url: str, language: str) -> dict[str, Any]:
    """What the page of a release shows in a language."""
    groups: dict[str, list[Distribution]] = {}
    for row in description.files.values():
        groups.setdefault(row.of, []).append(row)
    markup = dataset_markup.in_html(dataset_markup.of_description(description, url))
    title = best([Text(text, tag) for tag, text in description.titles.items()], language)
    return {
        "description": description,
        "groups": groups,
        "markup": markup,
        "title": title.text if title else "",
    }


def _links(description: Description, base: str) -> list[str]:
    links = [f'<{base}{DESCRIPTION}>; rel="describedby"; type="text/turtle"']
    links.append(f'<{base}>; rel="collection"')
    return links + [str(link) for link in web_address.links("license", [description.license])]


def _type_of(row: Distribution | None, name: str) -> str:
    if row is None:
        format = of_file(name)  # of what is no distribution: descriptions, sums, citations
        return format.media_type if format else "text/plain"
    return row.packing or row.media_type


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unknown(id: str, name: str) -> str:
    return f"Release {id} has no file {name!r}; see /{DUMPS}/{id}/ for those that it has."
