"""The cache keeps within its bytes."""

from __future__ import annotations

from churo.web.cache import OVERHEAD, Cache, Entry
from churo.web.exchange import Exchange


def _entry(size: int) -> Entry:
    return Entry(200, [], "", b"x" * size, Exchange())


def test_the_least_recently_used_goes_first() -> None:
    """Reading an entry keeps it longer than one that was not read."""
    cache = Cache(2 * (100 + OVERHEAD))
    cache.put("a", _entry(100))
    cache.put("b", _entry(100))
    cache.get("a")
    cache.put("c", _entry(100))

    assert cache.get("a") is not None
    assert cache.get("b") is None
    assert cache.get("c") is not None


def test_the_size_is_the_sum_and_never_too_much() -> None:
    """Whatever is put in and replaced, the size is that of what is there."""
    cache = Cache(50_000)
    for number in range(200):
        cache.put(number % 30, _entry(number * 10))

    assert cache.size <= 50_000
    sizes = [entry for entry in map(cache.get, range(30)) if entry]
    assert cache.size == sum(len(entry.body) + OVERHEAD for entry in sizes)


def test_what_is_larger_than_all_is_not_kept() -> None:
    """One large answer does not push out everything."""
    cache = Cache(10_000)
    cache.put("small", _entry(10))
    cache.put("large", _entry(20_000))

    assert cache.get("small") is not None
    assert cache.get("large") is None


def test_clear() -> None:
    """Nothing is left, and the size is nothing."""
    cache = Cache(10_000)
    cache.put("a", _entry(10))
    cache.clear()

    assert (len(cache), cache.size) == (0, 0)
