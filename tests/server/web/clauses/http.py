"""RFC 9110: negotiation, conditional requests, methods; gzip."""

from __future__ import annotations

import gzip

import httpx

from .asking import ALL, COUNT, CSV, JSON, TURTLE, XML, get, media, refused
from .registry import clause

LONG = "SELECT * WHERE { ?s ?p ?o . ?a ?b ?c }"


def _with(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/sparql", params={"query": query}, headers=fields)


@clause("rfc9110-12.4.2-weights")
def weights(client: httpx.Client) -> None:
    """The highest weight wins, whatever the order."""
    assert media(get(client, ALL, f"{CSV};q=0.3, {XML};q=0.9, {JSON};q=0.5")) == XML


@clause("rfc9110-12.4.2-zero")
def zero(client: httpx.Client) -> None:
    """A weight of 0 excludes, also from a wildcard."""
    assert media(get(client, ALL, f"*/*, {JSON};q=0")) == XML
    refused(get(client, ALL, "*/*;q=0"), 406, "not-acceptable")


@clause("rfc9110-12.5.1-precedence")
def precedence(client: httpx.Client) -> None:
    """The most specific range decides the weight."""
    assert media(get(client, ALL, f"text/*;q=0.9, {CSV};q=0.1, {XML};q=0.5")) == (
        "text/tab-separated-values"
    )


@clause("rfc9110-12.5.1-wildcards")
def wildcards(client: httpx.Client) -> None:
    """Type and full wildcards accept; no Accept accepts everything."""
    assert media(get(client, ALL, "text/*")) == CSV
    assert media(get(client, ALL, "*/*")) == JSON
    assert media(get(client, ALL)) == JSON


@clause("rfc9110-12.5.1-generic")
def generic(client: httpx.Client) -> None:
    """Who asks for application/json or application/xml gets it under that name."""
    assert media(get(client, ALL, "application/json")) == "application/json"
    assert media(get(client, ALL, "application/xml")) == "application/xml"


@clause("rfc9110-15.5.7-not-acceptable")
def not_acceptable(client: httpx.Client) -> None:
    """406 lists what exists."""
    document = refused(get(client, ALL, "image/png"), 406, "not-acceptable")

    assert JSON in document["formats"]  # type: ignore[operator]
    only = refused(get(client, ALL, TURTLE), 406, "not-acceptable")
    assert TURTLE not in only["formats"]  # type: ignore[operator]


@clause("rfc9110-12.5.5-vary")
def vary(client: httpx.Client) -> None:
    """Vary names every field that chose."""
    assert get(client, ALL).headers["vary"] == "Accept, Accept-Encoding"
    assert "Accept" in client.get("/sparql").headers["vary"]
    assert "Accept-Language" in get(client, ALL, "text/html").headers["vary"]
    assert "Accept" in get(client, "x").headers["vary"]


@clause("rfc9110-9.3.2-head")
def head(client: httpx.Client) -> None:
    """HEAD has the fields of GET, with the length, and no content."""
    got = get(client, ALL)
    headed = client.head("/sparql", params={"query": ALL})

    assert headed.content == b""
    for name in ("content-type", "content-length", "etag", "vary", "cache-control"):
        assert headed.headers[name] == got.headers[name]


@clause("rfc9110-8.6-length")
def length(client: httpx.Client) -> None:
    """Content-Length is there and true, for nothing is sent before all of it is known."""
    answer = get(client, LONG, CSV)

    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "transfer-encoding" not in answer.headers


@clause("rfc9110-9.3.7-options")
def options(client: httpx.Client) -> None:
    """OPTIONS says what is allowed."""
    allowed = client.options("/sparql").headers["allow"].split(", ")

    assert sorted(allowed) == ["GET", "HEAD", "OPTIONS", "POST", "QUERY"]


@clause("rfc9110-15.5.6-method")
def method(client: httpx.Client) -> None:
    """Another method is 405 with Allow."""
    for name in ("PUT", "DELETE", "PATCH"):
        answer = client.request(name, "/sparql", content=b"")
        refused(answer, 405, "method")
        assert "GET" in answer.headers["allow"]


@clause("rfc9110-15.5.5-not-found")
def not_found(client: httpx.Client) -> None:
    """What is not there is 404."""
    refused(client.get("/nowhere"), 404, "not-found")


@clause("rfc9110-8.8.3-strong")
def strong(client: httpx.Client) -> None:
    """The ETag is strong: another answer, format, media type or coding has another."""
    plain = [
        get(client, COUNT, JSON),
        get(client, COUNT, "application/json"),
        get(client, COUNT, XML),
        get(client, LONG, JSON),
        _with(client, LONG, Accept=JSON, Accept_Encoding="gzip"),
    ]
    tags = [answer.headers["etag"] for answer in plain]

    assert len(set(tags)) == 5
    assert not any(tag.startswith("W/") for tag in tags)
    assert all(answer.headers["x-release"] in answer.headers["etag"] for answer in plain)


@clause("rfc9110-8.8.3-volatile")
def volatile(client: httpx.Client) -> None:
    """What is another each time has no ETag and is not to be stored."""
    answer = get(client, "SELECT (NOW() AS ?now) {}")

    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@clause("rfc9110-13.1.2-if-none-match")
def if_none_match(client: httpx.Client) -> None:
    """If-None-Match with the ETag, weakly, in a list or as * makes 304, for GET and HEAD."""
    tag = get(client, ALL).headers["etag"]

    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        assert _with(client, ALL, If_None_Match=value).status_code == 304
    assert _with(client, ALL, If_None_Match='"other"').status_code == 200
    headed = client.head("/sparql", params={"query": ALL}, headers={"If-None-Match": tag})
    assert headed.status_code == 304


@clause("rfc9110-13.1.1-if-match")
def if_match(client: httpx.Client) -> None:
    """If-Match with another ETag, or a weak one, is 412."""
    tag = get(client, ALL).headers["etag"]

    assert _with(client, ALL, If_Match=tag).status_code == 200
    refused(_with(client, ALL, If_Match='"other"'), 412, "precondition")
    refused(_with(client, ALL, If_Match=f"W/{tag}"), 412, "precondition")


@clause("rfc9110-13.2.1-errors")
def errors_unconditional(client: httpx.Client) -> None:
    """Preconditions do not hide an error."""
    refused(_with(client, "x", If_None_Match="*"), 400, "syntax")


@clause("rfc9110-15.4.5-not-modified")
def not_modified(client: httpx.Client) -> None:
    """304 repeats ETag, Cache-Control and Vary, and has no content."""
    first = get(client, ALL)
    second = _with(client, ALL, If_None_Match=first.headers["etag"])

    assert second.content == b""
    for name in ("etag", "cache-control", "vary"):
        assert second.headers[name] == first.headers[name]


@clause("rfc9110-12.5.3-gzip")
def coded(client: httpx.Client) -> None:
    """gzip is used where it is accepted, and is the same answer."""
    plain = _with(client, LONG, Accept_Encoding="identity")
    with client.stream(
        "GET", "/sparql", params={"query": LONG}, headers={"Accept-Encoding": "br, gzip;q=0.5"}
    ) as answer:
        raw = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert int(answer.headers["content-length"]) == len(raw)


@clause("rfc9110-12.5.3-refused")
def uncoded(client: httpx.Client) -> None:
    """gzip is not used where it is refused or not named."""
    for value in ("gzip;q=0", "br", "identity", "", "*;q=0"):
        assert "content-encoding" not in _with(client, LONG, Accept_Encoding=value).headers


@clause("rfc9111-5.2-cache-control")
def cache_control(client: httpx.Client) -> None:
    """Answers may be kept for a while by anyone; problems by no one."""
    assert get(client, ALL).headers["cache-control"] == "public, max-age=60"
    assert get(client, "x").headers["cache-control"] == "no-store"


@clause("rfc9110-5.3-lists")
def lists(client: httpx.Client) -> None:
    """A field that comes in several lines is one list."""
    answer = client.get(
        "/sparql", params={"query": ALL}, headers=[("Accept", "image/png"), ("Accept", CSV)]
    )

    assert media(answer) == CSV
