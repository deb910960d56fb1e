"""The decoding of requests: SPARQL 1.1 Protocol §2.1 as pure functions."""

from __future__ import annotations

import pytest

from churo.errors import ProtocolError
from churo.protocol import FORM, QUERY, Operation, is_absolute, percent_decoded, read, read_pairs

ASK = Operation("ASK {}", None, None)


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body"),
    [
        ("GET", b"query=ASK+%7B%7D", None, b""),
        ("GET", b"query=ASK%20{}&unknown=1", None, b""),
        ("GET", b"&&query=ASK%20{}&", None, b""),
        ("POST", b"", FORM, b"query=ASK+{}"),
        ("POST", b"", f"{FORM};charset=utf-8", b"query=ASK+{}"),
        ("POST", b"", QUERY, b"ASK {}"),
        ("POST", b"", f"{QUERY.upper()} ; charset=UTF8", b"ASK {}"),
        ("QUERY", b"", QUERY, b"ASK {}"),
        ("QUERY", b"", FORM, b"query=ASK+{}"),
    ],
)
def test_read(method: str, query_string: bytes, content_type: str | None, body: bytes) -> None:
    """All four forms say the same operation."""
    assert read(method, query_string, content_type, body) == ASK


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (b"", b""),
        (b"a%20b", b"a b"),
        (b"%E9%9c%B2", "露".encode()),
        (b"%", b"%"),
        (b"100%&%zz%4", b"100%&%zz%4"),
        (b"%zz%20", b"%zz "),
        (rb"\x41\n\u0041\N{BULLET}\%5C", rb"\x41\n\u0041\N{BULLET}\\"),
        (b"\xe9\x9c\xb2%0A\n", b"\xe9\x9c\xb2\n\n"),
        (b"%00%ff", b"\x00\xff"),
    ],
)
def test_percent_decoding(raw: bytes, plain: bytes) -> None:
    """Escapes of percent and no others; what is none stays as it came."""
    assert percent_decoded(raw) == plain


def test_nothing_is_the_description() -> None:
    """A GET without any parameter asks for the service description."""
    assert read("GET", b"", None, b"") is None


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body", "kind"),
    [
        ("GET", b"format=json", None, b"", "no-query"),
        ("GET", b"query=", None, b"", "no-query"),
        ("GET", b"query=%20", None, b"", "no-query"),
        ("GET", b"query=a&query=b", None, b"", "several-queries"),
        ("GET", b"query=%FF", None, b"", "encoding"),
        ("GET", b"update=x", None, b"", "update"),
        ("GET", b"query=a&using-graph-uri=urn:a", None, b"", "update"),
        ("GET", b"query=a&default-graph-uri=a", None, b"", "parameter"),
        (
            "GET",
            b"query=a&" + b"&".join(b"format=%d" % n for n in range(9)),
            None,
            b"",
            "parameter",
        ),
        ("POST", b"", None, b"ASK {}", "media-type"),
        ("POST", b"", "", b"ASK {}", "media-type"),
        ("POST", b"", "text/plain", b"ASK {}", "media-type"),
        ("POST", b"", "application/sparql-update", b"x", "media-type"),
        ("POST", b"", f"{QUERY};charset=latin1", b"ASK {}", "media-type"),
        ("POST", b"", QUERY, b"\xff", "encoding"),
        ("POST", b"", FORM, b"", "no-query"),
        ("POST", b"", QUERY, b"", "no-query"),
        ("POST", b"query=a", QUERY, b"b", "several-queries"),
        ("POST", b"query=a", FORM, b"query=b", "several-queries"),
    ],
)
def test_read_refuses(
    method: str, query_string: bytes, content_type: str | None, body: bytes, kind: str
) -> None:
    """What breaks the protocol is refused by the name of the rule it breaks."""
    with pytest.raises(ProtocolError) as caught:
        read(method, query_string, content_type, body)

    assert caught.value.kind == kind


def test_one_dataset_parameter_sets_both_lists() -> None:
    """Either dataset parameter makes the dataset; the other list is then empty, not unsaid."""
    operation = read("GET", b"query=a&named-graph-uri=urn:g&named-graph-uri=urn:h", None, b"")

    assert operation == Operation("a", (), ("urn:g", "urn:h"))


def test_the_same_format_three_times_is_one() -> None:
    """Clients that send every synonym are understood."""
    operation = read("GET", b"query=a&format=json&output=json&results=json", None, b"")

    assert operation is not None
    assert operation.formats == ("json",)


def test_pairs_are_decoded_once() -> None:
    """What was encoded twice stays encoded once."""
    assert read_pairs(b"a=50%252B&b=%2B+") == (("a", "50%2B"), ("b", "+ "))


@pytest.mark.parametrize("iri", ["urn:a", "http://example.org/湖?q=1#f", "tag:x,2026:y"])
def test_is_absolute(iri: str) -> None:
    """Absolute IRIs of any scheme."""
    assert is_absolute(iri)


@pytest.mark.parametrize("iri", ["", "a", "/a", "http://a b", "urn:a>", "urn:a\n", "1:a"])
def test_is_not_absolute(iri: str) -> None:
    """What is relative, or could break out of angle brackets, is not."""
    assert not is_absolute(iri)
