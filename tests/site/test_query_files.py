"""Queries of the site are SPARQL as they lie there, and take values only where those can do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib.plugins.sparql import prepareQuery

from churo.site import query_files
from churo.site.query_files import SHARE, QueryFile, parts

SITE = Path(query_files.__file__).parent
FILES = sorted(SITE.rglob("*.rq"))
SOURCES = {path: path.read_text("utf-8") for path in SITE.rglob("*.py")}


def test_there_are_queries() -> None:
    """A number, so that a folder that is lost is noticed."""
    assert len(FILES) == 54


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SITE)))
def test_a_query_is_sparql_for_two_parsers(path: Path) -> None:
    """Parameters included; line 1 has the question in words."""
    text = path.read_text("utf-8")
    Store().query(text)
    prepareQuery(text)

    assert text.startswith("# ") and text.splitlines()[0].endswith("?")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SITE)))
def test_a_query_is_used_where_it_lies(path: Path) -> None:
    """By a module beside its folder."""
    beside = [source for module, source in SOURCES.items() if module.parent == path.parents[1]]

    assert any(f'["{path.stem}"]' in source for source in beside)


def test_parameters_are_iris_lists_of_them_and_strings() -> None:
    """Each is written as its place asks."""
    query = QueryFile('<parameter:one> <parameter:many> "parameter:text"')

    assert query.bind(one="urn:a", many=["urn:b", "urn:c"], text='x"\\\n') == (
        '<urn:a> <urn:b> <urn:c> "x\\"\\\\\\n"'
    )


@pytest.mark.parametrize("iri", ["urn:a> . ?s ?p ?o", "urn:a b", "urn:\x00", "urn:{", "urn:`"])
def test_what_is_no_iri_is_not_written(iri: str) -> None:
    """Nothing that a client sends can end the IRI in which it stands."""
    with pytest.raises(ValueError, match="is no IRI"):
        QueryFile("<parameter:one>").bind(one=iri)


def test_a_value_that_is_missing_is_an_error() -> None:
    """No query is asked with a parameter in it."""
    with pytest.raises(KeyError):
        QueryFile("<parameter:one>").bind(other="urn:a")


def test_many_iris_are_asked_of_in_parts() -> None:
    """In order, each part within its bytes, however long one IRI is."""
    iris = [f"urn:{'x' * 1000}{number}" for number in range(50)] + ["urn:" + "y" * (2 * SHARE)]

    found = list(parts(iris))

    assert [iri for part in found for iri in part] == iris
    assert all(len(part) == 1 or sum(map(len, part)) <= SHARE for part in found)
