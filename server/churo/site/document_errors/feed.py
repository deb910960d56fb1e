"""The feed of faults: an entry for each, with why it is one and what is right."""

from __future__ import annotations

from collections.abc import Iterable

from ..components.atom import Entry, Feed, FeedLink, day
from .shown import ShownSlip


def written(
    faults: Iterable[ShownSlip], title: str, author: str, page: str, language: str, version: str
) -> bytes:
    """The feed in a language, in the order of the text; ``page`` has the faults, too.

    What nobody has judged is of the day of the release, which its ``version`` begins with.
    """
    own = f"{page}.atom"
    return Feed(
        own, title, author, own, page, [_entry(row, page, version) for row in faults], language
    ).written()


def _entry(slip: ShownSlip, page: str, version: str) -> Entry:
    days = [card.day for card in (*slip.said, *slip.right)]
    reason = [slip.reason.text] if slip.reason else []
    return Entry(
        slip.iri,
        slip.name.text,
        day(max(days, default="") or version),
        (FeedLink("alternate", f"{page}#{slip.anchor}"),),
        "\n".join([*reason, *(card.claim.text for card in slip.right)]),
    )
