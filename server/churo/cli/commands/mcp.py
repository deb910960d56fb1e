"""churo mcp: offers the graph to language models by the Model Context Protocol, on standard input and output."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from ... import app
from ...errors import InputError
from ...publication import catalogue, integrity
from ...release.remote import origins
from ...settings import Settings, read
from ..current_release import fresh, house

NEEDED = ("mcp", "mcp_types", "anyio")


@click.command()
@click.option("--url", help="Ask this running server, as https://example.org; needs no release.")
@click.option(
    "--release",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Answer from this release instead of the current one.",
)
def mcp(url: str | None, release: Path | None) -> None:
    """Offer the graph to a language model on standard input and output (Model Context Protocol)."""
    if url and release:
        raise click.UsageError("Give --url or --release, not both.")
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    sdk = _sdk()
    if url:
        _require_address(url)
        sdk.forward(url.rstrip("/") + "/mcp")
        return
    settings = read(os.environ)
    tools = _tools(settings, release)
    try:
        sdk.serve(tools)
    finally:
        tools.close()


def _require_address(url: str) -> None:
    try:
        origins.split(url)
    except ValueError as error:
        raise InputError("is no http or https address.", "--url") from error


def _tools(settings: Settings, release: Path | None) -> app.AgentRoom:
    found = integrity.read_release((release or fresh(settings)).resolve())
    return app.tools(settings, found, catalogue.prefixes(house(settings)))


def _sdk() -> Any:
    """The part that needs the protocol's own library, which only who calls this has installed."""
    try:
        return import_module("..mcp_stdio", __package__)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in NEEDED:
            raise
        told = "needs the library of the Model Context Protocol."
        raise InputError(told, "churo mcp", "Install it: pip install 'churo[mcp]'.") from error
