"""Tells whether two addresses are of one origin, and writes an address without its secrets."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

WEB = ("http", "https")
PORTS = {"http": 80, "https": 443}
SECRET = 3  # characters from which a part of an address may be a secret


def split(url: str) -> SplitResult:
    """The parts of an http(s) address. Raises ValueError for any other."""
    parts = urlsplit(url)
    if parts.scheme not in WEB or not parts.hostname or parts.port == 0:
        raise ValueError("no http or https address")
    return parts


def of(url: str) -> tuple[str, str, int]:
    """The origin of an http(s) address (RFC 6454 §4). Raises ValueError for any other."""
    parts = split(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or PORTS[parts.scheme]


def shown(url: str) -> str:
    """The address without user, password, query and fragment: they may be secrets."""
    try:
        parts = split(url)
    except ValueError:
        return url.partition("?")[0] if "@" not in url else "the address"
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{port}{parts.path}"


def reason(error: Exception, url: str) -> str:
    """What an error says, or only its name when it repeats a secret of the address."""
    told = str(error).rstrip(".") or type(error).__name__
    try:
        parts = urlsplit(url)
        secrets = (parts.username, parts.password, parts.query)
    except ValueError:
        return type(error).__name__
    hidden = any(secret and len(secret) >= SECRET and secret in told for secret in secrets)
    return type(error).__name__ if hidden or "@" in told else told


def is_public(host: str) -> bool:
    """Whether every address of a host is one of the public Internet; so is a host without any."""
    try:
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return True
    return all(_is_global(str(row[4][0])) for row in rows)


def _is_global(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global
