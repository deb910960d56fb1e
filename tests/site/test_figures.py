"""Figures: values of different parties stay apart, what is not exact is marked, every value has its source."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from churo.errors import ProtocolError, UnknownName
from churo.languages import LANGUAGES
from churo.publication.identifiers import Spaces
from churo.site.components import share_picture
from churo.site.components.citation import Citations
from churo.site.components.claims import ReleaseClaims
from churo.site.components.pages import Pages
from churo.site.components.references import References
from churo.site.components.report import Reports
from churo.site.figures import axis
from churo.site.figures.chart import shortened
from churo.site.figures.views import FigureParts, FigureViews
from churo.site.replies.responder import Responder
from churo.site.templates import Templates

from .view_releases import BASE, URL, asked, release, served

SVG = "{http://www.w3.org/2000/svg}"
USD = "http://qudt.org/vocab/unit/CCY_USD"


def value(year: str, number: str, who: str = "urn:customs", **more: str) -> dict[str, str]:
    """A row of the view."""
    row = {
        "figure": "trade-value",
        "indicator": "urn:value",
        "about": "urn:trade",
        "reporter": who,
        "observation": f"urn:{who[4:]}-{year}-{number}",
        "date": year,
        "value": number,
        "unit": USD,
        "bound": "exactly",
        "footing": "stated",
        "claim": f"urn:claim-{year}-{who[4:]}",
    }
    return {**row, **more}


VALUES = [
    value("2020", "107760000000"),
    value("2021", "146880000000"),
    value("2023", "240110000000"),
    value("2021", "140000000000", "urn:ministry", bound="about"),
    value("2023", "220000000000", "urn:ministry", bound="at-least", footing="forecast"),
    value("2023", "1630000000000", unit="http://qudt.org/vocab/unit/CCY_CNY"),
    value("2024-05", "3", figure="talks", indicator="urn:count", about="urn:talks"),
    value("not a year", "1"),
    value("2022", "many"),
]
NAMES = [
    {"thing": "urn:customs", "kind": "entity", "name": "<customs>@en", "preferred": "true"},
    {"thing": "urn:trade", "kind": "entity", "name": "trade of both@en", "preferred": "true"},
    {"thing": "urn:trade", "kind": "entity", "name": "両国貿易@ja", "preferred": "true"},
]
CLAIMS = [
    {
        "claim": "urn:claim-2021-customs",
        "document": "urn:record",
        "state": "sourced",
        "modality": "urn:fact",
        "polarity": "urn:yes",
    }
]
CLAIM_SOURCES = [{"claim": "urn:claim-2021-customs", "side": "cited", "source": "urn:cited"}]
SOURCES = [{"source": "urn:cited", "title": "A text@en", "address": "https://example.org/text"}]


def nothing(*_: object) -> Any:
    """A release that has nothing at the address."""
    raise UnknownName("nothing")


@pytest.fixture
def views(tmp_path: Path) -> FigureViews:
    """The views of a release with figures."""
    made = release(
        tmp_path,
        figures=VALUES,
        names=NAMES,
        claims=CLAIMS,
        claim_sources=CLAIM_SOURCES,
        sources=SOURCES,
    )
    return of(made)


def of(made: Any) -> FigureViews:
    """The views of a release."""
    templates, respond = Templates(URL), Responder(lambda: "r-1", 60)
    pages, here = Pages(templates, respond, URL), served(made)
    claims, spaces = ReleaseClaims(here), Spaces(BASE, URL)
    none: Any = SimpleNamespace(current="r-1", description=lambda id: None)
    return FigureViews(
        FigureParts(
            here,
            claims,
            templates,
            pages,
            respond,
            spaces,
            References(Citations(none), Reports("", lambda: "r-1")),
            elsewhere=nothing,
        )
    )


def give(views: FigureViews, name: str, query: str = "", language: str = "en") -> Any:
    """The answer at the address of a figure."""
    return views.figure(*asked(f"/figures/{name}", query), name, language)


def test_parties_units_and_years_stay_apart(views: FigureViews) -> None:
    """A line joins years that follow one another, of one party; what is converted is a chart of its own."""
    page = give(views, "trade-value").body.decode()
    svg = ElementTree.fromstring(give(views, "trade-value.svg").body)

    legend = [text.text for text in svg.iter(f"{SVG}text")][-2:]
    (line,) = svg.iter(f"{SVG}polyline")
    assert legend == ["<customs>", "urn:ministry"]
    assert len(line.get("points", "").split()) == 2
    assert "billion US dollars" in page
    assert page.count("<figure>") == 1  # one value in yuan is no chart, and stands in the table
    assert "1,630 billion yuan" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_told_in_words(views: FigureViews, language: str) -> None:
    """It has a title and a description, which name it, and says what its marks mean."""
    svg = ElementTree.fromstring(give(views, "trade-value.svg", language=language).body)
    names = {element.get("id") for element in svg if element.tag in (f"{SVG}title", f"{SVG}desc")}

    assert svg.get("role") == "img" and svg.get("lang") == language
    assert set(svg.get("aria-labelledby", "").split()) == names
    assert len(names) == 2


def test_the_first_rank_is_at_the_top(tmp_path: Path) -> None:
    """Of what falls, the least value is the highest on the page."""
    rows = [value(str(year), str(rank), order="falling") for year, rank in ((2020, 1), (2021, 2))]
    svg = ElementTree.fromstring(give(of(release(tmp_path, figures=rows)), "trade-value.svg").body)

    (line,) = svg.iter(f"{SVG}polyline")
    first, second = (float(point.split(",")[1]) for point in line.get("points", "").split())
    assert first < second


def test_what_is_not_exact_is_marked(views: FigureViews) -> None:
    """In the picture and in words: about, at least, forecast."""
    page = give(views, "trade-value").body.decode()
    svg = give(views, "trade-value.svg").body.decode()

    assert svg.count(" hollow") == 2 and svg.count('class="arrow') == 1 and " dashed" in svg
    assert "about 140 billion US dollars" in page
    assert "at least 220 billion US dollars" in page
    assert '<span class="tag">forecast</span>' in page


def test_the_table_is_the_csv(views: FigureViews) -> None:
    """A row for each value, with its source and the address of that."""
    page = give(views, "trade-value").body.decode()
    rows = list(csv.DictReader(io.StringIO(give(views, "trade-value.csv").body.decode())))
    document = json.loads(give(views, "trade-value.json").body)

    assert page.count('<th scope="row"') == len(rows) == 6
    assert document["values"] == rows
    (sourced,) = [row for row in rows if row["sources"]]
    assert (sourced["verdict"], sourced["source_addresses"]) == (
        "sourced",
        "https://example.org/text",
    )
    assert 'href="https://example.org/text"' in page


@pytest.mark.parametrize("name", ["trade-value", "talks"])
def test_a_picture_for_cards(views: FigureViews, name: str) -> None:
    """Of the size that is asked for, in every language, also of what has no chart."""
    page = give(views, name).body.decode()

    assert f'property="og:image" content="{URL}/en/figures/{name}.png"' in page
    for language in LANGUAGES:
        body = give(views, f"{name}.png", language=language).body
        assert body.startswith(b"\x89PNG") and body[16:24] == bytes((0, 0, 4, 176, 0, 0, 2, 118))


@pytest.mark.parametrize(
    "text, lines",
    [
        ("short", ["short"]),
        ("one two three", ["one two", "three"]),
        ("中露貿易年間貿易額", ["中露貿易年", "間貿易額"]),
        ("one two three four five", ["one two", "three…"]),
        ("国境線河」東", ["国境線河」", "東"]),
        ("国境線「東」", ["国境線", "「東」"]),
        ("", [""]),
    ],
)
def test_titles_of_cards_are_wrapped(text: str, lines: list[str]) -> None:
    """At spaces, or between full-width characters; the rest is cut."""
    assert share_picture.wrapped(text, 10, 2) == lines


def test_search_engines_find_a_dataset(views: FigureViews) -> None:
    """With its licence, its years and its files."""
    page = give(views, "trade-value").body.decode()
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    document = json.loads(text)

    assert document["@type"] == "Dataset"
    assert document["temporalCoverage"] == "2020/2023"
    assert document["license"] == "https://example.org/licence"
    assert [row["contentUrl"] for row in document["distribution"]] == [
        f"{URL}/en/figures/trade-value.csv",
        f"{URL}/en/figures/trade-value.json",
    ]


def test_data_cannot_write_markup(views: FigureViews) -> None:
    """A name with angle brackets is a name."""
    for name in ("trade-value", "trade-value.svg"):
        assert b"<customs>" not in give(views, name).body


def test_a_picture_may_load_its_style_alone(views: FigureViews) -> None:
    """And no script."""
    policy = dict(give(views, "trade-value.svg").headers)["content-security-policy"]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_the_list(views: FigureViews) -> None:
    """What is given for several times first; what is given once, by what is measured."""
    page = views.index(*asked("/figures"), "ja").body.decode()

    assert "両国貿易:" in page
    assert page.index("/ja/figures/trade-value") < page.index("/ja/figures/talks")
    assert "2024年5月" in page


def test_an_unknown_figure_is_told_with_like_ones(views: FigureViews) -> None:
    """However long the name is."""
    with pytest.raises(UnknownName) as told:
        give(views, "trade-valu")
    with pytest.raises(UnknownName) as long:
        give(views, "x" * 100_000)

    assert told.value.suggestions == (("trade-value", f"{URL}/en/figures/trade-value"),)
    assert len(str(long.value)) < 400


def test_an_unknown_unit_is_told(views: FigureViews) -> None:
    """With those that there are."""
    with pytest.raises(ProtocolError, match="CCY_USD"):
        give(views, "trade-value.svg", "unit=furlong")


def test_a_release_without_figures_says_so(tmp_path: Path) -> None:
    """Unless it has something else there."""
    views = of(release(tmp_path))

    with pytest.raises(UnknownName, match="no view of figures"):
        views.index(*asked("/figures"))


@pytest.mark.parametrize(
    "low, high", [(0, 0), (3, 3), (-4.5, 12), (0, 1e13), (0.001, 0.002), (99.1, 70)]
)
def test_axes_are_round_and_hold_all(low: float, high: float) -> None:
    """Few numbers, zero among them, from below the least to above the largest."""
    ticks = axis.values(low, high, 5)

    assert 0.0 in ticks and ticks[0] <= low and ticks[-1] >= high and 2 <= len(ticks) <= 12


@pytest.mark.parametrize("first, last", [(1999.5, 2025.5), (2020, 2020.4), (1, 9999)])
def test_years_are_few(first: float, last: float) -> None:
    """Whatever the span."""
    assert 1 <= len(axis.years(first, last, 6)) <= 7


def test_names_are_cut_to_their_room() -> None:
    """By the width of their letters."""
    assert shortened("short", 40) == "short"
    assert shortened("長い名前の機関" * 4, 20).endswith("…")
    assert len(shortened("長い名前の機関" * 4, 20)) <= 11
    assert len(shortened("Министерство " * 4, 20)) < len(shortened("Ministry of " * 4, 20))


def test_a_picture_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else an address says; of more than are kept, the last ones stay."""
    drawn: list[str] = []
    monkeypatch.setattr(share_picture, "KEPT", 20)
    monkeypatch.setattr(share_picture, "png", lambda svg: f"{svg:9}".encode())
    pictures = share_picture.Pictures()
    for key in "aabcacc":
        pictures.get(key, lambda key=key: drawn.append(key) or key)  # type: ignore[misc]

    assert drawn == [*"abca"]
