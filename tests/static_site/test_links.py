"""Whatever a file of an export leads to on its own site is there: the file, and the place in the page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urldefrag

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from churo.languages import LANGUAGES
from churo.publication.identifiers import PATH_CHARACTERS

from .link_check import FORMATS, Export
from .test_exporting import BASE, GENID, names, run_export, things

URL = "https://example.org/kg"
__all__ = ["things"]


@pytest.fixture(scope="module")
def export(things: Path, tmp_path_factory: pytest.TempPathFactory) -> Export:  # noqa: F811
    """The small release as files."""
    place = tmp_path_factory.mktemp("links") / "out"
    run_export(URL, things, place)
    return Export(place, URL)


def test_no_link_of_any_file_is_dead(export: Export, things: Path) -> None:  # noqa: F811
    """But to the place in a vocabulary of a term that it does not describe: then to its top."""
    quads = parse((things / "dataset.nq").read_bytes(), format=RdfFormat.N_QUADS)
    described = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    dead = [
        row
        for row in export.dead()
        if not row.why.startswith("no id") or _iri(row.link) in described
    ]

    assert dead == []
    assert sum(1 for _ in export.names("html")) > 100


def _iri(told: str) -> str:
    """The IRI of the thing whose document, or its place there, a link leads to."""
    link = told.partition(" ")[2].removeprefix("/")
    for start in (*(f"{language}/" for language in LANGUAGES), "doc/"):
        link = link.removeprefix(start)
    return BASE + link


def test_every_iri_has_a_file_in_every_form(export: Export, things: Path) -> None:  # noqa: F811
    """Its document's, which it is or leads to; what is part of a thing leads to that, what is gone nowhere."""
    found = names(things)
    for name in found:
        path = quote(name, safe=PATH_CHARACTERS)
        files = [*export.files(f"/{path}", "ru"), *export.files(f"/doc/{path}", "ru")]
        suffixes = {file.rpartition(".")[2] for file in files}
        known = suffixes >= {"html", *FORMATS} or GENID in name or export.is_gone(f"/{path}")
        assert known, (name, files)

    assert len(found) > 20


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('<a href="/kg/en/nothing">', "no file"),
        ('<a href="https://example.org/kg/doc/id/nothing.ttl">', "no file"),
        ('<a href="/kg/en/#nowhere">', "no id in en/index.html"),
        ('<img src="nothing.png">', "no file"),
        ('<a href="/kg/en/"> <a href="#here"> <a href="/other"> <a href="/kg/sparql?query=x">', ""),
    ],
)
def test_a_dead_link_is_found(tmp_path: Path, text: str, why: str) -> None:
    """And nothing else is called so."""
    for name, content in {
        "www/kg/en/index.html": '<p id="here">',
        "www/kg/en/page.html": f'<p id="here">{text}',
        "nginx/maps.conf": '    "/kg/old" "303 https://example.org/kg/en/#here";\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)

    dead = Export(tmp_path, URL).dead()

    assert [row.why for row in dead] == ([why] if why else [])
    assert not dead or urldefrag(dead[0].file).url == "en/page.html"
