"""What models and their programs get of a server: llms.txt, OpenAPI, and tools by the official client."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from mcp import Client
from mcp_types import CallToolResult
from running import Server, start_files, stop

ROOM = 8192  # bytes: what a model reads before every question
DATA = "<urn:a> <urn:b> <urn:c> .\n<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> 'A'@en ."
FIRST = {
    "search": {"query": "习近平"},
    "thing": {"id": "Q15031"},
    "claims": {"field": "energy", "actor": "russia"},
    "question": {"slug": "trade-value", "limit": 2},
    "sparql": {"query": "SELECT ?e WHERE { ?e a churo:Visit } ORDER BY ?e LIMIT 3"},
}


def talk(url: str, work: Callable[[Client], Awaitable[None]], mode: str = "auto") -> None:
    """Let the official client do something on a server."""

    async def run() -> None:
        chosen: Any = mode
        async with Client(f"{url}/mcp", mode=chosen) as client:
            await work(client)

    anyio.run(run)


def call(url: str, tool: str, **arguments: object) -> CallToolResult:
    """What a tool answers over HTTP."""
    found: list[CallToolResult] = []

    async def work(client: Client) -> None:
        found.append(await client.call_tool(tool, arguments))

    talk(url, work)
    return found[0]


def test_llms_txt_is_short_and_whole(house_client: httpx.Client) -> None:
    """Rules, prefixes, classes with counts, three questions with answers, in eight kilobytes."""
    text = house_client.get("/llms.txt").text

    assert len(text.encode()) <= ROOM
    assert text.count("\n### ") == 3
    for part in ("## Rules", "## Prefixes", "## Classes", "/sparql?query=", "`ev:Assertion` "):
        assert part in text


def test_llms_full_has_every_term_and_question(house_client: httpx.Client, house: Path) -> None:
    """What llms.txt has, and all the rest."""
    text = house_client.get("/llms-full.txt").text
    slugs = [path.stem for path in (house / "queries/questions").glob("*.rq")]

    assert text.startswith(house_client.get("/llms.txt").text.rstrip())
    assert [slug for slug in slugs if f"\n{slug}: " not in text] == []
    assert "- churo:Observation (" in text and "- code:veto: A vote of a permanent member" in text


def test_other_data_has_its_own(tmp_path: Path) -> None:
    """Neither the guide nor a term of this graph is told of another."""
    running = start_files(tmp_path, {"a.ttl": DATA})
    try:
        short, full = (httpx.get(f"{running.url}/{name}") for name in ("llms.txt", "llms-full.txt"))
        answered = call(running.url, "thing", id="urn:a").structured_content
        claims = call(running.url, "claims").structured_content
    finally:
        stop(running)

    assert (short.status_code, full.status_code) == (200, 200)
    assert "churo:" not in short.text and "## Rules" not in short.text
    assert answered["statements"] == [
        {"property": "<urn:b>", "value": "<urn:c>", "accepted": True, "claims": []}
    ]
    assert claims["claims_in_all"] == 0


def test_openapi_is_served(house_client: httpx.Client) -> None:
    """Every address without parts of its own answers as it is described."""
    reply = house_client.get("/openapi.json")
    paths = [
        path for path, item in reply.json()["paths"].items() if "{" not in path and "get" in item
    ]
    statuses = {path: house_client.get(path, follow_redirects=False).status_code for path in paths}

    assert reply.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert statuses.pop("/mcp") == 405
    assert statuses.pop("/doc/") == 404  # the base of this graph is no thing of it
    assert set(statuses.values()) <= {200, 302, 303, 400}, statuses


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_official_client_uses_every_tool(house_server: Server, mode: str) -> None:
    """In the revision without a handshake and in those with one; none fails."""
    told: dict[str, Any] = {}

    async def work(client: Client) -> None:
        tools = (await client.list_tools()).tools
        for tool in tools:
            result = await client.call_tool(tool.name, FIRST.get(tool.name, {}))
            assert not result.is_error, result
            told[tool.name] = result.structured_content

    talk(house_server.url, work, mode)

    assert set(told) == {"search", "thing", "claims", "question", "schema", "sparql"}
    assert told["search"]["results"][0]["iri"].endswith("/id/xi-jinping")
    assert told["thing"]["iri"].endswith("/id/xi-jinping")
    assert "## Rules" in told["schema"]["guide"]
    assert told["sparql"]["rows_in_all"] == 3


@pytest.mark.parametrize("tool", ["thing", "claims", "question", "sparql"])
def test_answers_carry_verdict_and_sources(house_server: Server, tool: str) -> None:
    """Every claim with both, where there is evidence, and every answer with the release it is from."""
    document = call(house_server.url, tool, **FIRST[tool]).structured_content
    claims = document["claims_behind" if tool in ("question", "sparql") else "claims"]

    assert {claim["verdict"] for claim in claims if not claim.get("sources")} <= {"no-evidence"}
    assert any(claim.get("sources") for claim in claims) and all(
        claim["verdict"] for claim in claims
    )
    assert document["from"]["release"] and document["from"]["license"]


def test_claims_are_chosen(house_server: Server) -> None:
    """By verdict, field, actor and words; the counts are those of all."""
    refuted = call(house_server.url, "claims", verdict="refuted", limit=50).structured_content
    again = call(house_server.url, "claims", verdict="refuted", offset=2, limit=1)
    brics = call(house_server.url, "claims", verdict="refuted", actor="BRICS").structured_content

    assert {claim["verdict"] for claim in refuted["claims"]} == {"refuted"}
    assert refuted["claims_in_all"] == len(refuted["claims"])
    assert again.structured_content["claims"] == refuted["claims"][2:3]
    assert 0 < brics["claims_in_all"] < refuted["claims_in_all"]


def test_claims_are_found_by_what_they_are_about(house_server: Server) -> None:
    """Not by their own words alone: the matter that a position concerns counts, too."""
    told = call(house_server.url, "claims", text="dual-use", actor="Japan").structured_content

    assert told["claims_in_all"] > 0


@pytest.mark.parametrize(
    ("text", "told"),
    [("BRICS 2024 admit new members", "No claim fits. All words"), ("qqqqqq", "No claim fits.")],
)
def test_words_that_no_claim_has_together_are_told(
    house_server: Server, text: str, told: str
) -> None:
    """With what to do: fewer of them, or “search”; a claim that fits comes without."""
    none = call(house_server.url, "claims", text=text).structured_content
    some = call(house_server.url, "claims", text="BRICS").structured_content

    assert none["claims"] == [] and none["note"].startswith(told)
    assert ("“search”" in none["note"]) == (" " in text)
    assert some["claims"] and "note" not in some


def test_a_claim_tells_its_publisher_by_name_and_the_language_of_its_reason(
    house_server: Server,
) -> None:
    """The code of its verdict as SPARQL has it; a reason in another language says so."""
    told = call(
        house_server.url, "claims", verdict="partly-supported", language="ru", limit=50
    ).structured_content
    publishers = [s["publisher"] for c in told["claims"] for s in c["sources"] if "publisher" in s]

    assert {claim["verdict"] for claim in told["claims"]} == {"partly-supported"}
    assert publishers and not [name for name in publishers if "://" in name]
    assert all("why" in claim for claim in told["claims"] if "why_language" in claim)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("single source", "supported-on-one-source"),
        ("customs trade", "trade-as-each-customs-sees-it"),
    ],
)
def test_a_question_is_found_by_some_of_the_words(
    house_server: Server, text: str, slug: str
) -> None:
    """Those first that fit best."""
    told = call(house_server.url, "question", text=text).structured_content

    assert slug in told["questions"]
    assert len(told["questions"]) < told["questions_in_all"]


def test_an_empty_answer_says_that_it_is_empty(house_server: Server) -> None:
    """And with which name something is wrong."""
    told = call(
        house_server.url, "sparql", query="SELECT ?m { ?m a churo:Meting }"
    ).structured_content

    assert told["rows"] == [] and told["note"].startswith("No row fits")
    assert "churo/ontology#Meeting" in told["notices"][0]


def test_a_message_is_sent_as_json(house_client: httpx.Client) -> None:
    """In a revision of the protocol that there is (Streamable HTTP)."""
    message = '{"jsonrpc": "2.0", "id": 1, "method": "ping"}'
    kind = {"content-type": "application/json; charset=utf-8"}

    text = house_client.post("/mcp", content=message, headers={"content-type": "text/plain"})
    old = house_client.post(
        "/mcp", content=message, headers=kind | {"mcp-protocol-version": "1999-01-01"}
    )
    right = house_client.post(
        "/mcp", content=message, headers=kind | {"mcp-protocol-version": "2025-06-18"}
    )

    assert (text.status_code, old.status_code, right.status_code) == (415, 400, 200)
    assert old.json()["error"]["data"]["requested"] == "1999-01-01"


@pytest.mark.parametrize(
    ("tool", "arguments", "kind", "told"),
    [
        ("sparql", {"query": "SELECT ?s { ?s ?p ?o"}, "syntax", "}"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "update", ""),
        ("sparql", {"query": "SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }"}, "service", ""),
        ("thing", {"id": "nobody at all"}, "not-found", "search"),
        ("thing", {"id": "http://example.org/<x>"}, "", ""),
        ("claims", {"actor": "chna"}, "parameter", "china"),
        ("claims", {"field": "qqqqqq"}, "parameter", "search"),
        ("question", {"slug": "nothing"}, "not-found", "lists them"),
        ("schema", {"name": "nothing"}, "not-found", "lists them"),
        ("search", {"query": ""}, "parameter", "needed"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_mistakes_are_told_to_the_model(
    house_server: Server, tool: str, arguments: dict[str, str], kind: str, told: str
) -> None:
    """As errors of the tool, in the words of a problem document with what to do."""
    result = call(house_server.url, tool, **arguments)
    document = result.structured_content

    assert result.is_error
    assert document["type"].endswith(f"/problems/{kind}") or not kind
    assert told in json.dumps(document, ensure_ascii=False)


def test_a_query_of_a_tool_has_the_limits_of_the_endpoint(
    own_server: Callable[..., Server],
) -> None:
    """It is stopped at the same time, and its client pays for it."""
    running = own_server(query_timeout_seconds=1, budget_loopback="yes", budget_seconds=2)
    body = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(12))

    result = call(running.url, "sparql", query=f"SELECT (COUNT(*) AS ?n) {{ {body} }}")
    for _ in range(3):
        reply = httpx.post(f"{running.url}/mcp", json={"jsonrpc": "2.0"}, timeout=30)
        if reply.status_code == 429:
            break
        call_quietly(running.url, f"SELECT (COUNT(*) AS ?n) {{ {body} }} # {_}")

    assert result.is_error and result.structured_content["type"].endswith("/problems/deadline")
    assert reply.status_code == 429


def call_quietly(url: str, query: str) -> None:
    """Ask by a tool without reading the answer."""
    params = {"name": "sparql", "arguments": {"query": query}}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    httpx.post(f"{url}/mcp", json=message, timeout=30)


def test_nothing_is_sent_unasked(house_client: httpx.Client) -> None:
    """There is no stream to listen to, and no session to end."""
    assert house_client.get("/mcp").status_code == 405
    assert house_client.delete("/mcp").status_code == 405
    for method in ("GET", "HEAD", "PUT", "OPTIONS"):
        allowed = house_client.request(method, "/mcp").headers["allow"]
        assert {*allowed.split(", ")} - {"OPTIONS"} == {"POST"}, method
