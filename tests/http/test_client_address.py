"""Who counts as one client, and who as somebody at this machine."""

from __future__ import annotations

import pytest

from churo.http.requests.client_address import LONGEST, client_of, is_loopback

PEER = "192.0.2.1:5000"


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "expected"),
    [
        (PEER, None, 0, "192.0.2.1"),
        (PEER, "198.51.100.7", 0, "192.0.2.1"),
        (PEER, "198.51.100.7", 1, "198.51.100.7"),
        (PEER, "203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        (PEER, "203.0.113.9, 198.51.100.7", 2, "203.0.113.9"),
        (PEER, "198.51.100.7", 2, "198.51.100.7"),
        (PEER, None, 1, "192.0.2.1"),
        (PEER, " , ", 1, "192.0.2.1"),
        (PEER, "2001:db8:1:2:3:4:5:6", 1, "2001:0db8:0001:0002/64"),
        (PEER, "[2001:db8:1:2:ffff::]:443", 1, "2001:0db8:0001:0002/64"),
        (PEER, "198.51.100.7:8080", 1, "198.51.100.7"),
        (PEER, "::ffff:198.51.100.7", 1, "198.51.100.7"),
        (PEER, "::FFFF:c633:6407", 1, "198.51.100.7"),
        ("[::ffff:192.0.2.1]:5000", None, 0, "192.0.2.1"),
        ("[2001:db8::1]:5000", None, 0, "2001:0db8:0000:0000/64"),
        (PEER, "nonsense", 1, "nonsense"),
        (PEER, "x" * 100_000, 1, "x" * LONGEST),
    ],
)
def test_client_of(peer: str, forwarded: str | None, hops: int, expected: str) -> None:
    """X-Forwarded-For is believed only as far as our own proxies wrote it, and never kept long."""
    assert client_of(peer, forwarded, hops) == expected


def test_many_proxies_do_not_change_who_is_meant() -> None:
    """What a client wrote before our proxies did is not read."""
    assert client_of(PEER, "1.2.3.4, " * 10_000 + "198.51.100.7", 1) == "198.51.100.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "hops", "loopback"),
    [
        ("127.0.0.1:1", None, 0, True),
        ("127.9.9.9:1", None, 1, True),
        ("[::1]:1", None, 0, True),
        ("[::ffff:127.0.0.1]:1", None, 0, True),
        ("192.0.2.1:1", None, 0, False),
        ("[::2]:1", None, 0, False),
        ("[::ffff:192.0.2.1]:1", None, 0, False),
        ("[::]:1", None, 0, False),
        ("192.0.2.1:1", "127.0.0.1", 1, False),
        ("127.0.0.1:1", "127.0.0.1", 1, False),
        ("127.0.0.1:1", "::1", 1, False),
        ("127.0.0.1:1", "::ffff:127.0.0.1", 1, False),
        ("127.0.0.1:1", "127.evil", 1, False),
        ("127.0.0.1:1", "192.0.2.1", 0, False),
        ("192.0.2.1:1", "127.0.0.1", 0, False),
    ],
)
def test_is_loopback(peer: str, forwarded: str | None, hops: int, loopback: bool) -> None:
    """Only who opened the connection itself: what is told of others anybody could tell."""
    assert is_loopback(client_of(peer, forwarded, hops)) is loopback
