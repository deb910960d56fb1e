"""Puts the parts for programs together: the texts and the tools, over HTTP or in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...http.context import Context
from ...model import Limits
from ...publication.identifiers import Spaces
from ..addresses.routing import Route
from ..components.claims import ReleaseClaims
from ..releases.published import Releases
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from .ground import Find, Ground
from .jsonrpc import Server, written
from .mcp_views import McpViews, about
from .toolbox import Toolbox
from .views import AgentViews


@dataclass(frozen=True)
class AgentRoom:
    """The texts and tools over the served release; ``find`` searches it."""

    served: ServedRelease
    claims: ReleaseClaims
    spaces: Spaces
    respond: Responder
    limits: Limits
    prefixes: Mapping[str, str]
    find: Find

    @cached_property
    def toolbox(self) -> Toolbox:
        """The tools."""
        ground = Ground(self.served, self.claims, self.spaces, self.prefixes, self.find)
        return Toolbox(ground, self.limits)

    def routes(self, routed: Callable[[], Iterable[Route]]) -> Iterator[Route]:
        """The routes; ``routed`` gives all that there are."""
        url, served = self.spaces.url, self.served
        releases = Releases(lambda: served.release, url, self.prefixes)
        told = (self.respond, self.limits, url, self.prefixes, routed)
        yield from AgentViews(served, releases, *told).routes()
        yield from McpViews(served, self.toolbox).routes()

    @property
    def server(self) -> Server:
        """What the tools say of themselves."""
        return about(self.served)

    def definitions(self) -> list[dict[str, Any]]:
        """The tools as the protocol lists them."""
        return [tool.definition for tool in self.toolbox.tools.values()]

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What a tool answers to this process, as the protocol has it. Raises KeyError for no tool."""
        return written(self.toolbox.call(name, arguments, Context()))

    def close(self) -> None:
        """End what answers."""
        self.served.engine.close()
