"""Reads the parameters of a request from its query string and its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ... import protocol
from ...errors import ParameterError, ProtocolError
from ...formats import HTML
from ...http.requests.request import Request

SHOWN = 8  # names that a message tells
LONGEST = 100  # characters of a value that a message repeats
Made = TypeVar("Made")


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
    """A whole number from ``least`` to ``most``. Raises ParameterError for any other."""
    text = given.get(name, str(default))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if not least <= number <= most:
        told = f"“{name}” is a whole number from {least} to {most}."
        raise ParameterError("parameter", told, name, "number", f"{least}–{most}")
    return number


def choice(given: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    """A value that is one of ``known``, or empty. Raises ParameterError, which tells of what there is."""
    value, there = given.get(name, ""), list(known)
    if value and value not in there:
        told = f"“{name}” has no {value[:LONGEST]!r}; it is one of {_some(there)}."
        raise ParameterError("parameter", told, name, "choice")
    return value


def short(given: Mapping[str, str], name: str, most: int) -> str:
    """A text without space around it. Raises ParameterError where it has more characters."""
    text = given.get(name, "").strip()
    if len(text) > most:
        told = f"“{name}” has at most {most} characters: give a name or a few words."
        raise ParameterError("parameter", told, name, "long", str(most))
    return text


def mended(
    request: Request, given: Mapping[str, str], made: Callable[[Mapping[str, str]], Made]
) -> tuple[Made, tuple[ParameterError, ...]]:
    """What is made of what is given; on a page for people, without the values that are wrong.

    A form shows those again, with what is wrong with each. Raises what ``made`` raises to programs,
    and what is wrong with the address itself.
    """
    wrong: dict[str, ParameterError] = {}
    while True:
        try:
            kept = {name: value for name, value in given.items() if name not in wrong}
            return made(kept), tuple(wrong.values())
        except ParameterError as error:
            if error.name not in kept or HTML not in request.headers.get("accept", ""):
                raise
            wrong[error.name] = error


def _some(names: list[str]) -> str:
    return ", ".join(name[:LONGEST] for name in names[:SHOWN]) + (", …" if names[SHOWN:] else "")
