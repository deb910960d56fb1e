"""Calls a WSGI application (PEP 3333) with a request that came over RSGI."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from . import exchange
from .exchange import Exchange, Reply, Request


def call(app: WSGIApplication, request: Request, public_url: str, own: Exchange) -> Reply:
    """Run the application to its end in this thread."""
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        started[:] = [(int(status[:3]), [(name.lower(), value) for name, value in headers])]

    chunks = app(_environ(request, public_url, own), start_response)
    body = _joined(chunks)
    status, headers = started[0]
    return Reply(status, headers, body, own)


def _joined(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()


def _environ(request: Request, public_url: str, own: Exchange) -> dict[str, Any]:
    url = urlsplit(public_url)
    headers = {
        "HTTP_" + name.upper().replace("-", "_"): value for name, value in request.headers.items()
    }
    headers.pop("HTTP_CONTENT_TYPE", None)
    headers.pop("HTTP_CONTENT_LENGTH", None)
    return headers | {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_latin(request.path),
        "QUERY_STRING": _as_latin(request.query),
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "SERVER_NAME": url.hostname or "",
        "SERVER_PORT": str(url.port or (443 if url.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "REMOTE_ADDR": request.client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        exchange.KEY: (request, own),
    }


def _as_latin(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")
