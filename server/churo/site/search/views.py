"""The address /search, and what the page about an unknown address offers instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from ...errors import ProtocolError
from ...http.context import Context, never
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route
from ..components.claim_card import Named
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.labels import last_part
from ..components.pages import SUGGEST, Pages, routes
from ..releases.served_release import ServedRelease
from ..replies.content_security_policy import ASKING_POLICY
from ..store.once import Once
from .index import KINDS, Match, SearchIndex

PATH = "/search"
LONGEST = 200  # characters that are searched for
FEW, MANY = 8, 60  # of each kind: beside others, and alone
OFFERED = 5  # on the page about an address that there is not


@dataclass(frozen=True)
class Result:
    """What is shown of a match; a claim has a ``state``."""

    name: Named
    matched: str
    state: str


class SearchViews:
    """Searches the served release; ``is_routed`` says whether there is a page at a path."""

    def __init__(
        self,
        served: ServedRelease,
        claims: ReleaseClaims,
        spaces: Spaces,
        pages: Pages,
        is_routed: Callable[[str], bool],
    ) -> None:
        self._served, self._claims, self._spaces = served, claims, spaces
        self._pages, self._is_routed = pages, is_routed
        self._index: Once[SearchIndex] = Once()

    def routes(self) -> Iterator[Route]:
        """The routes."""
        asked = {"q": "what to search for", "kind": f"only {', '.join(KINDS)}"}
        yield from routes(PATH, self.search, asked)

    def search(self, request: Request, context: Context, language: str = "") -> Reply:
        """What fits ?q, all kinds or one ?kind. Raises ParameterError for what is too long."""
        given, language = parameters.read(request), self._pages.language(request, language)
        (text, kind), wrong = parameters.mended(request, given, _asked)
        claims, found = self._claims.get(context.gone), {}
        if text:
            found = self._opened(claims, context.gone).find(text, MANY)
        return self._pages.write(
            context,
            "search/search.html",
            f"{PATH}?{urlencode({'q': text})}" if text else PATH,
            language,
            {"content-security-policy": ASKING_POLICY},
            claims.release,
            wrong,
            scripted=SUGGEST,
            text=text,
            typed=text or given.get("q", "")[:LONGEST],
            kind=kind,
            counts={name: len(rows) for name, rows in found.items()},
            many=MANY,
            found=self._shown(found, kind, claims, language),
            near=[] if found else self.offers(text, language),
            action=self._pages.path(PATH, language),
            named=bool(claims.labels.names),
        )

    def find(
        self, text: str, most: int, gone: Callable[[], bool] = never
    ) -> Mapping[str, list[Match]]:
        """At most ``most`` things of each kind that fit. Raises ProtocolError for what is too long."""
        if len(text) > LONGEST:
            raise ProtocolError("parameter", f"At most {LONGEST} characters are searched for.")
        return self._opened(self._claims.get(gone), gone).find(text, most)

    def offers(self, text: str, language: str) -> list[Named]:
        """The things that a text may mean, by their names."""
        claims = self._claims.get()
        if not claims.labels.names:
            return []
        index = self._opened(claims)
        found = [match.iri for match in index.find(text, OFFERED).get("entity", ())]
        iris = found or index.near(text, OFFERED)
        return [self._named(iri, claims, language) for iri in iris]

    def _opened(self, claims: ClaimIndex, gone: Callable[[], bool] = never) -> SearchIndex:
        release = self._served.release

        def compute() -> SearchIndex:
            return SearchIndex(release, claims.labels, self._spaces)

        return self._index.get(release.id, compute, gone)

    def _shown(
        self, found: Mapping[str, list[Match]], kind: str, claims: ClaimIndex, language: str
    ) -> list[tuple[str, list[Result]]]:
        most = MANY if kind else FEW
        return [
            (name, [self._result(match, claims, language) for match in matches[:most]])
            for name, matches in found.items()
            if kind in ("", name)
        ]

    def _result(self, match: Match, claims: ClaimIndex, language: str) -> Result:
        claim = claims.claims.get(match.iri)
        name = self._named(match.iri, claims, language)
        matched = match.matched if match.matched != name.text else ""
        return Result(name, matched, claim.state if claim else "")

    def _named(self, iri: str, claims: ClaimIndex, language: str) -> Named:
        label = claims.labels.label(iri, language)
        page = f"/questions/{last_part(iri)}"
        if claims.labels.kind(iri) == "question" and self._is_routed(page):
            return Named(label.text, label.language, f"{self._spaces.url}/{language}{page}")
        return Named(label.text, label.language, self._spaces.shown(iri, language))


def _asked(given: Mapping[str, str]) -> tuple[str, str]:
    """What to search for, and among which kind."""
    return parameters.short(given, "q", LONGEST), parameters.choice(given, "kind", KINDS)
