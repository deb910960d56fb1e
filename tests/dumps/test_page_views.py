"""The views that pages are written from: in the release, sealed, in an order of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from churo.errors import InputError
from churo.model import VIEWS
from churo.release.dumps import page_views


def house(root: Path, query: str) -> Path:
    """A house with one view."""
    folder = root / page_views.PAGES
    folder.mkdir(parents=True)
    (folder / "names.rq").write_text(query, "utf-8")
    return root


def test_rows_are_in_the_order_of_their_terms(tmp_path: Path) -> None:
    """Whatever order the engine gives them in; what is not bound is not there."""
    store = Store()
    for name in ("c", "a", "b"):
        store.add(Quad(NamedNode(f"urn:{name}"), NamedNode("urn:p"), Literal(name, language="en")))
    root = house(tmp_path, "SELECT ?s ?o ?none WHERE { ?s ?p ?o } ORDER BY DESC(?s)")

    ((name, text),) = page_views.texts(store, root, "")

    document = json.loads(text)
    assert name == f"{VIEWS}/names.json"
    assert document["head"]["vars"] == ["s", "o", "none"]
    assert [row["s"]["value"] for row in document["results"]["bindings"]] == [
        "urn:a",
        "urn:b",
        "urn:c",
    ]
    assert document["results"]["bindings"][0].keys() == {"s", "o"}


@pytest.mark.parametrize("query", ["ASK { ?s ?p ?o }", "SELECT ?s"], ids=["ask", "broken"])
def test_what_is_no_select_is_refused(tmp_path: Path, query: str) -> None:
    """By the name of its file."""
    with pytest.raises(InputError, match="makes no view"):
        list(page_views.texts(Store(), house(tmp_path, query), ""))


def test_a_release_carries_them(house_release: Path) -> None:
    """Each with its digest, so that none is changed unseen."""
    files = json.loads((house_release / "release.json").read_text("utf-8"))["files"]
    views = {path.name for path in (house_release / VIEWS).iterdir()}

    assert {"claims.json", "names.json", "sources.json"} <= views
    assert {f"{VIEWS}/{name}" for name in views} <= files.keys()
