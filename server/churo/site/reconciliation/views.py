"""The Reconciliation Service API 0.2 over HTTP: /reconcile and what its manifest names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import Abandoned, Busy, LimitExceeded, ProtocolError, QueryError, UnknownName
from ...folding import same_script
from ...formats import HTML, JSON
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from ...model import Release
from ...negotiation import choose_language
from .. import query_files
from ..addresses import parameters
from ..addresses.routing import Route
from ..components.pages import Pages, routes
from ..names.matching import MOST
from ..releases.served_release import ServedRelease
from ..replies.content_security_policy import PAGE_POLICY
from ..replies.responder import Responder
from ..store.once import Once
from ..store.store_client import StoreClient
from ..templates import Templates
from . import index as indexes
from . import request as requests
from . import response
from .index import Ask, EntityIndex, Term
from .manifest import address_of, manifest

PATH = "/reconcile"
JSON_TYPE = (JSON.media_type,)
SHOWN = 20  # suggestions at a time
NO_PREFIX = {"result": [], "message": "“prefix” is empty: type the beginning of a name."}
Asked = requests.ReconciliationQuery | ProtocolError
FRAMED = {
    "content-security-policy": PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}


class ReconciliationViews:
    """Reconciles names against the entities of the served release, those below ``base`` first."""

    def __init__(
        self,
        served: ServedRelease,
        templates: Templates,
        respond: Responder,
        base: str,
        url: str,
        pages: Pages,
    ) -> None:
        self._served, self._templates, self._respond = served, templates, respond
        self._pages = pages
        self._space, self._url = indexes.space(base), url
        self._queries = query_files.read(__package__)
        self._index: Once[EntityIndex] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes."""
        batch = {"queries": "a batch of queries in JSON", "extend": "a data extension in JSON"}
        beginning = {"prefix": "how a word of the name begins", "cursor": "how many to pass over"}
        proposed = {"type": "the IRI of a class", "limit": "how many at most"}
        one = {"id": "an identifier of an entity"}
        yield Route(PATH, self.serve, ("GET", "POST"), batch, JSON_TYPE)
        for path, view, query, types in (
            ("suggest/entity", self.entities, beginning, JSON_TYPE),
            ("suggest/type", self.types, beginning, JSON_TYPE),
            ("suggest/property", self.properties, beginning, JSON_TYPE),
            ("properties", self.proposed, proposed, JSON_TYPE),
            ("preview", self.preview, one, (HTML,)),
            ("flyout", self.flyout, one, JSON_TYPE),
        ):
            yield Route(f"{PATH}/{path}", view, query=query, media_types=types)
        yield from routes(f"{PATH}/about", self.about)

    def serve(self, request: Request, context: Context) -> Reply:
        """GET or POST: a batch of queries, a data extension, or the manifest (§3.2, §4, §7)."""
        given = parameters.read(request)
        index, ask = self._open(context)
        if "queries" in given:
            batch = requests.queries(given["queries"])
            results: dict[str, Any] = {}
            for key, query in batch.items():
                context.go_on()
                results[key] = _result(index, ask, query)
            return self._respond.json(context, results)
        if "extend" in given:
            extension = requests.extension(given["extend"])
            return self._respond.json(context, response.extended(index, ask, extension))
        if given:
            raise ProtocolError("parameter", "There is neither “queries” nor “extend”.")
        document = manifest(self._url + PATH, self._url, self._served.release, index)
        return self._respond.json(context, document)

    def entities(self, request: Request, context: Context) -> Reply:
        """Entities of which a name has a word that begins with ?prefix (§6.1)."""
        prefix, first = _prefix(request)
        if not prefix:
            return self._respond.json(context, NO_PREFIX)
        index, _ = self._open(context)
        found = index.names.beginning(prefix, first, SHOWN)
        language = choose_language(request.headers.get("accept-language"), LANGUAGES)
        named = [response.entity(index, iri, language) for iri in found]
        return self._respond.json(context, {"result": named}, {"vary": "Accept-Language"})

    def types(self, request: Request, context: Context) -> Reply:
        """Classes of entities by the beginning of a word of their names (§6.3)."""
        return self._terms(request, context, self._open(context)[0].classes())

    def properties(self, request: Request, context: Context) -> Reply:
        """Properties of entities by the beginning of a word of their names (§6.2)."""
        return self._terms(request, context, self._open(context)[0].properties)

    def proposed(self, request: Request, context: Context) -> Reply:
        """The properties that entities have, those of ?type first asked for (§7.1)."""
        given, (index, ask) = parameters.read(request), self._open(context)
        limit = parameters.whole(given, "limit", 100, 1, 1000)
        type = given.get("type", "")
        terms = index.properties_of(ask, type) if type else index.properties
        document: dict[str, Any] = {
            "limit": limit,
            "properties": [response.named(t) for t in terms[:limit]],
        }
        return self._respond.json(context, document | ({"type": type} if type else {}))

    def preview(self, request: Request, context: Context) -> Reply:
        """A small page about ?id, to be shown in a frame (§5)."""
        index, iri = self._identified(request, context)
        body = self._templates.write("reconciliation/preview.html", **self._shown(index, iri))
        return self._respond.page(context, body, FRAMED)

    def flyout(self, request: Request, context: Context) -> Reply:
        """The same as a piece of HTML in JSON (§6.4)."""
        index, iri = self._identified(request, context)
        body = self._templates.write("reconciliation/flyout.html", **self._shown(index, iri))
        return self._respond.json(context, {"id": index.id_of(iri), "html": body.decode()})

    def about(self, request: Request, context: Context, language: str = "") -> Reply:
        """What the service does and what its scores mean, for people."""
        index, _ = self._open(context)
        return self._pages.write(
            context,
            "reconciliation/reconcile.html",
            f"{PATH}/about",
            self._pages.language(request, language),
            service=self._url + PATH,
            names=len(index.names),
            batch=requests.BATCH,
        )

    def _shown(self, index: EntityIndex, iri: str) -> Mapping[str, Any]:
        return {
            "name": index.names.label(iri),
            "names": index.names.of[iri],
            "types": index.types(iri),
            "iri": iri,
            "address": address_of(index, self._url, index.id_of(iri)),
        }

    def _identified(self, request: Request, context: Context) -> tuple[EntityIndex, str]:
        given = parameters.read(request)
        if not given.get("id"):
            raise ProtocolError("parameter", "“id” is missing: the identifier of an entity.")
        index, _ = self._open(context)
        iri = index.iri_of(given["id"])
        if iri not in index.names.of:
            raise UnknownName(f"There is no entity {given['id']!r}.")
        return index, iri

    def _terms(self, request: Request, context: Context, terms: list[Term]) -> Reply:
        prefix, first = _prefix(request)
        if not prefix:
            return self._respond.json(context, NO_PREFIX)
        wanted = same_script(prefix)
        found = [t for t in terms if f" {wanted}" in f" {same_script(t.name)}" or t.iri == prefix]
        named = [response.named(term) for term in found[first : first + SHOWN]]
        return self._respond.json(context, {"result": named})

    def _open(self, context: Context) -> tuple[EntityIndex, Ask]:
        """What is known of the served release, asked once for each."""
        ask = StoreClient(self._served, self._url, context).bindings
        release = self._served.release
        return self._index.get(
            release.id, lambda: self._read_index(release, ask), context.gone
        ), ask

    def _read_index(self, release: Release, ask: Ask) -> EntityIndex:
        index = indexes.stored(release.directory, self._queries)
        if index is not None:
            return index
        try:
            index = indexes.asked(ask, self._space, self._queries)
            index = index if len(index.names) else indexes.asked(ask, "", self._queries)
        except LimitExceeded as error:
            raise ProtocolError("too-many-names", "Its names could not be read in time.") from error
        if len(index.names) > MOST:
            raise ProtocolError("too-many-names", f"It has {len(index.names)} names; {MOST} fit.")
        return index


def _prefix(request: Request) -> tuple[str, int]:
    """The prefix, empty when nothing is typed yet, and from which suggestion on. Raises ProtocolError."""
    given = parameters.read(request)
    if "prefix" not in given:
        raise ProtocolError("parameter", "“prefix” is missing: the beginning of a name.")
    if len(given["prefix"]) > requests.LENGTH:
        raise ProtocolError("parameter", f"“prefix” has more than {requests.LENGTH} characters.")
    return given["prefix"].strip(), parameters.whole(given, "cursor", 0, 0, MOST)


def _result(index: EntityIndex, ask: Ask, query: Asked) -> Mapping[str, Any]:
    """The candidates of a query; one that cannot be answered has none, and says why: the others can."""
    try:
        if isinstance(query, ProtocolError):
            raise query
        return response.result(index, ask, query)
    except (Abandoned, Busy):
        raise
    except QueryError as error:
        return {"result": [], "error": str(error)}
