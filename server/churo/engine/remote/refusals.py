"""What an engine's refusal means to whoever asked: the errors of the engine behind as ours."""

from __future__ import annotations

import time
from typing import NoReturn

from werkzeug.http import parse_date

from ... import errors
from ...model import Limits
from .dialects import Dialect
from .line import Reply

LONGEST_WAIT = 3600.0  # seconds that a client is told to wait at most
PATIENCE = 5.0  # seconds to wait where a busy engine does not say how long
SHOWN = 500  # characters of what an engine says
BUSY = (429, 503)
DENIED = "The engine behind does not let us ask: its operator must be told."


def raise_refusal(reply: Reply, dialect: Dialect, limits: Limits) -> NoReturn:
    """Raise what an engine means that gave no answer to a query, which is one of SPARQL 1.1."""
    message = reply.text()
    if dialect.echo:
        message = message.partition(dialect.echo)[0]
    message = message[:SHOWN].strip()
    if reply.status in BUSY:
        wait = retry_after(reply.fields.get("retry-after", ""))
        raise errors.Busy(wait, "The engine behind is busy.")
    if any(words in message for words in dialect.late):
        raise errors.LimitExceeded("seconds", limits.seconds)
    if reply.status in (401, 403):
        raise errors.EngineFault(DENIED)
    raise errors.EngineFault(f"The engine behind answered {reply.status}: {message}")


def retry_after(field: str) -> float:
    """Seconds of a Retry-After field, which has them or an HTTP date (RFC 9110 §10.2.3)."""
    seconds = field.strip()
    if seconds.isascii() and seconds.isdigit():
        return float(min(int(seconds[:9]), LONGEST_WAIT))
    try:
        date = parse_date(field[:40])
        wait = date.timestamp() - time.time() if date else PATIENCE
    except (OverflowError, ValueError):
        return PATIENCE
    return min(max(0.0, wait), LONGEST_WAIT)
