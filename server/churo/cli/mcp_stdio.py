"""Speaks the Model Context Protocol on standard input and output, with its official library."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import mcp_types as types
from anyio import to_thread
from mcp import Client
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from ..app import AgentRoom
from ..errors import InputError

ListTools = Callable[[], Awaitable[types.ListToolsResult]]
CallTool = Callable[[str, dict[str, Any]], Awaitable[types.CallToolResult]]


def serve(tools: AgentRoom) -> None:
    """Offer tools of this process until standard input ends."""
    listed = types.ListToolsResult.model_validate({"tools": tools.definitions()})

    async def list_tools() -> types.ListToolsResult:
        return listed

    async def call_tool(name: str, arguments: dict[str, Any]) -> types.CallToolResult:
        try:
            answer = await to_thread.run_sync(tools.call, name, arguments)
        except KeyError as error:
            there = ", ".join(tools.toolbox.tools)
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool; there is {there}.") from error
        return types.CallToolResult.model_validate(answer)

    about = tools.server
    anyio.run(_run, about.title, about.version, about.instructions, list_tools, call_tool)


def forward(url: str) -> None:
    """Offer the tools of the server at ``url`` until standard input ends.

    Raises InputError where there is none.
    """
    anyio.run(_forward, url)


async def _forward(url: str) -> None:
    client = Client(url)
    try:
        await client.__aenter__()
    except Exception as error:
        told = str(_first(error)).rstrip(".")
        raise InputError(f"does not answer: {told}.", url, "Is the server there?") from error
    try:
        info = client.server_info

        async def call_tool(name: str, arguments: dict[str, Any]) -> types.CallToolResult:
            return await client.call_tool(name, arguments)

        title, version = (info.title or info.name, info.version) if info else ("churo", "")
        told = client.instructions or ""
        await _run(title, version, told, client.list_tools, call_tool)
    finally:
        await client.__aexit__(None, None, None)


def _first(error: BaseException) -> BaseException:
    """What went wrong first, of tasks that ended together."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _run(
    title: str, version: str, instructions: str, list_tools: ListTools, call_tool: CallTool
) -> None:
    async def listed(
        _: ServerRequestContext[Any], __: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return await list_tools()

    async def called(
        _: ServerRequestContext[Any], params: types.CallToolRequestParams
    ) -> types.CallToolResult:
        return await call_tool(params.name, params.arguments or {})

    server: Server[Any] = Server(
        "churo",
        title=title,
        version=version,
        instructions=instructions,
        on_list_tools=listed,
        on_call_tool=called,
    )
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
