"""Links between documents lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from .markdown import HOUSE, anchors, links, name, pages


@pytest.mark.parametrize("page", pages(), ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """To a file of the project, and to a heading that is there."""
    for link in links(page):
        if "://" in link:
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page

        assert target.is_relative_to(HOUSE) and target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_of_the_documentation_is_linked() -> None:
    """From another page, so that a reader comes to it."""
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in pages()
        for link in links(page)
        if "://" not in link
    }
    found = {
        path
        for path in (HOUSE / "docs").rglob("*")
        if path.suffix in {".md", ".ipynb", ".svg", ".png"}
    }

    assert sorted(map(name, found - linked)) == []
