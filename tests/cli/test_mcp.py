"""churo mcp on standard input and output, by the official client."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from churo.cli.main import main


def told(options: list[str], name: str, arguments: Mapping[str, Any]) -> tuple[list[str], Any]:
    """The names of the tools that churo mcp offers, and what one of them answers."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = ["-m", "churo", "mcp", *options]
    parameters = StdioServerParameters(command=sys.executable, args=command, env=environ)

    async def run() -> tuple[list[str], Any]:
        async with Client(parameters) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            return tools, await client.call_tool(name, dict(arguments))

    return anyio.run(run)


def test_a_release_is_offered(house_release: Path) -> None:
    """Without a server: a claim comes with its verdict and its sources."""
    tools, result = told(["--release", str(house_release)], "claims", {"verdict": "refuted"})

    assert tools == ["search", "thing", "claims", "question", "schema", "sparql"]
    assert not result.is_error
    claims = result.structured_content["claims"]
    assert all(claim["sources"] for claim in claims)
    assert all(claim["page"].startswith("https://w3id.org/churo/en/doc/") for claim in claims)


def test_a_mistake_is_told(house_release: Path) -> None:
    """As an error of the tool, whose kind has a persistent address: there is no server here."""
    _, result = told(["--release", str(house_release)], "sparql", {"query": "SELECT"})

    assert result.is_error and result.structured_content["title"] == "The query is not SPARQL"
    assert result.structured_content["type"] == "https://w3id.org/churo/problems/syntax"


def test_a_server_that_is_not_there_is_named() -> None:
    """With exit code 2, on standard error, and nothing on standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "churo", "mcp", "--url", "http://127.0.0.1:9"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert "http://127.0.0.1:9/mcp" in done.stderr
    assert "TaskGroup" not in done.stderr  # but what went wrong in it


@pytest.mark.parametrize("url", ["bogus", "ftp://x", "http://"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    """Nobody is asked there."""
    done = CliRunner().invoke(main, ["mcp", "--url", url])

    assert done.exit_code == 2
    assert "--url: is no http or https address" in done.output


def test_url_and_release_exclude_one_another(tmp_path: Path) -> None:
    """Which of them is meant cannot be known."""
    done = CliRunner().invoke(main, ["mcp", "--url", "http://x", "--release", str(tmp_path)])

    assert done.exit_code == 2 and "not both" in done.output


def test_who_has_not_installed_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """How to install it, in one sentence."""
    monkeypatch.delitem(sys.modules, "churo.cli.mcp_stdio", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)

    done = CliRunner().invoke(main, ["mcp", "--url", "http://127.0.0.1:9"])

    assert done.exit_code == 2
    assert "pip install 'churo[mcp]'" in done.output
