"""The Reconciliation Service API 0.2 over HTTP: /reconcile and what its manifest names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from flask import Blueprint, Response, abort

from ..errors import LimitExceeded, ProtocolError
from ..model import Release
from ..reconciliation import answering, asked
from ..reconciliation.folding import same_script
from ..reconciliation.known import Ask, Known, Term
from ..reconciliation.names import MOST
from ..representation.pages import Pages
from . import answers, exchange, parameters
from .asking import Asker
from .current import Current
from .manifest import address_of, manifest
from .words import PAGE_POLICY

PATH = "/reconcile"
SHOWN = 20  # suggestions at a time
FRAMED = {
    "content-security-policy": PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}


class Reconciliation:
    """Reconciles names against the entities of the current release."""

    def __init__(self, current: Current, pages: Pages, base: str, url: str, max_age: int) -> None:
        self._current, self._pages, self._max_age = current, pages, max_age
        self._space, self._url = f"{base}id/", url
        self._asker = Asker(current, url)
        self._lock = threading.Lock()
        self._known: tuple[str, Known] | None = None

    def serve(self) -> Response:
        """GET or POST: a batch of queries, a data extension, or the manifest (§3.2, §4, §7)."""
        given = parameters.read(exchange.current()[0])
        known, ask = self._open()
        if "queries" in given:
            batch = asked.queries(given["queries"])
            return self._json({key: answering.result(known, ask, q) for key, q in batch.items()})
        if "extend" in given:
            return self._json(answering.extended(known, ask, asked.extension(given["extend"])))
        if given:
            raise ProtocolError("parameter", "There is neither “queries” nor “extend”.")
        return self._json(manifest(self._url + PATH, self._url, self._current.release, known))

    def entities(self) -> Response:
        """Entities of which a name has a word that begins with ?prefix (§6.1)."""
        prefix, first = self._prefix()
        known, _ = self._open()
        found = known.names.beginning(prefix, first, SHOWN)
        return self._json({"result": [answering.entity(known, iri) for iri in found]})

    def types(self) -> Response:
        """Classes of entities by the beginning of a word of their names (§6.3)."""
        return self._terms(self._open()[0].classes())

    def properties(self) -> Response:
        """Properties of entities by the beginning of a word of their names (§6.2)."""
        return self._terms(self._open()[0].properties)

    def proposed(self) -> Response:
        """The properties that entities have, those of ?type first asked for (§7.1)."""
        given, (known, ask) = parameters.read(exchange.current()[0]), self._open()
        limit = parameters.whole(given, "limit", 100, 1, 1000)
        type = given.get("type", "")
        terms = known.properties_of(ask, type) if type else known.properties
        document: dict[str, Any] = {
            "limit": limit,
            "properties": [answering.named(t) for t in terms[:limit]],
        }
        return self._json(document | ({"type": type} if type else {}))

    def preview(self) -> Response:
        """A small page about ?id, to be shown in a frame (§5)."""
        known, iri = self._identified()
        page = self._pages.write("preview.html", **self._shown(known, iri))
        own = exchange.current()[1]
        release = self._current.release.id
        return answers.to_flask(
            answers.fixed(own, page, "text/html", release, self._max_age, FRAMED)
        )

    def flyout(self) -> Response:
        """The same as a piece of HTML in JSON (§6.4)."""
        known, iri = self._identified()
        html = self._pages.write("flyout.html", **self._shown(known, iri)).decode()
        return self._json({"id": known.id_of(iri), "html": html})

    def about(self) -> Response:
        """What the service does and what its scores mean, for people."""
        known, _ = self._open()
        page = self._pages.write(
            "reconcile.html", service=self._url + PATH, names=len(known.names), batch=asked.BATCH
        )
        own, release = exchange.current()[1], self._current.release.id
        return answers.to_flask(answers.fixed(own, page, "text/html", release, self._max_age, {}))

    def _shown(self, known: Known, iri: str) -> Mapping[str, Any]:
        return {
            "name": known.names.label(iri),
            "names": known.names.of[iri],
            "types": known.types(iri),
            "iri": iri,
            "address": address_of(known, self._url, known.id_of(iri)),
        }

    def _identified(self) -> tuple[Known, str]:
        given = parameters.read(exchange.current()[0])
        if not given.get("id"):
            raise ProtocolError("parameter", "“id” is missing: the identifier of an entity.")
        known, _ = self._open()
        iri = known.iri_of(given["id"])
        if iri not in known.names.of:
            abort(404, f"There is no entity {given['id']!r}.")
        return known, iri

    def _prefix(self) -> tuple[str, int]:
        given = parameters.read(exchange.current()[0])
        if not given.get("prefix", "").strip():
            raise ProtocolError("parameter", "“prefix” is missing: the beginning of a name.")
        if len(given["prefix"]) > asked.LENGTH:
            raise ProtocolError("parameter", f"“prefix” has more than {asked.LENGTH} characters.")
        return given["prefix"], parameters.whole(given, "cursor", 0, 0, MOST)

    def _terms(self, terms: list[Term]) -> Response:
        prefix, first = self._prefix()
        wanted = same_script(prefix)
        found = [t for t in terms if f" {wanted}" in f" {same_script(t.name)}" or t.iri == prefix]
        named = [answering.named(term) for term in found[first : first + SHOWN]]
        return self._json({"result": named})

    def _open(self) -> tuple[Known, Ask]:
        """What is known of the current release, asked once for each."""
        release, ask = self._current.release, self._asker.bindings
        self._asker.begin(exchange.current()[1].gone)
        with self._lock:
            if self._known is None or self._known[0] != release.id:
                self._known = (release.id, self._learn(release, ask))
            return self._known[1], ask

    def _learn(self, release: Release, ask: Ask) -> Known:
        try:
            known = Known(ask, self._space)
            known = known if known.names.of else Known(ask, "")
        except LimitExceeded as error:
            raise ProtocolError("too-many-names", "Its names could not be read in time.") from error
        if len(known.names) > MOST:
            raise ProtocolError("too-many-names", f"It has {len(known.names)} names; {MOST} fit.")
        return known

    def _json(self, document: Any) -> Response:
        own, release = exchange.current()[1], self._current.release.id
        return answers.to_flask(answers.json_of(own, document, release, self._max_age, {}))


def charged(view: Callable[[], Response]) -> Callable[[], Response]:
    """A view whose whole time its client pays for: matching costs, not only asking."""

    def run() -> Response:
        began = perf_counter()
        try:
            return view()
        finally:
            exchange.current()[1].seconds = perf_counter() - began

    return run


def blueprint(service: Reconciliation) -> Blueprint:
    """The routes."""
    routes = Blueprint("reconcile", __name__)
    routes.add_url_rule(PATH, "serve", charged(service.serve), methods=["GET", "POST"])
    for path, view in {
        "suggest/entity": service.entities,
        "suggest/type": service.types,
        "suggest/property": service.properties,
        "properties": service.proposed,
        "preview": service.preview,
        "flyout": service.flyout,
        "about": service.about,
    }.items():
        routes.add_url_rule(f"{PATH}/{path}", path, charged(view), methods=["GET"])
    return routes
