"""Finds the view for a request with Flask's router: the one place where the two meet."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import Flask, Response
from flask import request as flask_request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as WSGIResponse

from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply

KEY = "churo.request"
UNKNOWN_METHOD = "?"  # no token, so no route has it
REST = "<rest:"  # what a rule has that takes whatever no other takes
# What a request makes of an answer that others get, too, who asked at the same time: it is made of it when
# the answer is sent, never by the framework.
CONDITIONS = frozenset(
    ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range", "range")
)


# What answers at an address: (request, context, **path), where path has the parts of the address
# that the rule names. Raises ChuroError.
View = Callable[..., Reply]


class Route(NamedTuple):
    """A rule of werkzeug's with the view for it; OPTIONS and HEAD, and 405, are the router's.

    For those who call it: ``query`` tells what its parameters mean, ``media_types`` what it answers
    with, as far as that is said, ``bodies`` what a POST may be beside a form of the parameters, and
    ``status`` with what it answers if all is well.
    """

    rule: str
    view: View
    methods: tuple[str, ...] = ("GET",)
    query: Mapping[str, str] = MappingProxyType({})
    media_types: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    status: int = 200


class Rest(BaseConverter):
    """The rest of a path, whatever slashes it has."""

    regex = ".+"
    part_isolating = False


Explain = Callable[[Exception, Request, Context], Reply]


class Router:
    """Calls the view of a request; ``explain`` makes a reply of an error of any view."""

    def __init__(self, app: Flask, public_url: str, explain: Explain) -> None:
        self._app, self._url, self._explain = app, urlsplit(public_url), explain
        self.routes: list[Route] = []
        self._refused: dict[str, set[str]] = {}  # methods that a path has but to refuse them
        # Paths are taken as they come: one hop from every spelling, not two.
        app.url_map.merge_slashes = False
        app.url_map.converters["rest"] = Rest
        app.register_error_handler(Exception, self._answer_error)

    def add(self, routes: Iterable[Route]) -> None:
        """Take routes."""
        for route in routes:
            name = f"{route.rule} {route.methods[0]}"
            self._app.add_url_rule(route.rule, name, adapted(route.view), methods=route.methods)
            self.routes.append(route)
            if route.status == HTTPStatus.METHOD_NOT_ALLOWED:
                self._refused[route.rule] = {*route.methods, "HEAD"}

    def has(self, path: str) -> bool:
        """Whether a route takes a path, other than those that take the rest."""
        try:
            rule, _ = self._app.url_map.bind("").match(path, "GET", return_rule=True)
        except HTTPException:
            return False
        return REST not in rule.rule

    def __call__(self, request: Request, context: Context) -> Reply:
        """Run the view of a request to its end in this thread."""
        started: list[tuple[int, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
            fields = [(name.lower(), value) for name, value in headers]
            if context.file is None:  # the framework says so of files of its own, too
                fields = [(name, value) for name, value in fields if name != "accept-ranges"]
            if refused := self._refused.get(request.path):
                fields = [(n, _without(v, refused) if n == "allow" else v) for n, v in fields]
            started[:] = [(int(status[:3]), fields)]

        chunks = self._app.wsgi_app(self._environ(request, context), start_response)
        body = _joined(chunks)
        status, headers = started[0]
        return Reply(status, headers, body, context)

    def _answer_error(self, error: Exception) -> WSGIResponse:
        if isinstance(error, HTTPException) and 300 <= (error.code or 0) < 400:
            return error.get_response()
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            refused = self._refused.get(flask_request.environ[KEY][0].path, set())
            error.valid_methods = [name for name in error.valid_methods if name not in refused]
        return as_response(self._explain(error, *flask_request.environ[KEY]))

    def _environ(self, request: Request, context: Context) -> dict[str, Any]:
        """The request as WSGI has it (PEP 3333)."""
        headers = {
            "HTTP_" + name.upper().replace("-", "_"): value
            for name, value in request.headers.items()
            if name not in CONDITIONS
        }
        headers.pop("HTTP_CONTENT_TYPE", None)
        headers.pop("HTTP_CONTENT_LENGTH", None)
        return headers | {
            "REQUEST_METHOD": _as_routed(request.method),
            "SCRIPT_NAME": self._url.path,
            "PATH_INFO": _as_latin(request.path),
            "QUERY_STRING": _as_latin(request.query),
            "CONTENT_TYPE": request.headers.get("content-type", ""),
            "CONTENT_LENGTH": str(len(request.body)),
            "SERVER_NAME": self._url.hostname or "",
            "SERVER_PORT": str(self._url.port or (443 if self._url.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._url.netloc,
            "REMOTE_ADDR": request.client,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._url.scheme,
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.input_terminated": True,
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            KEY: (request, context),
        }


def adapted(view: View) -> Callable[..., Response]:
    """A view as the framework calls it."""

    def run(**path: Any) -> Response:
        request, context = flask_request.environ[KEY]
        return as_response(view(request, context, **path))

    return run


def as_response(reply: Reply) -> Response:
    """A reply as the framework's response."""
    response = Response(reply.body, reply.status)
    # The framework tells the length of what it holds; a long body or a file lies elsewhere.
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response


def _without(methods: str, refused: Collection[str]) -> str:
    return ", ".join(name for name in methods.split(", ") if name not in refused)


def _joined(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _as_routed(method: str) -> str:
    """A method for the framework, which takes small letters for large ones (RFC 9110 §9.1 does not)."""
    return method if method == method.upper() else UNKNOWN_METHOD


def _as_latin(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")
