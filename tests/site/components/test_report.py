"""Reports of errors name what they are about, and go where the operator says."""

from __future__ import annotations

import pytest

from churo.errors import InputError
from churo.settings import read
from churo.site.components.report import Reports

IRI = "https://w3id.org/churo/assertion/friendship-2025-s28-1"
PAGE = "https://example.org/en/doc/assertion/friendship-2025-s28-1"


def reports(address: str) -> Reports:
    """Reports to an address about the release r-1."""
    return Reports(address, lambda: "r-1")


def test_a_report_names_the_claim() -> None:
    """By its label, its IRI, the page and the release, each once."""
    told = reports("").of("A & B", IRI, PAGE)

    assert told.text.splitlines() == ["A & B", IRI, PAGE, "r-1"]
    assert told.href == ""
    assert reports("").of("A", PAGE, PAGE).text.splitlines() == ["A", PAGE, "r-1"]


@pytest.mark.parametrize(
    "address",
    [
        "mailto:errors@example.org?subject={title}&body={body}",
        "https://example.org/issues/new?title={title}&body={body}",
    ],
)
def test_a_report_is_sent_by_a_link(address: str) -> None:
    """In which nothing of a label ends a parameter; mail takes spaces as %20 (RFC 6068 §5)."""
    href = reports(address).of("A & B = 中", IRI, PAGE).href

    assert href.startswith(address.partition("{")[0] + "A%20%26%20B%20%3D%20%E4%B8%AD&body=")
    assert href.count("&") == 1 and "{" not in href


@pytest.mark.parametrize("address", ["javascript:alert(1)", "errors@example.org", "/report"])
def test_another_address_stops_the_start(address: str) -> None:
    """With what would be one."""
    with pytest.raises(InputError, match="report"):
        read({"CHURO_REPORT_URL": address})
