"""The spellings of other people's addresses."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from churo.errors import ProtocolError
from churo.site.addresses.iri_spelling import spellings
from churo.site.addresses.web_address import is_web, links
from churo.site.links.views import bound, spelled
from churo.site.templates import Templates

CAFE = "http://example.org/resource/Café"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("http://example.org/resource/Caf%C3%A9", CAFE),
        ("http://example.org/resource/Caf%c3%a9", CAFE),
        ("http://example.org/resource/Cafe\u0301", CAFE),
        (CAFE, "http://example.org/resource/Caf%C3%A9"),
        ("HTTP://EXAMPLE.org/resource/Café", CAFE),
        ("http://example.org/A_%28b%29%2C_c", "http://example.org/A_(b),_c"),
        ("http://example.org/A_(b)", "http://example.org/A_%28b%29"),
        ("http://example.org/a b", "http://example.org/a%20b"),
    ],
)
def test_spellings_of_one_address_meet(given: str, meant: str) -> None:
    """Escapes and letters, cases of scheme and host, forms of Unicode."""
    assert meant in spellings(given)


@pytest.mark.parametrize(
    ("given", "other"),
    [
        ("http://example.org/A%2FB", "http://example.org/A/B"),
        ("http://example.org/A%3Fb", "http://example.org/A?b"),
        ("http://example.org/%e9", "http://example.org/é"),
        ("http://example.org/Foo", "http://example.org/foo"),
    ],
)
def test_other_addresses_stay_other(given: str, other: str) -> None:
    """Reserved characters are not their escapes; paths keep their case."""
    assert other not in spellings(given)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://m.wikidata.org/wiki/Q7?uselang=ru#sitelinks", "http://www.wikidata.org/entity/Q7"),
        ("https://www.wikidata.org/wiki/Special:EntityData/Q7.ttl", "http://www.wikidata.org/entity/Q7"),
        ("https://www.wikidata.org/wiki/Special%3AEntityPage/Q7", "http://www.wikidata.org/entity/Q7"),
        ("HTTPS://WWW.WIKIDATA.ORG/entity/Q7", "http://www.wikidata.org/entity/Q7"),
        ("https://dbpedia.org/page/Foo_%28bar%29", "http://dbpedia.org/resource/Foo_(bar)"),
        ("https://ja.dbpedia.org/data/日本.ttl", "http://ja.dbpedia.org/resource/日本"),
        ("https://www.geonames.org/1814991/china.html", "https://sws.geonames.org/1814991/"),
    ],
)  # fmt: skip
def test_addresses_that_people_copy_are_known(given: str, meant: str) -> None:
    """Pages, data and what follows in a query or a fragment."""
    assert meant in spelled(given)


@pytest.mark.parametrize(
    "uri", ["nope", "http://[", "http://e.org/\udcff", "http://e.org/" + "a" * 3000]
)
def test_what_is_no_address_is_refused(uri: str) -> None:
    """As a parameter, whatever else cannot be made of it."""
    with pytest.raises(ProtocolError) as caught:
        bound({}, {"uri": uri})

    assert caught.value.kind == "parameter"


def test_only_addresses_of_the_web_are_links() -> None:
    """Neither a script nor data, however it is written."""
    assert is_web("https://example.org/") and is_web("HTTP://example.org/")
    for iri in (
        "javascript:alert(1)//http://",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "http:",
        "urn:a",
    ):
        assert not is_web(iri)
        assert not links("license", [iri])
    assert [str(link) for link in links("license", ["", "http://e.org/é"])] == [
        '<http://e.org/%C3%A9>; rel="license"'
    ]


def test_a_preview_links_to_nothing_but_the_web() -> None:
    """The name of an entity may be any IRI; a client shows the flyout as HTML of its own."""
    shown = {"name": "x", "names": [], "types": []}

    def flyout(iri: str) -> str:
        page = Templates("http://a.example").write(
            "reconciliation/flyout.html", iri=iri, address=iri, **shown
        )
        return page.decode()

    assert "href" not in flyout("javascript:alert(1)")
    assert "href" not in flyout("data:text/html,x")
    assert 'href="http://b.example/"' in flyout("http://b.example/")


def test_no_template_links_to_what_was_not_looked_at() -> None:
    """Every link to a value is tested for being of the web, made by us, or relative to the page."""
    made = {
        "tag", "describe", "example", "row.url", "link.target", "link", "file.name", "url", "root",
        "uses(iri)", "href", "problem.type", "name", "change.id", "current", "local(iri)",
        "ground.anchor", "iri|urlencode", "kind.id", "at", "here", "back", "to", "canonical", "address",
        "place.href", "part.state", "fault.anchor", "action", "readable", "technical", "chips[iri].name.href",
        "row.question.href", "banner.name.href", "path", "start(kind)", "start(kind, use)", "there", "share",
        "shown(cell)", "view_of(view)", "edit", "loop.index", "reference.report.href",
        "row.name|urlencode", "row.name.href", "chip.name.href", "uses(term.iri)", "local(term.iri)", "local(other.iri)",
        "section.index", "state", "local(wider.iri)",
    }  # fmt: skip
    for path in sorted(Path(str(resources.files("churo.site"))).rglob("*.html")):
        text = path.read_text("utf-8")
        for value in re.findall(r'href="[^"{]*{{ ([^}]*) }}', text):
            assert value in made or f"{value} is web" in text, (path.name, value)
