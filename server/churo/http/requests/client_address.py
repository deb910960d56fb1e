"""Says who counts as one client: RFC 4291 §2.5.5.2 and §2.5.4, and X-Forwarded-For as far as it is ours."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from ...memo import memoized

LONGEST = 64  # characters of an address; one of IPv6 with a zone and a port has fewer
# What is added to an address of loopback that somebody tells of: whoever speaks for others over
# loopback is not the one who sits there.
TOLD = " (forwarded)"


@memoized(4096, 2 * LONGEST)
def client_of(peer: str, forwarded: str | None, hops: int) -> str:
    """The address of the client: the peer's, or what the ``hops`` trusted proxies say of it.

    ``peer`` has a port. ``forwarded`` is X-Forwarded-For; each proxy adds on the right the address
    that it saw. An IPv4 address mapped into IPv6 is that IPv4 address; IPv6 clients count by their
    /64, which is what one subscriber has. What is no address is taken as it stands, cut.
    """
    if not forwarded:
        return _normal(peer[-LONGEST:])
    if not hops:
        return _told(_normal(peer[-LONGEST:]))
    chain = forwarded.rsplit(",", hops)[-hops:]
    named = [text for text in map(str.strip, chain) if text]
    return _told(_normal(named[0][:LONGEST])) if named else _told(_normal(peer[-LONGEST:]))


@memoized(4096, LONGEST)
def is_loopback(client: str) -> bool:
    """Whether a client is on this machine by the word of the socket; what is told anybody could tell."""
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return False


def _normal(text: str) -> str:
    """An address in its one spelling, an IPv6 address other than ::1 as its /64."""
    try:
        ip = ip_address(_bare(text))
    except ValueError:
        return text
    if not isinstance(ip, IPv6Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return "::1" if ip.is_loopback else f"{ip.exploded[:19]}/64"


def _bare(text: str) -> str:
    """An address without brackets and port, either of which it may have."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _told(client: str) -> str:
    return client + TOLD if is_loopback(client) else client
