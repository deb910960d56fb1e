"""RFC 9110 §8.8.3 and §13 as pure functions."""

from __future__ import annotations

import pytest

from churo.http.fields.conditional import coded, matches_strongly, matches_weakly, status, tag

TAG = '"r-1"'


def test_a_tag_follows_release_media_type_and_content() -> None:
    """Another of them, another tag; how the bytes come in pieces is nothing."""
    assert tag("r", "a/b", [b"ab"]) == tag("r", "a/b", [b"a", b"b"])
    others = [("r", "a/b", b"x"), ("r", "a/b", b"y"), ("s", "a/b", b"x"), ("r", "a/c", b"x")]
    assert len({tag(release, kind, [body]) for release, kind, body in others}) == 4
    assert tag("r", "a/b", [b"x"]) == '"r-463b348769ad9763"'  # in every process
    assert coded(TAG, "gzip") == '"r-1-gzip"'


@pytest.mark.parametrize("field", [TAG, f"W/{TAG}", f'"x", {TAG}', f'W/"x",W/{TAG}', "*", " * "])
def test_weak_match(field: str) -> None:
    """If-None-Match compares weakly, in lists, and * is any."""
    assert matches_weakly(field, TAG)


@pytest.mark.parametrize("field", ['"r-2"', "r-1", "", '"r-1-gzip"', '"x, r-1"'])
def test_no_weak_match(field: str) -> None:
    """Other tags, and what is not a tag, do not match."""
    assert not matches_weakly(field, TAG)


def test_strong_match_refuses_weak_tags() -> None:
    """If-Match compares strongly."""
    assert matches_strongly(TAG, TAG)
    assert not matches_strongly(f"W/{TAG}", TAG)


@pytest.mark.parametrize(
    ("if_match", "if_none_match", "expected"),
    [
        (None, None, None),
        (None, TAG, 304),
        (None, '"x"', None),
        ('"x"', None, 412),
        (TAG, None, None),
        (TAG, TAG, 304),
        ('"x"', TAG, 412),
    ],
)
def test_status(if_match: str | None, if_none_match: str | None, expected: int | None) -> None:
    """If-Match is looked at first (§13.2.2)."""
    assert status(if_match, if_none_match, TAG) == expected


def test_without_tag_there_is_no_condition() -> None:
    """What has no ETag is answered whole."""
    assert status(TAG, "*", None) is None
