"""The cache keeps within its bytes."""

from __future__ import annotations

from churo.http.context import Context
from churo.http.responses.cache import OVERHEAD, Cache, Entry


def _entry(size: int) -> Entry:
    return Entry(200, [], "", b"x" * size, Context())


def test_the_least_recently_used_goes_first() -> None:
    """Reading an entry keeps it longer than one that was not read."""
    cache = Cache(2 * (100 + OVERHEAD))
    for name in "ab":
        cache.put((1, name), _entry(99))
    cache.get((1, "a"))
    cache.put((1, "c"), _entry(99))

    assert cache.get((1, "a")) is not None
    assert cache.get((1, "b")) is None
    assert cache.get((1, "c")) is not None


def test_the_size_is_the_sum_and_never_too_much() -> None:
    """Whatever is put in and replaced, the size is that of what is there."""
    cache = Cache(50_000)
    for number in range(200):
        cache.put((number % 30,), _entry(number * 10))

    assert cache.size <= 50_000
    sizes = [entry for number in range(30) if (entry := cache.get((number,)))]
    assert cache.size == sum(len(entry.body) + OVERHEAD for entry in sizes)


def test_what_is_larger_than_all_is_not_kept() -> None:
    """One large answer does not push out everything."""
    cache = Cache(10_000)
    cache.put(("small",), _entry(10))
    cache.put(("large",), _entry(20_000))

    assert cache.get(("small",)) is not None
    assert cache.get(("large",)) is None


def test_a_long_question_counts_as_much_as_a_long_answer() -> None:
    """Who sends long questions with short answers fills the cache, not the machine."""
    cache = Cache(50_000)
    for number in range(20):
        cache.put(("GET", "q" * 10_000, str(number), b"b" * 10_000), _entry(10))

    assert (len(cache), cache.size <= 50_000) == (2, True)


def test_wide_characters_and_header_fields_count() -> None:
    """What is kept is counted in bytes: a letter may take four, and an answer may be all head."""
    cache = Cache(60_000)
    for number in range(3):
        cache.put(("あ" * 10_000, str(number)), _entry(10))
        cache.put(("a", number), Entry(200, [("link", "x" * 50_000)], "", b"", Context()))

    assert (len(cache), cache.size <= 60_000) == (1, True)


def test_clear() -> None:
    """Nothing is left, and the size is nothing."""
    cache = Cache(10_000)
    cache.put(("a",), _entry(10))
    cache.clear()

    assert (len(cache), cache.size) == (0, 0)
