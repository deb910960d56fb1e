"""The address /mcp: the tools over the Streamable HTTP transport of the Model Context Protocol."""

from __future__ import annotations

from collections.abc import Iterator

from werkzeug.exceptions import MethodNotAllowed

from ...errors import ProtocolError
from ...http.context import Context
from ...http.fields import cache_control
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...protocol import shown
from ..addresses.routing import Route
from ..releases.served_release import ServedRelease
from ..replies import json_text
from .jsonrpc import Dialogue, Server
from .toolbox import Toolbox

PATH = "/mcp"
JSON = "application/json"
INSTRUCTIONS = (
    "{title}. Every answer tells who says it and how far it holds up: pass on verdict and sources. "
    "Begin with “search” or “question”; read “schema” before writing SPARQL."
)


class McpViews:
    """Answers each message by itself, in the thread and within the limits of any other request.

    Who asks needs no permission and changes nothing, so that an Origin is nothing to be checked.
    """

    def __init__(self, served: ServedRelease, toolbox: Toolbox) -> None:
        self._served, self._dialogue = served, Dialogue(toolbox)

    def routes(self) -> Iterator[Route]:
        """The route, and that there is no other method."""
        yield Route(PATH, self.answer, ("POST",), media_types=(JSON,))
        yield Route(PATH, self.unasked, status=405)

    def answer(self, request: Request, context: Context) -> Reply:
        """One message of the Model Context Protocol, and the one that answers it."""
        kind = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
        if kind != JSON:
            raise ProtocolError("media-type", f"A message is sent as {JSON}, not as {shown(kind)}.")
        status, message = self._dialogue.answer(
            request.body, request.headers, about(self._served), context
        )
        headers = [(cache_control.NAME, cache_control.NEVER)]
        body = b"" if message is None else json_text.written(message, indent=None)
        if message is not None:
            headers.append(("content-type", JSON))
        return Reply(status, headers, body, context)

    def unasked(self, request: Request, context: Context) -> Reply:
        """Not allowed: nothing is sent unasked, and there is no session (Streamable HTTP)."""
        raise MethodNotAllowed(["POST"])


def about(served: ServedRelease) -> Server:
    """What the tools say of themselves."""
    release = served.release
    text = INSTRUCTIONS.format(title=release.title.rstrip("."))
    return Server("churo", release.title, release.version, text)
