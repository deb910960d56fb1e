"""Reads the values of settings from text, and says what numbers they may be."""

from __future__ import annotations

import math
from collections.abc import Mapping

SIZES = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
# What a value is called that a type does not take; other types have names that tell.
KINDS: Mapping[object, str] = {int: "whole number", float: "number"}
LEVELS = ("debug", "info", "warning", "error")
# The least that a setting may be: with less nothing would be served. Of all others it is 0.
LEAST = {
    "processes": 1,
    "workers_per_process": 1,
    "query_timeout_seconds": 0.01,
    "budget_window_seconds": 1,
    "request_body_timeout_seconds": 0.01,
    "send_timeout_seconds": 0.01,
    "engine_connections": 1,
}


def size(text: str) -> int:
    """Read a number of bytes, with K, M or G for powers of 1,024."""
    return int(text[:-1]) * SIZES[text[-1]] if text[-1:] in SIZES else int(text)


def switch(text: str) -> bool:
    """Read yes or no."""
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[
        text.lower()
    ]


def level(text: str) -> str:
    """Read a level of the log."""
    return {name: name for name in LEVELS}[text.lower()]


def too_small(name: str, value: object) -> str:
    """Why a setting cannot have a value, in words, if it is a number that it cannot have."""
    least = LEAST.get(name, 0)
    if not isinstance(value, int | float) or least <= value < math.inf:
        return ""
    return f"{value} is no number from {least} on."
