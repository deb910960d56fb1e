"""Writes Cache-Control (RFC 9111 §5.2.2); which reply has which, ``site.replies.responder`` says.

For how long is a setting: ``max_age_seconds``.
"""

from __future__ import annotations

NAME = "cache-control"
NEVER = "no-store"
FOREVER = "public, max-age=31536000, immutable"


def for_seconds(seconds: int) -> str:
    """Anyone may reuse the reply for so long without asking."""
    return f"public, max-age={seconds}"
