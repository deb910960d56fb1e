"""The Model Context Protocol, message by message: both ways to begin, and whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from churo.http.context import Context
from churo.site.agents.jsonrpc import STATELESS, VERSION_KEY, Dialogue, Server
from churo.site.agents.tool_table import table
from churo.site.agents.toolbox import ToolAnswer

SERVER = Server("churo", "Test graph", "1", "Ask.")
NEW = STATELESS[0]
META = {"_meta": {VERSION_KEY: NEW, "io.modelcontextprotocol/clientCapabilities": {}}}


class Box:
    """Tools that tell what they were given."""

    tools = table(1000)

    def call(self, name: str, given: Mapping[str, Any], context: Context) -> ToolAnswer:
        """The name and the arguments."""
        return ToolAnswer({"name": name, **given}, error=name == "thing")


def answer(message: object, **headers: str) -> tuple[int, Any]:
    """What is answered to a message, given as JSON or as bytes."""
    box: Any = Box()
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return Dialogue(box).answer(body, fields, SERVER, Context())


def request(method: str, **params: object) -> dict[str, Any]:
    """A request."""
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def stateless(method: str, **params: object) -> tuple[int, Any]:
    """What is answered to a request of the revision without a handshake."""
    headers = {"mcp_protocol_version": NEW, "mcp_method": method}
    if "name" in params:
        headers["mcp_name"] = str(params["name"])
    return answer(request(method, **params, **META), **headers)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25"), (None, "2025-11-25")],
)
def test_the_handshake_agrees_on_a_revision(wanted: str | None, given: str) -> None:
    """The one that is wanted, or the newest that has a handshake."""
    status, message = answer(request("initialize", protocolVersion=wanted))

    assert status == 200
    assert message["result"]["protocolVersion"] == given
    assert message["result"]["serverInfo"]["title"] == "Test graph"


def test_without_a_handshake_the_server_tells_of_itself() -> None:
    """Which revisions it knows, who it is, and that the answer is whole."""
    status, message = stateless("server/discover")

    assert status == 200
    assert message["result"]["supportedVersions"] == [NEW]
    assert message["result"]["resultType"] == "complete"
    assert message["result"]["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "churo"


def test_tools_are_listed_and_called() -> None:
    """What they give comes as structure and as text; a problem is one of the tool's."""
    _, listed = answer(request("tools/list"))
    _, called = answer(request("tools/call", name="search", arguments={"query": "x"}))
    _, failed = stateless("tools/call", name="thing", arguments={})

    assert [tool["name"] for tool in listed["result"]["tools"]] == list(Box.tools)
    assert called["result"]["structuredContent"] == {"name": "search", "query": "x"}
    assert json.loads(called["result"]["content"][0]["text"]) == {"name": "search", "query": "x"}
    assert called["result"]["isError"] is False and failed["result"]["isError"] is True


def test_notifications_are_taken_without_an_answer() -> None:
    """Whatever they say, since nothing is kept."""
    assert answer({"jsonrpc": "2.0", "method": "notifications/initialized"}) == (202, None)


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"[" * 100_000, 400, -32700),
        (b"\xff", 400, -32700),
        ([request("ping")], 400, -32600),
        ({"jsonrpc": "1.0", "id": 1, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": 1, "method": 5}, 400, -32600),
        ({"jsonrpc": "2.0", "id": [1], "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": True, "method": "ping"}, 400, -32600),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}, 400, -32602),
        (request("resources/list"), 404, -32601),
        (request("tools/call", name="delete"), 400, -32602),
        (request("tools/call", name=["search"]), 400, -32602),
        (request("tools/call", name="search", arguments=[1]), 400, -32602),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_is_wrong_is_told(message: object, status: int, code: int) -> None:
    """By a code of JSON-RPC and a status of HTTP."""
    found, document = answer(message)

    assert (found, document["error"]["code"]) == (status, code)


def test_wrong_parameters_are_told_of_their_request() -> None:
    """JSON-RPC 2.0 §5: the id is null only where it cannot be told."""
    _, document = answer({"jsonrpc": "2.0", "id": "seven", "method": "ping", "params": [1]})

    assert document["id"] == "seven"


@pytest.mark.parametrize(
    "headers",
    [
        {"mcp_method": "tools/list"},
        {},
        {"mcp_method": "tools/call"},
        {"mcp_method": "tools/call", "mcp_name": "thing"},
    ],
    ids=str,
)
def test_header_fields_and_message_agree(headers: dict[str, str]) -> None:
    """In the revision that has them: whoever routes by the fields must not be deceived."""
    message = request("tools/call", name="search", arguments={"query": "x"}, **META)

    status, document = answer(message, mcp_protocol_version=NEW, **headers)

    assert (status, document["error"]["code"]) == (400, -32020)
