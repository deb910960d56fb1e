"""No address answers with a fault, whatever it is given; what is wrong is told as a problem."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import Server

FEW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# What numbers, dates, addresses, markup and other tongues are made of, and what breaks their readers.
PIECES = (
    *("", "0", "-1", "1e400", "NaN", "9" * 400, "9999999-01-01", "-0001", "2024-13-45", "0000", "٢٠٢٤"),
    *("http://[", "https://[::1", "http://a:99999999/", "//other.example/", "javascript:a", "urn:a b"),
    *("../", "..%2f", "%", "%zz", "%00", "<script>", "{0}", "'", '"', "`", "\\", "\n", "\x00", "\x1b["),
    *("\ud800", "\ufffe", "\u202e", "e" + "\u0301" * 80, "ﷺ" * 80, "İ", "ß", "中国", "Россия", "x" * 201),
    *("id/lake", "lake", "china-russia-trade", "en", "csv", "png", "page", "SELECT * {", "ASK {}", "a:b"),
)  # fmt: skip
PARAMETERS = (
    *("q", "kind", "series", "actor", "with", "from", "to", "order", "page", "state", "modality", "section"),
    *("unit", "view", "uri", "iso", "geonames", "graph", "default", "id", "type", "limit", "prefix", "cursor"),
    *("query", "format", "default-graph-uri", "mode", "queries", "extend", "class", "entity", "country"),
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
TOOLS = ("search", "thing", "claims", "question", "schema", "sparql")
ARGUMENTS = (
    "query",
    "kind",
    "id",
    "limit",
    "offset",
    "verdict",
    "field",
    "actor",
    "text",
    "slug",
    "name",
)
arguments = st.dictionaries(st.sampled_from((*ARGUMENTS, "language")), values, max_size=4)
conditions = {"query": values, "type": values, "limit": values, "type_strict": values}
asked = values | st.fixed_dictionaries(
    {}, optional=conditions | {"properties": values | st.lists(st.fixed_dictionaries({"pid": texts, "v": values}))}
)  # fmt: skip


def fields(pairs: dict[str, str]) -> str:
    """A form, with half characters as they come."""
    return urlencode(pairs, errors="surrogatepass")


def right(answer: httpx.Response) -> None:
    """An answer, or a problem of the client's own in the one shape that they have."""
    assert answer.status_code < 500, answer.request.url
    kind = answer.headers.get("content-type", "")
    if answer.status_code >= 400 and not answer.request.url.path.startswith("/mcp"):
        assert kind.startswith(("application/problem+json", "text/html"))
    if kind.startswith("text/html"):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "<script>" not in answer.text
    if kind.endswith("json"):
        json.loads(answer.text, parse_constant=pytest.fail)


@pytest.fixture(scope="module")
def rules(house_server: Server) -> list[str]:
    """The rules of all addresses."""
    return sorted(httpx.get(f"{house_server.url}/openapi.json").json()["paths"])


@FEW
@given(data=st.data())
def test_addresses(house_client: httpx.Client, rules: list[str], data: st.DataObject) -> None:
    """With any part and any parameters, whatever is accepted."""
    path = data.draw(st.sampled_from(rules))
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, after = rest.partition("}")
        part = data.draw(st.sampled_from(("en", "zh"))) if name == "language" else data.draw(texts)
        path = f"{before}{quote(part.encode('utf-8', 'surrogatepass'), safe='')}{after}"
    given_ = data.draw(st.dictionaries(st.sampled_from(PARAMETERS), texts, max_size=3))
    kinds = ("text/html", "*/*", "text/turtle", "application/json", "a/b;q=nan", "image/png")
    headers = {"Accept": data.draw(st.sampled_from(kinds))}

    right(house_client.get(f"{path}?{fields(given_)}", headers=headers))


@FEW
@given(name=st.sampled_from(TOOLS), arguments=arguments)
def test_tools(house_client: httpx.Client, name: str, arguments: dict[str, Any]) -> None:
    """With any arguments, in any types; NaN and 1e400 are in no JSON that comes back."""
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    message |= {"params": {"name": name, "arguments": arguments}}
    answer = house_client.post("/mcp", content=json.dumps(message).replace("Infinity", "1e400"))

    right(answer)
    told = answer.json()
    assert "problems/fault" not in answer.text
    assert ("result" in told) is (answer.status_code == 200)


@FEW
@given(message=values | st.fixed_dictionaries({}, optional={"jsonrpc": st.just("2.0") | values, "id": values, "method": values | st.sampled_from(("ping", "tools/call", "initialize")), "params": values}))  # fmt: skip
def test_messages(house_client: httpx.Client, message: Any) -> None:
    """Whatever they are."""
    right(house_client.post("/mcp", content=json.dumps(message)))


@FEW
@given(name=st.sampled_from(("queries", "extend")), batch=st.dictionaries(texts, asked, max_size=3))
def test_reconciliation(house_client: httpx.Client, name: str, batch: dict[str, Any]) -> None:
    """A batch of anything."""
    form = fields({name: json.dumps(batch).replace("Infinity", "1e400")})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}

    right(house_client.post("/reconcile", content=form, headers=kind))
