"""The lines to the engine behind: asks on one that is free, while the engine is believed to answer."""

from __future__ import annotations

import logging
import ssl
import threading
from collections import Counter
from collections.abc import Callable

from ...errors import Abandoned, Busy, LimitExceeded
from ...model import Limits
from .address import EngineAddress
from .circuit_breaker import CircuitBreaker
from .line import AGAIN, Form, Line, Reply, Unreachable
from .watch import Stopped

NO_ROOM = "There is no room for the answer of the engine behind."
SECOND = 1.0

log = logging.getLogger(__name__)


class Lines:
    """Lines to an address, made when they are needed; any thread may call."""

    def __init__(self, address: EngineAddress, limits: Limits) -> None:
        self._address, self._limits = address, limits
        secure = address.url.startswith("https:")
        self._context = ssl.create_default_context() if secure else None
        self._free: list[Line] = []
        self._lock = threading.Lock()
        self._breaker = CircuitBreaker()
        self.failures: Counter[str] = Counter()

    @property
    def is_open(self) -> bool:
        """Whether the engine is believed to answer."""
        return not self._breaker.is_open

    def ask(
        self, form: Form, accept: str, until: float, gone: Callable[[], bool] | None = None
    ) -> Reply:
        """What the engine answers. Raises Busy, LimitExceeded or Abandoned."""
        self._breaker.enter()
        line = self._taken()
        try:
            reply = line.ask(form, accept, self._limits.answer, until, gone)
        except BaseException as error:
            line.close()
            self._failed(error)
            raise
        self._give(line)
        if reply.status in AGAIN:
            self._breaker.fail()
        else:
            self._breaker.succeed()
        return reply

    def close(self) -> None:
        """End the connections."""
        with self._lock:
            while self._free:
                self._free.pop().close()

    def _failed(self, error: BaseException) -> None:
        """Count a failure, and raise what it means if that is not an error of ours."""
        if isinstance(error, Unreachable):
            self._breaker.fail()
            self.failures["unreachable"] += 1
            return
        self._breaker.leave()
        if isinstance(error, LimitExceeded):
            self.failures[error.limit] += 1
        elif isinstance(error, OSError):
            log.error("no answer can be kept: %s", error.strerror)
            raise Busy(SECOND, NO_ROOM) from error
        elif isinstance(error, Stopped):
            self.failures[error.cause] += 1
            if error.cause == "abandoned":
                raise Abandoned from error
            raise LimitExceeded(error.cause, self._limits.seconds) from error

    def _taken(self) -> Line:
        with self._lock:
            if self._free:
                return self._free.pop()
        return Line(self._address, self._context)

    def _give(self, line: Line) -> None:
        with self._lock:
            self._free.append(line)
