"""The timeline: what happened, by whom, between which days, as exactly as it is stated, and who says so."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from churo.errors import ProtocolError, UnknownName
from churo.publication.identifiers import Spaces
from churo.site.components.claims import ReleaseClaims
from churo.site.components.pages import Pages
from churo.site.replies.responder import Responder
from churo.site.templates import Templates
from churo.site.timeline.views import TimelineViews

from .view_releases import BASE, URL, asked, release, served


def event(name: str, first: str, last: str, date: str, **values: str) -> list[dict[str, str]]:
    """The rows of an event."""
    row = {"event": f"https://e.org/{name}", "first": first, "last": last, "date": date}
    given = {
        "kind": "https://e.org/talks",
        "actor": "https://e.org/xi https://e.org/putin",
        "claim": f"https://e.org/claim-{name}",
    }
    return [
        {**row, "role": role, "value": value}
        for role, text in {**given, **values}.items()
        for value in text.split()
    ]


EVENTS = [
    *event("spring", "2013-03-22", "2013-03-22", "2013-03-22", series="https://e.org/meetings"),
    *event("spring", "2013-03-22", "2013-03-22", "2013-03"),
    *event("month", "2019-11-01", "2019-11-30", "2019-11", series="https://e.org/meetings"),
    *event(
        "year",
        "2022-01-01",
        "2022-12-31",
        "2022",
        actor="https://e.org/xi",
        kind="https://e.org/visit",
    ),
]
CLAIM = {
    "document": "https://e.org/record",
    "state": "sourced",
    "modality": "https://e.org/fact",
    "polarity": "https://e.org/yes",
}


def nothing(*_: object) -> Any:
    """A release that has nothing at the address."""
    raise UnknownName("nothing")


def of(made: Any) -> TimelineViews:
    """The views of a release."""
    templates, respond, here = Templates(URL), Responder(lambda: "r-1", 60), served(made)
    pages = Pages(templates, respond, URL)
    return TimelineViews(here, ReleaseClaims(here), pages, respond, Spaces(BASE, URL), nothing)


@pytest.fixture
def views(tmp_path: Path) -> TimelineViews:
    """The views of a release with events."""
    return of(
        release(
            tmp_path,
            timeline=EVENTS,
            claims=[{"claim": "https://e.org/claim-spring", **CLAIM}],
            claim_sources=[
                {
                    "claim": "https://e.org/claim-spring",
                    "side": "cited",
                    "source": "https://e.org/cited",
                }
            ],
            sources=[
                {
                    "source": "https://e.org/cited",
                    "title": "A text@en",
                    "address": "https://example.org/t",
                }
            ],
        )
    )


def shown(views: TimelineViews, query: str = "", language: str = "en") -> list[str]:
    """The dates that a page shows."""
    body = views.page(*asked("/timeline", query), language).body.decode()
    return re.findall(r"<time datetime=[^>]*>([^<]*)</time>", body)


def test_dates_are_as_exact_as_stated(views: TimelineViews) -> None:
    """The newest first; the more exact of two statements."""
    assert shown(views) == ["2022", "November 2019", "22 March 2013"]
    assert shown(views, "order=old", "ja") == ["2013年3月22日", "2019年11月", "2022年"]


def test_an_event_without_an_end_is_told_by_its_beginning(tmp_path: Path) -> None:
    """It is between any days that its first day is between."""
    views = of(release(tmp_path, timeline=event("open", "2015-05-08", "", "2015-05-08")))

    assert shown(views) == ["8 May 2015"]
    assert shown(views, "from=2015-05-01&to=2015-05-31") == ["8 May 2015"]
    assert shown(views, "from=2015-06-01") == []


@pytest.mark.parametrize(
    "query, number",
    [
        ("actor=xi", 3),
        ("actor=xi&with=putin", 2),
        ("kind=visit", 1),
        ("series=meetings", 2),
        ("from=2019", 2),
        ("from=2019-11-15&to=2019-11-16", 1),
        ("to=2013", 1),
        ("from=2014&to=2018", 0),
        ("kind=talks&from=&to=&series=", 2),
    ],
)
def test_events_are_chosen(views: TimelineViews, query: str, number: int) -> None:
    """By who took part, kind, series, and days that they may have been on."""
    assert len(shown(views, query)) == number
    rows = list(
        csv.DictReader(io.StringIO(views.table(*asked("/timeline.csv", query)).body.decode()))
    )
    assert len(rows) == number


def test_nothing_that_fits_is_said(views: TimelineViews) -> None:
    """With the way back to all."""
    body = views.page(*asked("/timeline", "from=2014&to=2018"), "en").body.decode()

    assert "No event fits" in body and 'href="/en/timeline">' in body


def test_each_event_says_who_says_so(views: TimelineViews) -> None:
    """With the sources of the claim, on the page itself."""
    body = views.page(*asked("/timeline", "to=2013"), "en").body.decode()

    assert "editor’s, with source" in body
    assert 'href="https://example.org/t"' in body


@pytest.mark.parametrize(
    "query, told",
    [
        ("kind=party", "talks"),
        ("actor=nobody", "xi"),
        ("from=soon", "2013-03"),
        ("from=2022&to=2013", "after"),
        ("order=up", "new"),
        ("colour=red", "colour"),
        ("kind=" + "x" * 50_000, "talks"),
    ],
)
def test_what_cannot_be_asked_is_told(views: TimelineViews, query: str, told: str) -> None:
    """To programs, in words that say what can."""
    with pytest.raises(ProtocolError, match=told) as error:
        views.table(*asked("/timeline.csv", query), "en")

    assert len(str(error.value)) < 700


@pytest.mark.parametrize("query", ["page=2", "colour=red"])
def test_what_no_form_asks_is_refused(views: TimelineViews, query: str) -> None:
    """As a wrong address."""
    with pytest.raises(ProtocolError):
        views.page(*asked("/timeline", query), "en")


@pytest.mark.parametrize(
    "query, told",
    [
        ("from=soon&to=2024", "2013-03-22"),
        ("from=2022&to=2013", "before the first day"),
        ("kind=party&to=2024", "Choose from the list"),
        ("actor=" + "x" * 50_000, "Choose from the list"),
    ],
)
def test_a_form_keeps_what_was_typed(views: TimelineViews, query: str, told: str) -> None:
    """Beside what is wrong with it, and answers the rest."""
    reply = views.page(*asked("/timeline", query), "en")
    text = reply.body.decode()

    assert reply.status == 400 and dict(reply.headers)["cache-control"] == "no-store"
    assert told in text and '<div class="wrong" role="alert">' in text and len(text) < 60_000
    for name, value in (pair.split("=") for pair in query.split("&")):
        if name in ("from", "to"):
            assert f'name="{name}" value="{value}"' in text
    assert text.count('aria-invalid="true"') == sum(name in query for name in ("soon", "2013"))


def test_a_release_without_events_says_so(tmp_path: Path) -> None:
    """Unless it has something else there."""
    with pytest.raises(UnknownName, match="no view of events"):
        of(release(tmp_path)).page(*asked("/timeline"))
