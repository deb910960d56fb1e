"""Tells a notice in the shape of a problem document: something to be known of an answer that is right."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ...model import Notice
from .. import messages
from ..messages import ENGLISH

FIELD = "x-notices"
MOST = 4096  # characters of the header field: proxies take a head of a few thousand more
LONGEST = 500  # characters of what one notice says


def members(notice: Notice, public_url: str, language: str = ENGLISH) -> dict[str, str]:
    """A notice in the shape of a problem document (RFC 9457 §3.1), without a status."""
    return {
        "type": f"{public_url}/notices/{notice.kind}",
        "title": messages.notices(language)[notice.kind].title,
        "detail": detail(notice, language)[:LONGEST],
    }


def detail(notice: Notice, language: str) -> str:
    """What a notice says, in a language."""
    return messages.notice_detail(notice.kind, notice.values, language) or notice.detail


def field(notices: Iterable[Notice], public_url: str) -> str:
    """The header field: a list in JSON, in ASCII, of as many as fit; empty for none."""
    found: list[dict[str, str]] = []
    for notice in notices:
        more = [*found, members(notice, public_url)]
        if len(json.dumps(more)) > MOST:
            break
        found = more
    return json.dumps(found) if found else ""
