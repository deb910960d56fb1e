"""The source document is located, not copied."""

from __future__ import annotations

import re
from pathlib import Path

from churo.checks import Slice, misplaced

HOUSE = Path(__file__).resolve().parents[2]
JAPANESE = re.compile(r'"([^"\n]*[぀-ヿ][^"\n]*)"\^?\^?(?:xsd:string)?(?!@)')


def test_passages_carry_no_text() -> None:
    """Only positions, digests, section and topic stand in the passages' file."""
    text = (HOUSE / "data/passages.ttl").read_text("utf-8")

    assert text.count(" a ev:Passage") == 62
    assert not re.search(r"oa:exact|ev:text|ev:quote", text)


def test_quoted_words_have_at_most_20_characters() -> None:
    """Plain Japanese literals of the evidence are names and phrases, not sentences."""
    for path in (HOUSE / "data/evidence").glob("*.ttl"):
        for words in JAPANESE.findall(path.read_text("utf-8")):
            assert len(words) <= 20, (path.name, words)


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
