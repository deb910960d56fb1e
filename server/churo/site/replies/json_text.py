"""Writes JSON that every client can read (RFC 8259): no NaN, and UTF-8 whatever a string holds."""

from __future__ import annotations

import json
from typing import Any


def written(document: Any, indent: int | None = 1) -> bytes:
    """The document; surrogates without a partner, which UTF-8 cannot hold, are escaped (§8.2).

    Raises ValueError for a number that JSON does not have.
    """
    try:
        return json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False).encode()
    except UnicodeEncodeError:
        return json.dumps(document, indent=indent, allow_nan=False).encode()
