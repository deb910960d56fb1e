"""What was searched for in vain once is found in the data of the house."""

from __future__ import annotations

from pathlib import Path

import pytest

from churo.model import Release
from churo.publication.identifiers import Spaces
from churo.site.components.labels import Labels, last_part
from churo.site.search.index import SearchIndex

SHOWN = 8  # of each kind on the page of results


@pytest.fixture(scope="module")
def index(house_release: Path) -> SearchIndex:
    """The index of the house."""
    release = Release(house_release, house_release.name, "v", "title", 0, {})
    return SearchIndex(release, Labels(release), Spaces("https://w3id.org/x/", "http://x"))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("veto Syria", "record-unsc-vote-2011-10-04"),
        ("Are China and Russia allies?", "friendship-2025-s18-p"),
        ("244.8", "friendship-2025-s21-1"),
        ("244.8", "record-trade-2024"),
    ],
)
def test_a_claim_is_among_those_that_are_shown(index: SearchIndex, text: str, claim: str) -> None:
    """Of its kind."""
    assert claim in [last_part(match.iri) for match in index.find(text, SHOWN)["claim"]]


def test_the_sign_for_russia_leads_to_as_many_as_are_shown(index: SearchIndex) -> None:
    """Names and claims."""
    found = index.find("露", SHOWN)

    assert (len(found["entity"]), len(found["claim"])) == (SHOWN, SHOWN)
