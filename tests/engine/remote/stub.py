"""An endpoint that gives what a test says, over a real socket."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs


@dataclass
class Response:
    """What is answered; of ``body`` only ``cut`` bytes, if that is given."""

    status: int = 200
    media_type: str = "application/sparql-results+json"
    body: bytes = b'{"head":{},"boolean":true}'
    fields: dict[str, str] = field(default_factory=dict)
    cut: int | None = None


@dataclass(frozen=True)
class Request:
    """What was asked: the form, and the field Authorization."""

    form: dict[str, list[str]]
    authorization: str


class Endpoint:
    """Answers by ``respond``, which is given the request; ``asked`` are the requests so far."""

    def __init__(self, respond: Callable[[Request], Response]) -> None:
        self.asked: list[Request] = []
        self.ended = threading.Event()
        endpoint = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                pass

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                request = Request(parse_qs(body), self.headers.get("authorization", ""))
                endpoint.asked.append(request)
                reply = respond(request)
                self.send_response(reply.status)
                for name, value in reply.fields.items():
                    self.send_header(name, value)
                self.send_header("content-type", reply.media_type)
                self.send_header("content-length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body[: reply.cut])
                self.close_connection = reply.cut is not None

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients go
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"

    def close(self) -> None:
        """Stop."""
        self.server.shutdown()
        self.server.server_close()


def never(_: Request) -> Response:
    """Answers long after every test has ended."""
    time.sleep(60)
    return Response()
