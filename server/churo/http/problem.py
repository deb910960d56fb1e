"""A problem that a request meets, before it is put into words (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One problem: its kind, what happened, further members of the document, header fields.

    Status and title belong to the kind, of which whoever words the problem has a table. ``query``
    is shown again on pages, where it can be mended.
    """

    kind: str
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()
    query: str = ""
