"""RFC 9457, problem details, and Fetch, CORS."""

from __future__ import annotations

import httpx

from .asking import ALL, ASK, PROBLEM, QUERY, get, media, post, refused
from .registry import clause

WRONG = "SELECT ?s WHERE {\n  ?s skos:prefLabel ?label\n}"


def _everything(client: httpx.Client) -> list[httpx.Response]:
    """One response of each status that a stranger can cause."""
    tag = get(client, ALL).headers["etag"]
    query = {"params": {"query": ALL}}
    return [
        get(client, ALL),
        client.get("/sparql", headers={"If-None-Match": tag}, **query),  # type: ignore[arg-type]
        get(client, WRONG),
        get(client, "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }"),
        client.get("/nowhere"),
        client.delete("/sparql"),
        get(client, ALL, "image/png"),
        client.get("/sparql", headers={"If-Match": '"x"'}, **query),  # type: ignore[arg-type]
        post(client, b"#" * 400_000, QUERY),
        post(client, ASK, "text/plain"),
    ]


@clause("rfc9457-3-media-type")
def media_type(client: httpx.Client) -> None:
    """Problems are application/problem+json."""
    assert media(get(client, WRONG)) == PROBLEM


@clause("rfc9457-3.1-members")
def members(client: httpx.Client) -> None:
    """type, title, status and detail are there, and status is the status."""
    for answer in _everything(client):
        if answer.status_code >= 400:
            document = answer.json()
            assert document["status"] == answer.status_code
            assert document["title"]
            assert document["detail"]
            assert document["request"] == answer.headers["x-request-id"]


@clause("rfc9457-3.1.1-type")
def type_resolves(client: httpx.Client) -> None:
    """type is an absolute address where the kind of problem is explained."""
    for answer in _everything(client):
        if answer.status_code >= 400:
            page = client.get(answer.json()["type"], headers={"Accept": "text/html"})
            assert page.status_code == 200
            assert answer.json()["title"] in page.text


@clause("rfc9457-3.2-extensions")
def extensions(client: httpx.Client) -> None:
    """A syntax error has line, column, excerpt with a caret, hint and the line that mends it."""
    document = refused(get(client, WRONG), 400, "syntax")

    assert document["line"] == 2
    excerpt = str(document["excerpt"]).splitlines()
    assert excerpt[0].strip() == "?s skos:prefLabel ?label"
    assert excerpt[1].strip() == "^"
    assert "skos:" in str(document["hint"])
    assert document["declaration"] == "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"


@clause("rfc9457-3-html")
def html(client: httpx.Client) -> None:
    """Browsers get the same problem as a page, with the query to be mended."""
    page = get(client, WRONG, "text/html,*/*;q=0.8")

    assert page.status_code == 400
    assert media(page) == "text/html"
    assert "skos:prefLabel ?label\n}</textarea>" in page.text


@clause("fetch-cors-every-status")
def every_status(client: httpx.Client) -> None:
    """Every status may be read from any origin, without credentials."""
    answers = _everything(client)

    assert [answer.status_code for answer in answers] == [
        200,
        304,
        400,
        403,
        404,
        405,
        406,
        412,
        413,
        415,
    ]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


@clause("fetch-cors-preflight")
def preflight(client: httpx.Client) -> None:
    """A preflight is answered with the methods and fields allowed, to be remembered for a day."""
    answer = client.options(
        "/sparql",
        headers={
            "Origin": "http://example.org",
            "Access-Control-Request-Method": "QUERY",
            "Access-Control-Request-Headers": "content-type,if-none-match",
        },
    )

    assert answer.status_code == 204
    assert "QUERY" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-max-age"] == "86400"


@clause("fetch-cors-expose")
def expose(client: httpx.Client) -> None:
    """Scripts may read the fields that matter."""
    exposed = get(client, ALL).headers["access-control-expose-headers"].split(", ")

    assert {"ETag", "Retry-After", "X-Request-ID", "X-Release"} <= set(exposed)


@clause("security-headers")
def security(client: httpx.Client) -> None:
    """Pages run at most a script of ours, load nothing from elsewhere and are framed by no one."""
    for url in ("/", "/sparql", "/problems", "/nowhere"):
        answer = client.get(url, headers={"Accept": "text/html"})
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        ours = answer.text.count('<script src="/static/')
        assert not ours or "script-src 'self'" in policy
        data = answer.text.count('<script type="application/ld+json">')
        assert answer.text.count("<script") == ours + data
