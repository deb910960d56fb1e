"""What clients of the Reconciliation API send, read or refused."""

from __future__ import annotations

import json

import pytest

from churo.errors import ProtocolError
from churo.site.reconciliation import request
from churo.site.reconciliation.request import Extension, PropertyCondition, ReconciliationQuery


def test_a_query_is_read_with_its_defaults() -> None:
    """A name alone is enough, as object or string (§4.2)."""
    plain = ReconciliationQuery("China", (), "any", 10, ())

    assert request.queries('{"q0": {"query": "China"}, "q1": "China"}') == {
        "q0": plain,
        "q1": plain,
    }


def test_a_query_is_read_whole() -> None:
    """Types, strictness, limit and properties in every form that the schema allows."""
    told = {
        "query": "x",
        "type": "urn:T",
        "type_strict": "all",
        "limit": 3,
        "properties": [{"pid": "urn:p", "v": ["a", 1, True, {"id": "b"}]}],
    }

    query = request.queries(json.dumps({"q": told}))["q"]

    assert query == ReconciliationQuery(
        "x", ("urn:T",), "all", 3, (PropertyCondition("urn:p", ("a", "1", "true", "b")),)
    )


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "no JSON"),
        ('{"q": 7}', "object or a string"),
        ('{"q": {}}', "not empty"),
        ('{"q": {"query": " "}}', "not empty"),
        ('{"q": {"query": 7}}', "not empty"),
        ('{"q": {"query": "a", "type": 7}}', "“type”"),
        ('{"q": {"query": "a", "limit": 0}}', "“limit”"),
        ('{"q": {"query": "a", "limit": true}}', "“limit”"),
        ('{"q": {"query": "a", "limit": NaN}}', "“limit”"),
        ('{"q": {"query": "a", "limit": 1e999}}', "“limit”"),
        ('{"q": {"query": "a", "limit": -Infinity}}', "“limit”"),
        ('{"q": {"query": "a", "properties": [{"pid": "p", "v": 1e999}]}}', "property's value"),
        ('{"q": {"query": "a", "type_strict": "maybe"}}', "“type_strict”"),
        ('{"q": {"query": "a", "properties": {"pid": "p"}}}', "“properties”"),
        ('{"q": {"query": "a", "properties": [{"pid": "p"}]}}', "“pid” and “v”"),
        ('{"q": {"query": "a", "properties": [{"pid": "p", "v": {}}]}}', "property's value"),
    ],
)
def test_a_bad_batch_is_refused_with_its_reason(told: str, reason: str) -> None:
    """The query at fault is named."""
    with pytest.raises(ProtocolError, match=reason):
        request.queries(told)


def test_a_batch_has_a_size() -> None:
    """As many as the manifest says, not one more."""
    batch = {f"q{n}": "a" for n in range(request.BATCH + 1)}

    with pytest.raises(ProtocolError) as caught:
        request.queries(json.dumps(batch))
    batch.popitem()

    assert caught.value.kind == "batch"
    assert len(request.queries(json.dumps(batch))) == request.BATCH


def test_an_extension_is_read() -> None:
    """Identifiers and properties (§7.2)."""
    read = request.extension('{"ids": ["a"], "properties": [{"id": "urn:p", "settings": {}}]}')

    assert read == Extension(("a",), ("urn:p",))


@pytest.mark.parametrize(
    "told", ['{"ids": "a", "properties": []}', '{"ids": [], "properties": [7]}', '{"ids": []}']
)
def test_a_bad_extension_is_refused(told: str) -> None:
    """What is not a list of identifiers or of properties."""
    with pytest.raises(ProtocolError):
        request.extension(told)


def test_a_name_has_a_length() -> None:
    """What compares in the square of its length is bounded."""
    request.queries(json.dumps({"q": "x" * request.LENGTH}))

    with pytest.raises(ProtocolError, match="300 characters"):
        request.queries(json.dumps({"q": "x" * (request.LENGTH + 1)}))


def test_a_bad_query_does_not_fail_the_others() -> None:
    """It has its reason, they are read."""
    batch = request.queries('{"bad": {"query": 7}, "good": "China"}')

    assert isinstance(batch["bad"], ProtocolError)
    assert batch["good"] == ReconciliationQuery("China", (), "any", 10, ())


def test_half_characters_become_the_mark_of_what_is_none() -> None:
    """A cut emoji leaves a surrogate, which no encoder takes."""
    told = r'{"\ud83d": {"query": "a\ud83d", "properties": [{"pid": "p", "v": "\udc00"}]}}'

    (query,) = request.queries(told).values()

    assert isinstance(query, ReconciliationQuery)
    assert (query.text, query.wanted[0].values) == ("a\ufffd", ("\ufffd",))


@pytest.mark.parametrize(("limit", "read"), [("3.9", 3), ("1e3", 100), ("9" * 400, 100)])
def test_a_limit_is_a_number_of_any_size(limit: str, read: int) -> None:
    """The most that there is, where more is asked for."""
    (query,) = request.queries(f'{{"q": {{"query": "a", "limit": {limit}}}}}').values()

    assert isinstance(query, ReconciliationQuery) and query.limit == read


def test_properties_have_a_number() -> None:
    """Each is asked of each entity."""
    many = [{"id": f"urn:p{n}"} for n in range(request.PROPERTIES + 1)]

    with pytest.raises(ProtocolError) as caught:
        request.extension(json.dumps({"ids": ["a"], "properties": many}))

    assert caught.value.kind == "batch"
