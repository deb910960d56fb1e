"""Whatever a client sends, reading it takes work in proportion to its length."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .inputs import READERS
from .work import steps

TIMES = 700  # how often a piece is repeated
EACH = 200  # steps that a character may take, whatever stands before it
ONCE = 2000  # steps that are taken however short the input is
PIECES = (
    *"\"'<>(){}[]#\\%&=;,.:-_?$@/*|^+!~`0a \t\n\u00a0\u0301\u200d\u3042\U0001f600\x00",
    *('"""', "'''", "<<", ">>", "_:", "\\u0022", "\\'", "%2", "%zz", "a&", "a=b&", "q=0", ";q=0.5"),
    *("PREFIX a:", "SELECT ", "FILTER(", "LIMIT 1", "COUNT(", "SERVICE", "<a", "?a", "a.", "a-", "a:"),
    *('"a",', "W/", "bytes=", "1-", "127.", "::", "*/*,", "a/b;", "en-", "GMT", "{}", "[]", '{"a":'),
)  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
ends = st.sampled_from(("", *PIECES))


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(before=ends, piece=pieces, after=ends)
def test_work_is_in_proportion(read, before: str, piece: str, after: str) -> None:  # type: ignore[no-untyped-def]
    """No character makes what stands before or behind it be read again."""
    text = f"{before}{piece * TIMES}{after}"

    assert steps(lambda: read(text)) <= EACH * len(text) + ONCE
