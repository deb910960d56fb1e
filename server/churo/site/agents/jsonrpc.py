"""Answers messages of the Model Context Protocol: JSON-RPC 2.0 in the form of its Streamable HTTP transport.

Every message is complete in itself: nothing is kept between two, and nothing is sent unasked. Both
ways to begin are known: the handshake of the revisions up to 2025-11-25, and since 2026-07-28 none.
"""

# Why: docs/decisions/2026-11-26-mcp-as-an-ordinary-view.md

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...http.context import Context
from .toolbox import ToolAnswer, Toolbox

HANDSHAKE = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
STATELESS = ("2026-07-28",)
VERSION_HEADER, METHOD_HEADER, NAME_HEADER = "mcp-protocol-version", "mcp-method", "mcp-name"
VERSION_KEY = "io.modelcontextprotocol/protocolVersion"
SERVER_KEY = "io.modelcontextprotocol/serverInfo"
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022
STATUS = {METHOD_NOT_FOUND: 404}
CACHED = 60_000  # milliseconds for which a list of tools may be kept
Message = dict[str, Any]


@dataclass
class RpcError(Exception):
    """What is wrong with a message."""

    code: int
    message: str
    data: Any = None


@dataclass(frozen=True)
class Server:
    """What tells of itself: name, version, and how its tools are to be used."""

    name: str
    title: str
    version: str
    instructions: str


class Dialogue:
    """Answers messages with the tools of a box."""

    def __init__(self, toolbox: Toolbox) -> None:
        self._toolbox = toolbox

    def answer(
        self, body: bytes, headers: Mapping[str, str], server: Server, context: Context
    ) -> tuple[int, Message | None]:
        """HTTP's status and the message back, ``None`` to a notification. Raises Abandoned."""
        id: Any = None
        try:
            message = _read(body)
            id = message.get("id")
            if not isinstance(message.get("params", {}), dict | None):
                raise RpcError(INVALID_PARAMS, "“params” is an object.")
            stateless = _is_stateless(headers.get(VERSION_HEADER))
            if "id" not in message:
                return 202, None
            method, params = message["method"], message.get("params") or {}
            if stateless:
                _check(method, params, headers)
            result = self._result(method, params, server, context)
        except RpcError as error:
            told = {"code": error.code, "message": error.message}
            told |= {"data": error.data} if error.data is not None else {}
            return STATUS.get(error.code, 400), {"jsonrpc": "2.0", "id": id, "error": told}
        if stateless:
            info = {"name": server.name, "title": server.title, "version": server.version}
            result = {"resultType": "complete", "_meta": {SERVER_KEY: info}, **result}
        return 200, {"jsonrpc": "2.0", "id": id, "result": result}

    def _result(
        self, method: str, params: Mapping[str, Any], server: Server, context: Context
    ) -> Message:
        if method == "initialize":
            return _initialized(params, server)
        if method == "server/discover":
            return {
                "supportedVersions": [*STATELESS],
                "capabilities": {"tools": {}},
                "instructions": server.instructions,
                **_kept(),
            }
        if method == "ping":
            return {}
        if method == "tools/list":
            tools = [tool.definition for tool in self._toolbox.tools.values()]
            return {"tools": tools, **_kept()}
        if method == "tools/call":
            return self._called(params, context)
        raise RpcError(METHOD_NOT_FOUND, "Method not found", method)

    def _called(self, params: Mapping[str, Any], context: Context) -> Message:
        name, arguments = params.get("name"), params.get("arguments") or {}
        if not isinstance(name, str) or name not in self._toolbox.tools:
            there = ", ".join(self._toolbox.tools)
            raise RpcError(INVALID_PARAMS, f"Unknown tool; there is {there}.")
        if not isinstance(arguments, dict):
            raise RpcError(INVALID_PARAMS, "“arguments” is an object.")
        return written(self._toolbox.call(name, arguments, context))


def written(answer: ToolAnswer) -> Message:
    """An answer as the protocol has it: as structure, and the same as text for older clients."""
    text = json.dumps(answer.document, ensure_ascii=False, separators=(",", ":"))
    return {
        "content": [{"type": "text", "text": text}],
        "structuredContent": answer.document,
        "isError": answer.error,
    }


def _kept() -> Message:
    return {"ttlMs": CACHED, "cacheScope": "public"}


def _initialized(params: Mapping[str, Any], server: Server) -> Message:
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in HANDSHAKE else HANDSHAKE[-1],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": server.name, "title": server.title, "version": server.version},
        "instructions": server.instructions,
    }


def _read(body: bytes) -> Message:
    """The message. Raises RpcError for what is none, or several."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RpcError(PARSE_ERROR, "The body is no JSON.") from error
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise RpcError(INVALID_REQUEST, "The body is one JSON-RPC 2.0 message.")
    if not isinstance(message.get("method"), str):
        raise RpcError(INVALID_REQUEST, "“method” is a string.")
    if "id" in message and not (isinstance(message["id"], str) or type(message["id"]) is int):
        raise RpcError(INVALID_REQUEST, "“id” is a string or a whole number.")
    return message


def _is_stateless(version: str | None) -> bool:
    """Which way of talking a header field names. Raises RpcError for a revision that is not known."""
    if version is not None and version not in (*HANDSHAKE, *STATELESS):
        told = {"supported": [*HANDSHAKE, *STATELESS], "requested": version[:100]}
        raise RpcError(UNSUPPORTED_VERSION, "Unsupported protocol version", told)
    return version in STATELESS


def _check(method: str, params: Mapping[str, Any], headers: Mapping[str, str]) -> None:
    """Raise RpcError where the header fields and the message do not agree (Streamable HTTP, 2026-07-28)."""
    meta = params.get("_meta")
    if not isinstance(meta, dict) or VERSION_KEY not in meta:
        raise RpcError(INVALID_PARAMS, f"“params._meta” has {VERSION_KEY}.")
    if meta[VERSION_KEY] != headers[VERSION_HEADER]:
        raise RpcError(HEADER_MISMATCH, f"{VERSION_HEADER} is not the version of the message.")
    if headers.get(METHOD_HEADER) != method:
        raise RpcError(HEADER_MISMATCH, f"{METHOD_HEADER} is not the method of the message.")
    if method == "tools/call" and headers.get(NAME_HEADER) != params.get("name"):
        raise RpcError(HEADER_MISMATCH, f"{NAME_HEADER} is not the tool of the message.")
