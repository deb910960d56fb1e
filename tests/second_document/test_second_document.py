"""A second document is published beside the first by a folder and an entry in the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from churo.release import building
from churo.release.source.merged_store import select

from .conftest import HERE, HOUSE, SLUG, Run, churo

PREFIXES = """
PREFIX asn: <https://w3id.org/churo/assertion/> PREFIX churo: <https://w3id.org/churo/ontology#>
PREFIX code: <https://w3id.org/churo/code#> PREFIX ev: <https://w3id.org/churo/evidence#>
PREFIX graph: <https://w3id.org/churo/graph/> PREFIX id: <https://w3id.org/churo/id/>
PREFIX agent: <https://w3id.org/churo/agent/> PREFIX prov: <http://www.w3.org/ns/prov#>
"""
# What speaks of every document must name none.
OF_EVERY_DOCUMENT = ("server", "shapes", "ontology", "queries/build", "queries/hygiene")


@pytest.fixture(scope="module")
def two(place: Path) -> building.Dataset:
    """Both documents, loaded and layered."""
    return building.load(place / "house")


def ask(two: building.Dataset, pattern: str) -> bool:
    """Whether a pattern is found by whoever asks the published data."""
    return bool(two.public.query(f"{PREFIXES} ASK {{ {pattern} }}"))


def test_it_is_checked_and_published_without_another_change(place: Path, told: Run) -> None:
    """Nothing is to be mended; answers that another document changes are left to be reviewed."""
    checked = churo(place, "check", "--only", "document", "--document", f"{SLUG}={HERE / SLUG}.txt")

    assert checked.returncode == 0, checked.stdout
    assert "0 to mend" in checked.stdout
    assert told.returncode == 0, told.stderr
    released = place / "releases" / told.stdout.strip()
    assert f"graph/{SLUG}>" in (released / "dataset.nq").read_text("utf-8")
    assert f"assertion/{SLUG}-s02-1>" in (released / "assertions.nq").read_text("utf-8")
    assert (released / "dumps" / f"graph-{SLUG}.ttl").is_file()


def test_what_it_says_is_a_fact_only_when_accepted(two: building.Dataset) -> None:
    """Its accepted assertion joins the facts of the first; the refuted and the planned do not."""
    assert ask(two, "GRAPH graph:facts { id:xi-putin-meeting-2024-05 churo:place id:beijing }")
    assert ask(two, "GRAPH graph:facts { id:moscow-visit-2025 a churo:Visit }")
    for entity in ("id:note-2024-crude-oil-2024", "id:note-2024-meeting-2025"):
        assert not ask(two, f"{entity} a ?class")
        assert ask(two, f"GRAPH ?assertion {{ {entity} a ?class }} ?assertion a ev:Assertion")


def test_voice_document_and_verdict_are_computed(two: building.Dataset) -> None:
    """From the passage, the document's author and the assessment; the first keeps its own."""
    voices = select(
        two.public,
        f"{PREFIXES} SELECT DISTINCT ?document ?voice {{ ?document a ev:SourceDocument ; ev:author ?author . "
        "?assertion ev:document ?document ; prov:wasAttributedTo ?voice }",
    )
    found = {tuple(term.value.rsplit("/", 1)[-1] for term in row) for row in voices}

    assert found == {(SLUG, f"{SLUG}-author"), ("friendship-2025", "friendship-2025-author")}
    assert ask(two, "asn:note-2024-s02-1 ev:currentVerdict code:refuted")


def test_its_text_is_verified_against_itself(place: Path) -> None:
    """The text of another document is told apart, and so is a document that there is not."""
    other = churo(
        place, "check", "--only", "document", "--document", f"friendship-2025={HERE / SLUG}.txt"
    )
    alone = churo(place, "check", "--only", "document", "--document", f"{HERE / SLUG}.txt")

    assert other.returncode == 1
    assert "take the text that was encoded" in other.stdout
    assert alone.returncode == 2
    assert "There is friendship-2025, note-2024." in alone.stderr


@pytest.mark.parametrize("part", OF_EVERY_DOCUMENT)
def test_nothing_that_serves_every_document_names_one(part: str) -> None:
    """Neither a document's slug nor one of its agents."""
    slugs = "|".join(path.name for path in (HOUSE / "data/documents").iterdir())
    files = [p for p in (HOUSE / part).rglob("*") if p.suffix in {".py", ".ttl", ".rq", ".html"}]

    assert files and slugs
    assert [p for p in files if re.search(slugs, p.read_text("utf-8"))] == []
