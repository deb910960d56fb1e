"""What is remembered of pure functions is bounded in bytes."""

from __future__ import annotations

from churo.memo import memoized
from tests.limits.work import takes_a_moment


def test_short_arguments_are_remembered_and_long_ones_are_not() -> None:
    """The texts in a call count together, those in a tuple too."""
    called: list[object] = []

    @memoized(2, 10)
    def double(text: str, more: tuple[str, ...] = ()) -> str:
        called.append((text, more))
        return text * 2

    for text, more in [("a" * 10, ()), ("b" * 11, ()), ("c" * 5, ("d" * 6,)), ("e", ("f",))]:
        assert [double(text, more), double(text, more)] == [text * 2] * 2

    assert [len(text) for text, _ in called] == [10, 11, 11, 5, 5, 1]  # type: ignore[misc]


def test_the_eldest_is_forgotten() -> None:
    """No more entries than said."""
    called: list[str] = []
    remember = memoized(2, 10)(called.append)
    for text in "abca":
        remember(text)

    assert called == ["a", "b", "c", "a"]


def test_forgetting_takes_as_long_with_many_entries_as_with_few() -> None:
    """Whoever asks something else each time makes nobody look past all that was forgotten before."""
    remember = memoized(1 << 16, 10)(len)

    assert takes_a_moment(lambda: [remember(str(number)) for number in range(3 << 16)])
