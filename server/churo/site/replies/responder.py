"""Makes a reply of what a view gives, with the fields that cacheable answers carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ... import negotiation
from ...errors import NotAcceptable
from ...formats import HTML, JSON, Format
from ...http.context import Context
from ...http.fields import cache_control, conditional
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...model import Answer
from ...negotiation import Choice
from . import json_text
from .content_security_policy import PAGE_POLICY

# Bytes up to which an answer is handled in memory, where it can be kept and put into gzip.
IN_MEMORY = 4 << 20
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
VARY_ACCEPT: Mapping[str, str] = MappingProxyType({"vary": "Accept"})


class Responder:
    """Replies that are the same as long as the release is, and may be reused for ``max_age`` seconds.

    ``current`` gives the id of the release; another may be given with a reply, an empty one says
    that the reply must not be kept.
    """

    def __init__(self, current: Callable[[], str], max_age: int) -> None:
        self._current, self._reusable = current, cache_control.for_seconds(max_age)

    def reply(
        self,
        context: Context,
        body: bytes,
        media_type: str,
        fields: Mapping[str, str] = NO_FIELDS,
        release: str | None = None,
    ) -> Reply:
        """A reply of bytes."""
        context.release = self._current() if release is None else release
        headers = {"content-type": with_charset(media_type), **fields}
        self._mark(headers, context.release, media_type, lambda: [body])
        if media_type == HTML:
            headers.setdefault("content-security-policy", PAGE_POLICY)
        return Reply(200, list(headers.items()), body, context)

    def page(self, context: Context, body: bytes, fields: Mapping[str, str] = NO_FIELDS) -> Reply:
        """A reply of a page."""
        return self.reply(context, body, HTML, fields)

    def json(
        self,
        context: Context,
        document: Any,
        fields: Mapping[str, str] = NO_FIELDS,
        media_type: str = JSON.media_type,
        release: str | None = None,
    ) -> Reply:
        """A reply of a JSON document."""
        return self.reply(context, json_text.written(document), media_type, fields, release)

    def answer(
        self,
        context: Context,
        answer: Answer,
        media_type: str,
        fields: Mapping[str, str],
        release: str,
    ) -> Reply:
        """A reply of an engine's answer; a large one stays where it is until it is sent."""
        content = answer.body
        if content.size <= IN_MEMORY:
            return self.reply(context, b"".join(content.open()), media_type, fields, release)
        context.release, context.body = release, content
        headers = {"content-type": with_charset(media_type), **fields}
        headers["content-length"] = str(content.size)
        self._mark(headers, release, media_type, content.open)
        return Reply(200, list(headers.items()), b"", context)

    def _mark(
        self,
        headers: dict[str, str],
        release: str,
        media_type: str,
        content: Callable[[], Iterable[bytes]],
    ) -> None:
        if not release:
            headers[cache_control.NAME] = cache_control.NEVER
            return
        headers["etag"] = conditional.tag(release, media_type, content())
        headers["x-release"] = release
        headers[cache_control.NAME] = self._reusable


def choose(request: Request, offers: tuple[Format, ...]) -> Choice:
    """The best of ``offers`` for a request's Accept. Raises NotAcceptable when there is none."""
    choice = negotiation.choose(request.headers.get("accept"), offers)
    if choice is None:
        raise NotAcceptable("graph")
    return choice


def with_charset(media_type: str) -> str:
    """A Content-Type that says UTF-8 where the type's default is another."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
