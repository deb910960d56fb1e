"""Says how an error on a page is reported: words that name what it is about, and where they are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

LONGEST = 200  # characters of a name that are sent: addresses have bounds elsewhere


@dataclass(frozen=True)
class Report:
    """``text`` names what a report is about; ``href`` is where it is sent, empty where nobody says."""

    text: str
    href: str


class Reports:
    """Writes reports; ``address`` has {title} and {body} where these are to stand, percent-encoded.

    It is one of http, https or mailto (RFC 6068), or empty. ``release`` gives the id of the release.
    """

    def __init__(self, address: str, release: Callable[[], str]) -> None:
        self._address, self._release = address, release

    def of(self, name: str, iri: str, page: str) -> Report:
        """The report about something that has a name and an IRI, seen at the address of a page."""
        name = name[:LONGEST]
        text = "\n".join(dict.fromkeys((name, iri, page, self._release())))
        href = self._address.replace("{title}", quote(name, safe=""))
        return Report(text, href.replace("{body}", quote(f"{text}\n\n", safe="")))
