"""A connection to the engine behind: one question at a time, sent again where that is safe."""

from __future__ import annotations

import os
import random
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from time import sleep
from typing import BinaryIO

import httpcore
import httpx

from ...errors import Busy, LimitExceeded
from .address import EngineAddress
from .spooled import temporary
from .watch import Watch, WatchedNetwork

CONNECT_SECONDS = 3.0
KEPT_SECONDS = 30.0  # for which a connection that nobody uses is kept
ERROR_BYTES = 16 << 10  # of an error that are read
TRIES = 3
PAUSES = (0.0, 0.05, 0.2)  # seconds before each try, at most twice as long by chance
AGAIN = (502, 503, 504)  # said by what stands before an engine: no answer has begun
UNREACHABLE = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)
FIELDS = {"accept-encoding": "identity", "user-agent": "churo"}

Form = Mapping[str, object]


@dataclass(frozen=True)
class Reply:
    """What the engine answered: of an error the beginning, of an answer all, from its first byte."""

    status: int
    fields: httpx.Headers
    body: BinaryIO
    size: int

    @property
    def media_type(self) -> str:
        """Its media type, without parameters."""
        return str(self.fields.get("content-type", "")).partition(";")[0].strip().lower()

    def text(self) -> str:
        """The beginning of what it says."""
        self.body.seek(0)
        return self.body.read(ERROR_BYTES).decode("utf-8", "replace")


class Unreachable(Busy):
    """The engine behind does not answer, or not in HTTP."""


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """One connection of httpcore's, whose waits a watch may end."""

    def __init__(self, context: ssl.SSLContext | None, watch: Watch) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=WatchedNetwork(watch),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and wait for the head of its response."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Stream(response), request=request
        )

    def close(self) -> None:
        """End the connection."""
        self._pool.close()


class Line:
    """Asks the engine at an address; used by one thread at a time."""

    def __init__(self, address: EngineAddress, context: ssl.SSLContext | None) -> None:
        self._address, self._watch, self._begun = address, Watch(), False
        self._client = httpx.Client(
            transport=_Transport(context, self._watch),
            auth=address.credentials.auth(),
            headers=FIELDS,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=False,
        )

    def ask(
        self, form: Form, accept: str, most: int, until: float, gone: Callable[[], bool] | None
    ) -> Reply:
        """Put a question as a form (§2.1.2), and read at most ``most`` bytes of an answer.

        It is put again, after a moment, while no byte of an answer has come. Raises LimitExceeded,
        Stopped at the deadline or when nobody waits, Unreachable.
        """
        self._watch.begin(until, gone)
        for number in range(TRIES):
            sleep(min(PAUSES[number] * random.uniform(1, 2), self._watch.left()))
            last = number == TRIES - 1
            self._begun = False
            try:
                reply = self._once(form, accept, most)
            except UNREACHABLE as error:
                if last or self._begun:
                    told = str(error) or type(error).__name__
                    raise Unreachable(1.0, f"The engine behind broke off: {told}.") from error
            else:
                if last or reply.status not in AGAIN or "retry-after" in reply.fields:
                    return reply
                reply.body.close()
        raise AssertionError("the last try returns or raises")

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def _once(self, form: Form, accept: str, most: int) -> Reply:
        fields = {"accept": accept}
        with self._client.stream("POST", self._address.url, data=form, headers=fields) as reply:
            self._begun = reply.status_code not in AGAIN
            body = temporary()
            size, failed = 0, not reply.is_success
            for part in reply.iter_raw():
                size += len(part)
                if failed and size > ERROR_BYTES:
                    body.write(part[: ERROR_BYTES - size + len(part)])
                    break
                if size > most:
                    raise LimitExceeded("answer", most)
                body.write(part)
            body.seek(0, os.SEEK_SET)
            return Reply(reply.status_code, reply.headers, body, size)
