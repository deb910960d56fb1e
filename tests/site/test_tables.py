"""The tables of a release: browsed by value and text, explained, and given as they are found."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from churo.errors import ProtocolError, UnknownName
from churo.model import TABLES_VIEW, VIEWS, Release
from churo.publication.distributions import DUMPS, Distribution
from churo.publication.identifiers import Spaces
from churo.site.components.citation import Citations
from churo.site.components.claims import ReleaseClaims
from churo.site.components.labels import Labels
from churo.site.components.pages import Pages
from churo.site.components.references import References
from churo.site.components.report import Reports
from churo.site.replies.responder import Responder
from churo.site.tables import table
from churo.site.tables.table import Table
from churo.site.tables.views import TableViews
from churo.site.tables.wording import Wording
from churo.site.templates import Templates

from .view_releases import BASE, URL, asked, release, served

EVIL = "javascript:alert(1)"
HEAD = "event,kinds,note\n"
ROWS = f"{BASE}id/a,veto | act,first\n{BASE}id/b,veto,<b>second</b>\nurn:c,talks,{EVIL}\n"
TOLD = {
    "tables": {"events": {"en": "Events & more", "ja": "出来事"}, "absent": {"en": "Nothing"}},
    "columns": {"event": {"en": "the IRI"}, "kinds": {"en": "kinds", "ja": "種別"}},
}


def nothing(*_: object) -> Any:
    """A release that has nothing at the address."""
    raise UnknownName("nothing")


def of(directory: Path, rows: str | None) -> TableViews:
    """The views of a release with a table, or with none."""
    files = {}
    (directory / DUMPS).mkdir()
    if rows is not None:
        (directory / VIEWS).mkdir()
        (directory / TABLES_VIEW).write_text(json.dumps(TOLD), "utf-8")
        (directory / DUMPS / "events.csv").write_text(HEAD + rows, "utf-8")
        files["events.csv"] = Distribution("events.csv", "", "", "text/csv", "", 2000, "", "")
    here = served(Release(directory, "r-1", "1", "Test", 1, {}))
    description = SimpleNamespace(
        files=files,
        license="https://example.org/licence",
        titles={"en": "Test"},
        publishers=("us",),
        issued="2026-11-26",
        release="urn:r-1",
        id="r-1",
    )
    releases: Any = SimpleNamespace(
        current="r-1", description=lambda id: description, base=lambda id: f"{URL}/{DUMPS}/{id}/"
    )
    respond = Responder(lambda: "r-1", 60)
    pages = Pages(Templates(URL), respond, URL)
    return TableViews(
        here,
        releases,
        pages,
        respond,
        Spaces(BASE, URL),
        References(Citations(releases), Reports("", lambda: "r-1")),
        ReleaseClaims(here),
        nothing,
    )


@pytest.fixture
def views(tmp_path: Path) -> TableViews:
    """The views of a release with a table."""
    return of(tmp_path, ROWS)


def give(views: TableViews, name: str, query: str = "", language: str = "en") -> str:
    """What is answered at the address of a table."""
    body: bytes = views.table(*asked(f"/tables/{name}", query), name, language).body
    return body.decode()


@pytest.mark.parametrize(
    "query, number",
    [("", 3), ("kinds=veto", 2), ("kinds=veto&q=SECOND", 1), ("q=nowhere", 0), ("kinds=", 3)],
)
def test_rows_are_found_by_value_and_text(views: TableViews, query: str, number: int) -> None:
    """On the page and in its CSV."""
    rows = list(csv.reader(io.StringIO(give(views, "events.csv", query))))

    assert len(rows) == number + 1
    assert f"{number} of 3 rows" in give(views, "events", query)


def test_values_narrow_and_widen(views: TableViews) -> None:
    """A value that is chosen leads back."""
    page = give(views, "events")
    chosen = give(views, "events", "kinds=veto")

    assert 'href="/en/tables/events?kinds=veto"' in page
    assert 'href="/en/tables/events?" aria-current="true"' in chosen


def test_a_value_that_no_row_has_leads_back(views: TableViews) -> None:
    """To the rows without it."""
    page = give(views, "events", "kinds=nothing&q=first")

    assert 'href="/en/tables/events?q=first" aria-current="true">nothing</a>' in page


def test_cells_are_links_only_where_they_may_be(views: TableViews) -> None:
    """To our pages about things; data writes no markup."""
    page = give(views, "events")

    assert f'href="{URL}/en/doc/id/a"' in page
    assert 'href="javascript' not in page and "<b>second" not in page


def test_columns_are_explained(views: TableViews) -> None:
    """In the language of the page, else marked as in another."""
    page = give(views, "events", language="ja")

    assert "種別" in page and 'the IRI <span class="tag">en</span>' in page


def test_the_data_page(views: TableViews) -> None:
    """Has a box for each table that is there."""
    page = views.data(*asked("/data"), "en").body.decode()

    assert "Events &amp; more" in page and "Nothing" not in page
    assert f"/{DUMPS}/r-1/events.csv" in page and "read_csv" in page


@pytest.mark.parametrize(
    "name, query, told",
    [
        ("events", "colour=red", "colour"),
        ("events", "page=2", "page"),
        ("events.csv", "q=" + "x" * 300, "200"),
    ],
)
def test_what_cannot_be_asked_is_told(views: TableViews, name: str, query: str, told: str) -> None:
    """In words that say what can."""
    with pytest.raises(ProtocolError, match=told):
        give(views, name, query)


def test_a_text_that_is_too_long_is_told_on_the_page(views: TableViews) -> None:
    """Above all rows, with how long it may be."""
    page = give(views, "events", "q=" + "x" * 300)

    assert '<div class="wrong" role="alert">' in page and "at most 200 characters" in page


def test_an_unknown_table_is_told(views: TableViews) -> None:
    """With those that there are."""
    with pytest.raises(UnknownName, match="there is events"):
        give(views, "x" * 10_000)


def test_a_page_of_a_table_says_which_rows_it_has(tmp_path: Path) -> None:
    """And leads to the pages before and behind it; the CSV has all rows."""
    views = of(tmp_path, "".join(f"urn:{n},talks,x\n" for n in range(60)))
    page = give(views, "events", "page=2&kinds=talks", "ru")

    assert "показаны 26–50" in page and 'id="events-26"' in page
    assert '<link rel="prev" href="/ru/tables/events?kinds=talks&amp;page=1">' in page
    assert '<link rel="next" href="/ru/tables/events?kinds=talks&amp;page=3">' in page
    assert give(views, "events.csv", "kinds=talks").count("\n") == 61


def test_a_large_table_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there to be downloaded."""
    monkeypatch.setattr(table, "LARGEST", 10)

    assert "too large" in give(of(tmp_path, ROWS), "events")


