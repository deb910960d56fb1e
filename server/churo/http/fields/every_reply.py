"""The header fields that every reply has."""

from __future__ import annotations

from . import cors
from .cors import Headers

ALWAYS: Headers = [
    *cors.ON_EVERY_REPLY,
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
]
