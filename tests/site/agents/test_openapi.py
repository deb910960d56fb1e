"""The description of all addresses: every route is in it, and it is valid OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from churo.app import create_app
from churo.model import Answer, Body
from churo.publication import catalogue, integrity
from churo.settings import read
from churo.site.addresses.routing import Route, Router
from churo.site.agents import openapi

URL = "http://127.0.0.1:7001"


def view(request: object, context: object) -> None:
    """Tells one thing.

    And another.
    """


class SilentEngine:
    """An engine that knows nothing."""

    def ask(self, *_: object) -> Answer:
        """An answer without rows."""
        body = Body.of(b'{"results": {"bindings": []}}')
        return Answer("solutions", "application/sparql-results+json", body, 0, 0.0)

    def load(self, *_: object) -> None:
        """Take note of nothing."""

    begin = load
    status = load


@pytest.fixture
def routes(house_release: Path, monkeypatch: pytest.MonkeyPatch) -> list[Route]:
    """Every route of the server."""
    found: list[Route] = []
    add = Router.add

    def noted(self: Router, routes: Iterable[Route]) -> None:
        rows = list(routes)
        found.extend(rows)
        add(self, rows)

    monkeypatch.setattr(Router, "add", noted)
    engine: Any = SilentEngine()
    create_app(read({}), integrity.read_release(house_release), catalogue.prefixes(), engine=engine)
    return found


def document(routes: Iterable[Route]) -> Mapping[str, Any]:
    """The description of routes."""
    return openapi.document(routes, URL, "Test", "1")


def test_every_route_is_described(routes: list[Route]) -> None:
    """With each of its methods that OpenAPI 3.1 knows."""
    paths = document(routes)["paths"]
    wanted = {
        (openapi.path_of(route.rule), method.lower())
        for route in routes
        for method in route.methods
        if method != "QUERY"
    }

    assert len(wanted) > 40
    assert wanted == {(path, method) for path, item in paths.items() for method in item}


def test_it_is_valid(routes: list[Route]) -> None:
    """By the validator of the OpenAPI Initiative's schemas; each operation has a name of its own."""
    described = document(routes)
    names = [row["operationId"] for item in described["paths"].values() for row in item.values()]

    OpenAPIV31SpecValidator(dict(described)).validate()
    assert len(names) == len(set(names))


def test_every_operation_says_what_it_does(routes: list[Route]) -> None:
    """In the words of the view's promise."""
    rows = [row for item in document(routes)["paths"].values() for row in item.values()]

    assert [row["operationId"] for row in rows if not row["summary"].endswith(".")] == []


def test_parts_of_a_path_are_parameters() -> None:
    """A choice is an enumeration, a number a number, and a rest may have slashes."""
    rule = "/<any(en, ja):language>/x/<int:number>/<rest:name>"
    (item,) = document([Route(rule, view)])["paths"].values()
    language, number, name = item["get"]["parameters"]

    assert language["schema"] == {"type": "string", "enum": ["en", "ja"]}
    assert number["schema"]["type"] == "integer"
    assert "slashes" in name["description"]
    assert item["get"]["summary"] == "Tells one thing."


def test_parameters_of_the_query_string_are_told() -> None:
    """As parameters of a GET and as the form of a POST."""
    route = Route("/x", view, ("GET", "POST"), {"q": "what to look for"}, ("application/json",))
    item = document([route])["paths"]["/x"]

    assert [row["name"] for row in item["get"]["parameters"]] == ["q"]
    assert item["post"]["parameters"] == []
    form = item["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert form["schema"]["properties"].keys() == {"q"}
    assert item["get"]["responses"]["200"]["content"] == {"application/json": {}}


def test_sparql_is_described_with_its_parameters_and_formats(routes: list[Route]) -> None:
    """As the protocol has them: by GET, as a form and as the body itself."""
    item = document(routes)["paths"]["/sparql"]
    names = [row["name"] for row in item["get"]["parameters"]]
    answered, sent = item["get"]["responses"], item["post"]["requestBody"]["content"]

    assert names == ["query", "default-graph-uri", "named-graph-uri", "format"]
    assert {"text/csv", "application/sparql-results+json", "text/turtle"} <= {
        *answered["200"]["content"]
    }
    assert answered["default"] == {"$ref": "#/components/responses/Problem"}
    assert sent.keys() == {"application/sparql-query", "application/x-www-form-urlencoded"}


def test_what_is_never_answered_is_not_promised() -> None:
    """Neither 200 where there is another status, nor what a view raises."""

    def refused(request: object, context: object) -> None:
        """No. Raises ParameterError for what is too long."""

    item = document([Route("/x", refused, status=405)])["paths"]["/x"]["get"]

    assert item["responses"].keys() == {"405", "default"}
    assert item["summary"] == "No."


def test_arguments_that_were_put_into_a_view_do_not_hide_it() -> None:
    """Its promise and its folder are those of the function."""
    item = document([Route("/x", partial(view, request=None))])["paths"]["/x"]["get"]

    assert (item["summary"], item["tags"]) == ("Tells one thing.", ["agents"])
