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
# The most that a setting may be: with more, the machine would have nothing left for what is asked.
MOST = {
    "processes": 256,
    "workers_per_process": 256,
    "queue_length": 100_000,
    "engine_connections": 10_000,
}
YEAR = 366 * 86_400  # seconds, the most of any setting that is in seconds


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


def out_of_range(name: str, value: object) -> str:
    """Why a setting cannot have a value, in words, if it is a number that it cannot have."""
    least = LEAST.get(name, 0)
    most = MOST.get(name, YEAR if name.endswith("_seconds") else math.inf)
    if not isinstance(value, int | float) or (least <= value <= most and value < math.inf):
        return ""
    return f"{value} is no number from {least} {'on' if most == math.inf else f'to {most}'}."
