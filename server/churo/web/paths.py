"""The routes of documents, and of every path that no other part of the server has."""

from __future__ import annotations

import re

from flask import Blueprint, Response
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Map

from ..errors import UnknownName
from ..identifiers import LANGUAGES, spelled
from .documents import Documents
from .redirection import moved

NAME = "documents"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")


class Rest(BaseConverter):
    """The rest of a path, whatever slashes it has."""

    regex = ".+"
    part_isolating = False


class Paths:
    """Finds the view for a path; ``documents`` answers for what is no other blueprint's."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._map = Map()

    def prepare(self, state: BlueprintSetupState) -> None:
        """Let the application's map take paths as they come: one hop from every spelling, not two."""
        self._map = state.app.url_map
        self._map.merge_slashes = False
        self._map.converters["rest"] = Rest

    def page(self, language: str, name: str) -> Response:
        """A document as a page in a language. Raises UnknownName where there are none in it."""
        if language in LANGUAGES:
            return self._documents.document(name, language)
        try:
            return self._documents.thing(f"{language}/doc/{name}")
        except UnknownName:
            if not _TAG.match(language):
                raise
            listed = ", ".join(LANGUAGES)
            raise UnknownName(
                f"There are no pages in {language!r}; there is {listed}.", "no-language"
            ) from None

    def thing(self, name: str) -> Response:
        """An IRI itself, or the way to another part of the server from a path with odd slashes."""
        bare = spelled(name)
        if bare != name and self._routed(bare):
            return moved(self._documents.spaces.address(self._documents.spaces.base + bare))
        try:
            return self._documents.thing(name)
        except UnknownName:
            language, _, rest = bare.partition("/")
            if language not in LANGUAGES or not rest:
                raise
            return self._documents.spoken(rest, language)

    def _routed(self, name: str) -> bool:
        try:
            endpoint, _ = self._map.bind("").match(f"/{name}", "GET")
        except HTTPException:
            return False
        return not str(endpoint).startswith(f"{NAME}.")


def blueprint(documents: Documents) -> Blueprint:
    """The routes; the last answers for every path that no other route has."""
    routes, paths = Blueprint(NAME, __name__), Paths(documents)
    routes.record_once(paths.prepare)
    for rule, name, view in (
        ("/doc/<rest:name>", "document", documents.document),
        ("/<language>/doc/<rest:name>", "page", paths.page),
        ("/linkset/<rest:name>", "linkset", documents.linkset),
        ("/<rest:name>", "thing", paths.thing),
    ):
        routes.add_url_rule(rule, name, view, methods=["GET"])
    return routes
