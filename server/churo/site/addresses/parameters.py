"""Reads the parameters of a request from its query string and its form."""

from __future__ import annotations

from collections.abc import Mapping

from ... import protocol
from ...errors import ProtocolError
from ...http.requests.request import Request


def read(request: Request) -> dict[str, str]:
    """The parameters by name. Raises ProtocolError for one given twice, another form, no UTF-8."""
    pairs = protocol.read_pairs(request.query.encode("utf-8", "surrogateescape"))
    if request.method == "POST" and request.body:
        media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if media_type != protocol.FORM:
            raise ProtocolError("media-type", f"Content-Type is not {protocol.FORM}.")
        pairs += protocol.read_pairs(request.body)
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in given:
            raise ProtocolError("parameter", f"“{name}” is given twice.")
        given[name] = value
    return given


def whole(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``. Raises ProtocolError for any other."""
    text = given.get(name, str(default))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if not least <= number <= most:
        raise ProtocolError("parameter", f"“{name}” is a whole number from {least} to {most}.")
    return number
