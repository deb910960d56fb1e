"""Writes what there is here in OpenAPI 3.1, from the table of routes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from ..addresses.routing import Route

METHODS = ("GET", "POST")  # OpenAPI 3.1 has no QUERY (RFC 10008)
_RAISES = re.compile(r"\s*+Raises [^.]++\.")  # for who calls the view, not the address
PROBLEM = "application/problem+json"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
# A part of a path: its converter with arguments, and its name.
_WORD = re.compile(r"[A-Za-z0-9]++")
_PART = re.compile(r"<(?:(?P<kind>\w++)(?:\((?P<arguments>[^)]*+)\))?:)?(?P<name>\w++)>")
_SCHEMAS: dict[str, dict[str, Any]] = {"int": {"type": "integer", "minimum": 0}}
_SLASHES = ("path", "rest")
RESPONSES = {
    "Problem": {
        "description": "What is wrong and how to mend it (RFC 9457).",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
PROBLEM_RESPONSE = {"$ref": "#/components/responses/Problem"}
SCHEMAS = {
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "advice": {"type": "string"},
            "request": {"type": "string"},
        },
    }
}


def document(routes: Iterable[Route], url: str, title: str, version: str) -> dict[str, Any]:
    """The description of all routes."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        item = paths.setdefault(path_of(route.rule), {})
        for method in route.methods:
            if method in METHODS:
                item[method.lower()] = _operation(route, method)
    return {
        "openapi": "3.1.1",
        "info": {
            "title": title,
            "version": version,
            "description": "Everything that is read here. All answers are the same for "
            "everybody, may be kept as their fields say, and are computed within each client's share.",
        },
        "servers": [{"url": url}],
        "externalDocs": {
            "description": "SPARQL: the endpoint describes itself (SPARQL 1.1 Service Description)",
            "url": f"{url}/sparql",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"responses": RESPONSES, "schemas": SCHEMAS},
    }


def path_of(rule: str) -> str:
    """The path template of a rule."""
    return _PART.sub(lambda part: f"{{{part['name']}}}", rule)


def _operation(route: Route, method: str) -> dict[str, Any]:
    view = _function(route.view)
    text = _RAISES.sub("", inspect.cleandoc(inspect.getdoc(view) or ""))
    summary = text.partition("\n\n")[0].replace("\n", " ")
    operation: dict[str, Any] = {
        "operationId": _id(route.rule, method),
        "summary": summary,
        "tags": [_tag(view)],
        "parameters": [*_parts(route.rule), *(_asked(route) if method != "POST" else ())],
        "responses": {str(route.status): _answer(route), "default": PROBLEM_RESPONSE},
    }
    if "\n\n" in text:
        operation["description"] = text
    if method == "POST":
        operation["requestBody"] = {"content": _body(route)}
    return operation


def _id(rule: str, method: str) -> str:
    words = _WORD.findall(path_of(rule)) or ["root"]
    slash = "Index" if rule.endswith("/") and len(rule) > 1 else ""
    return method.lower() + "".join(word[0].upper() + word[1:] for word in words) + slash


def _tag(view: Callable[..., Any]) -> str:
    """The feature that a view is part of, which is the folder of its module."""
    return view.__module__.split(".")[-2]


def _function(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view as it was written, without the arguments that were put into it."""
    if isinstance(view, partial):
        return _function(view.func)
    return view if inspect.isroutine(view) else type(view).__call__


def _parts(rule: str) -> Iterator[dict[str, Any]]:
    for part in _PART.finditer(rule):
        schema = _SCHEMAS.get(part["kind"] or "", {"type": "string"})
        if part["kind"] == "any":
            schema = {"type": "string", "enum": re.split(r",\s*+", part["arguments"])}
        row = {"name": part["name"], "in": "path", "required": True, "schema": schema}
        if part["kind"] in _SLASHES:
            row["description"] = "It may have slashes, which stand as they are."
        yield row


def _asked(route: Route) -> Iterator[dict[str, Any]]:
    for name, meaning in route.query.items():
        yield {"name": name, "in": "query", "description": meaning, "schema": {"type": "string"}}


def _body(route: Route) -> dict[str, Any]:
    """A form of the parameters or what else is taken, or JSON where there are neither."""
    others = {media_type: {"schema": {"type": "string"}} for media_type in route.bodies}
    if not route.query:
        return {JSON: {"schema": {"type": "object"}}}
    fields = {name: {"type": "string", "description": m} for name, m in route.query.items()}
    return {FORM: {"schema": {"type": "object", "properties": fields}}, **others}


def _answer(route: Route) -> dict[str, Any]:
    if route.status >= 400:
        return PROBLEM_RESPONSE
    answer: dict[str, Any] = {"description": "The answer."}
    if route.media_types:
        answer["content"] = {media_type: {} for media_type in route.media_types}
    return answer
