"""Bounds what this process may take of the system (setrlimit(2)): never more than it could have before."""

from __future__ import annotations

import resource


def bound(kind: int, value: int) -> None:
    """Set a limit to a value, or to the highest that may be; it can be set anew."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (_at_most(value, hard), hard))


def lower(kind: int, value: int) -> None:
    """As ``bound``, for good."""
    _, hard = resource.getrlimit(kind)
    most = _at_most(value, hard)
    resource.setrlimit(kind, (most, most))


def _at_most(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