def test_a_release_without_tables(tmp_path: Path) -> None:
    """Has a data page that says so, and no table."""
    views = of(tmp_path, None)

    assert "carries no tables" in views.data(*asked("/data"), "en").body.decode()
    with pytest.raises(UnknownName, match="no tables"):
        give(views, "events")


NAMES = (
    ("id/a", "entity", {"en": "the veto", "ja": "拒否権行使"}),
    ("code#veto", "term", {"en": "veto", "ja": "拒否権"}),
    ("code#talks", "term", {"en": "talks", "ja": "会談"}),
    ("id/talks", "entity", {"en": "talks", "ja": "協議"}),
)


@pytest.fixture
def named(tmp_path: Path) -> Wording:
    """The words of a release that names some things."""
    rows = [
        {
            "thing": BASE + iri,
            "kind": kind,
            "name": f"{text}@{language}",
            "preferred": "true",
        }
        for iri, kind, texts in NAMES
        for language, text in texts.items()
    ]
    return Wording(Labels(release(tmp_path, names=rows)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"{BASE}id/a", "拒否権行使"),
        (f"{BASE}id/unknown", "unknown"),
        ("veto", "拒否権"),
        ("2024-05-16", "2024年5月16日"),
        ("talks", "talks"),
        ("something else", "something else"),
    ],
)
def test_values_are_in_the_language_of_the_page(named: Wording, value: str, expected: str) -> None:
    """By the names of things; what two things are called that differ elsewhere stays as it is."""
    assert named.said(value, "ja") == expected


@pytest.mark.parametrize(
    ("first", "language", "shown"),
    [
        ("id/a", "ja", [0, 3]),
        ("id/unknown", "ja", [0, 2, 3]),
        ("id/unknown", "ru", [0, 1, 2, 3]),
    ],
)
def test_a_label_is_shown_once(named: Wording, first: str, language: str, shown: list[int]) -> None:
    """As the name of the thing, else in the language of the page, else in every one."""
    columns = ("event", "label_en", "label_ja", "kinds")
    rows = [(BASE + first, "x", "y", "z")]

    assert named.columns(Table("events", {}, columns, {}, rows), language) == shown
