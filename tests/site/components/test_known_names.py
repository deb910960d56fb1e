"""Licences and sites of others by the names that people know."""

from __future__ import annotations

import pytest

from churo.site.components import elsewhere
from churo.site.messages import licences


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
        ("http://creativecommons.org/licenses/by-sa/3.0", "CC BY-SA 3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://example.org/licence", "https://example.org/licence"),
        (
            "https://creativecommons.org/licenses/by/4.0/legalcode",
            "https://creativecommons.org/licenses/by/4.0/legalcode",
        ),
    ],
)
def test_a_licence_by_its_short_name(iri: str, name: str) -> None:
    """One that we do not know keeps its IRI."""
    assert licences.name(iri) == name


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://www.wikidata.org/entity/Q148", "Wikidata Q148"),
        ("http://dbpedia.org/resource/Power_of_Siberia", "DBpedia Power of Siberia"),
        ("https://sws.geonames.org/1814991/", "GeoNames 1814991"),
        ("https://example.org/thing/7", "example.org 7"),
        ("https://example.org/", "https://example.org/"),
        ("urn:x", "urn:x"),
    ],
)
def test_a_name_elsewhere_says_where(iri: str, name: str) -> None:
    """The site by its name or its host, and what it calls the thing."""
    assert elsewhere.name(iri) == name
