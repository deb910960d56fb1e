"""What the error of a worker means to whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from .. import errors
from ..model import Limits


def refuse(told: Mapping[str, Any], text: str, limits: Limits) -> NoReturn:
    """Raise what a worker told instead of an answer to the query ``text``."""
    match told["error"]:
        case "syntax":
            lines = text.splitlines()
            excerpt = lines[told["line"] - 1] if 0 < told["line"] <= len(lines) else ""
            raise errors.QuerySyntaxError(told["message"], told["line"], told["column"], excerpt)
        case "answer":
            raise errors.LimitExceeded("answer", limits.answer)
        case "unacceptable":
            raise errors.NotAcceptable(told["kind"])
        case "function":
            raise errors.QueryRefused("function", told["message"])
    raise errors.EngineFault(told["message"])
