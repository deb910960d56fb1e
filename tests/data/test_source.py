"""The source document is located, not copied."""

from __future__ import annotations

import re
from pathlib import Path

from churo.publication.checks import Slice, misplaced

HOUSE = Path(__file__).resolve().parents[2]
QUOTED = re.compile(r'churo:(?:wording|asWritten) "([^"]*)"@ja')


def test_passages_carry_no_text() -> None:
    """Only positions, digests, section and topic stand in the passages' file."""
    text = (HOUSE / "data/documents/friendship-2025/passages.ttl").read_text("utf-8")

    assert text.count(" a ev:Passage") == 62
    assert not re.search(r"oa:exact|ev:text|ev:quote", text)


def test_quoted_words_have_at_most_20_characters() -> None:
    """The document's words in its assertions are names and phrases, not sentences."""
    found = [
        words
        for path in (HOUSE / "data/documents/friendship-2025/assertions").glob("*.trig")
        for words in QUOTED.findall(path.read_text("utf-8"))
    ]

    assert len(found) > 50
    assert [words for words in found if len(words) > 20] == []


def test_a_shifted_passage_is_found() -> None:
    """The digest tells that the text is another; the right one passes."""
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    good, shifted, outside = (
        Slice("a", 1, 4, digest),
        Slice("b", 0, 3, digest),
        Slice("c", 2, 9, ""),
    )

    assert list(misplaced("xabc", [good])) == []
    assert [finding.subject for finding in misplaced("xabc", [good, shifted, outside])] == [
        "b",
        "c",
    ]
