"""Every IRI of the release by path: things lead to their documents, vocabularies are documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response

from .. import negotiation, protocol
from ..errors import NotAcceptable, ProtocolError, UnknownName, Withdrawn
from ..identifiers import LANGUAGES, Spaces, is_nested, is_usable, split_suffix
from ..negotiation import HTML, Choice, of_family
from ..representation import documents, signposts
from ..representation.documents import Document, Origin
from . import answers, exchange, redirection
from .asking import Asker
from .current import Current
from .document_page import DocumentPage
from .exchange import Exchange
from .gathering import Gathering
from .knowledge import Knowledge, Known

FORMATS = of_family("graph")
SUFFIXES = tuple(row.names[0] for row in FORMATS)
VARY = "Accept, Accept-Language"
PAGES = 1_000_000  # the largest page number that is looked for


class Documents:
    """Answers for the IRIs of the current release under the ``spaces`` served.

    ``is_gone`` says of an IRI that the release does not know whether an earlier one did.
    """

    def __init__(
        self,
        current: Current,
        page: DocumentPage,
        spaces: Spaces,
        max_age: int,
        prefixes: Mapping[str, str],
        is_gone: Callable[[str], bool],
    ) -> None:
        self._is_gone = is_gone
        self._current, self._page, self.spaces = current, page, spaces
        self._max_age, self._prefixes = max_age, prefixes
        self._asker = Asker(current, spaces.url)
        self._knowledge = Knowledge(self._asker, spaces)
        self._gathering = Gathering(self._asker, self._knowledge)

    def origin(self) -> Origin:
        """Whose the current release is."""
        self._asker.begin(None)
        return self._knowledge.origin(self._current.license)

    def thing(self, name: str) -> Response:
        """GET of an IRI itself: 303 to its document, or the document where it is one."""
        known, suffix = self._find(name)
        if suffix:
            return redirection.see(self.spaces.document(known.iri, suffix), known.iri)
        if not known.vocabulary:
            return redirection.see(self._about(known), known.iri)
        if not self.spaces.is_spelled(known.iri, name):
            return redirection.moved(self.spaces.address(known.iri))
        return self._give(known, self._choose(""), "")

    def document(self, name: str, language: str = "") -> Response:
        """GET of a document: in the format of its suffix or of Accept, as a page in a language."""
        known, suffix = self._find(name)
        if known.versioned or self._is_part(known.iri):
            return redirection.see(self._about(known, suffix, language), known.iri)
        spoken = language if suffix in ("", "html") else ""
        if not self.spaces.is_spelled(known.iri, name, suffix) or (language and suffix):
            address = self.spaces.document(known.iri, "" if spoken else suffix, spoken)
            return redirection.moved(address)
        return self._give(known, self._choose("html" if spoken else suffix), spoken)

    def spoken(self, name: str, language: str) -> Response:
        """The way from an IRI's path after a language to the page in that language."""
        known, suffix = self._find(name)
        return redirection.moved(self._about(known, suffix, "" if suffix else language))

    def linkset(self, name: str) -> Response:
        """GET of the links of a document (RFC 9264)."""
        known, suffix = self._find(name)
        if suffix or not self.spaces.is_spelled(known.iri, name):
            return redirection.moved(self.spaces.linkset(known.iri))
        _, own = exchange.current()
        document, release = self._gathered(known, own)
        links = signposts.linkset(document, self.spaces)
        reply = answers.json_of(own, links, release, self._max_age, {})
        headers = dict(reply.headers) | {"content-type": signposts.LINKSET}
        return Response(reply.body, 200, headers)

    def _find(self, name: str) -> tuple[Known, str]:
        """What a name means, with the first name of the format whose suffix had to be cut off.

        Raises ProtocolError for what cannot be an IRI, Withdrawn, or UnknownName.
        """
        if not is_usable(name):
            raise ProtocolError("iri", "The address is no IRI: not UTF-8, with controls, or long.")
        own = exchange.current()[1]
        self._asker.begin(own.gone)
        try:
            known, suffix = self._looked_up(name)
        finally:
            own.seconds = self._asker.spent
        if known.withdrawn and "#" not in known.iri and not known.vocabulary:
            address = self.spaces.address(known.successor) if known.successor else ""
            raise Withdrawn(known.iri, known.successor, address)
        return known, suffix

    def _looked_up(self, name: str) -> tuple[Known, str]:
        known = self._knowledge.find(name)
        if known is not None:
            return known, ""
        stem, suffix = split_suffix(name)
        known = self._knowledge.find(stem) if suffix else None
        if known is None:
            for iri in (*self.spaces.iris(name), *self.spaces.iris(stem)):
                if self._is_gone(iri):
                    raise Withdrawn(iri)
            near = self._knowledge.near(name)
            suggestions = tuple((iri, self.spaces.address(iri)) for iri in near)
            known_as = f"{self.spaces.base}{name}"
            raise UnknownName(f"The release knows no {known_as}.", "not-found", suggestions)
        choice = negotiation.named(suffix, "graph")
        if choice is None:
            formats = ", ".join(f".{row}" for row in SUFFIXES)
            raise UnknownName(f"{known.iri} has no .{suffix}; there is {formats}.", "no-format")
        return known, choice.format.names[0]

    def _about(self, known: Known, suffix: str = "", language: str = "") -> str:
        """The address of the document that tells of an IRI."""
        if known.versioned:
            return self.spaces.address(known.versioned)
        if not is_nested(known.iri):
            return self.spaces.document(known.iri, suffix, language)
        owner = self._knowledge.owner(known.iri)
        fragment = known.iri.rsplit("/", 1)[-1]
        home = self._home(owner)
        return f"{self.spaces.document(home, suffix, language)}#{fragment}"

    def _is_part(self, iri: str) -> bool:
        return is_nested(iri) and self._knowledge.owner(iri) != iri

    def _home(self, iri: str) -> str:
        """The IRI whose document tells of an IRI: its vocabulary's, or its own."""
        head, hash_, _ = iri.partition("#")
        return head if hash_ and head in self._knowledge.ground().vocabularies else iri

    def _choose(self, suffix: str) -> Choice:
        accept = exchange.current()[0].headers.get("accept")
        choice = (
            negotiation.named(suffix, "graph") if suffix else negotiation.choose(accept, FORMATS)
        )
        if choice is None:
            raise NotAcceptable("graph")
        return choice

    def _gathered(self, known: Known, own: Exchange) -> tuple[Document, str]:
        """A document, with the id of the release if all of it is from one."""
        answered_by = self._current.watched()
        try:
            document = self._gathering.gather(known, _page(), self._current.license)
        finally:
            own.seconds = self._asker.spent
        own.kind, own.rows = "document", len(document.triples)
        return document, answered_by()

    def _give(self, known: Known, choice: Choice, language: str) -> Response:
        request, own = exchange.current()
        document, release = self._gathered(known, own)
        headers = {"vary": VARY}
        if choice.format.media_type == HTML:
            field = request.headers.get("accept-language")
            spoken = language or negotiation.choose_language(field, LANGUAGES)
            body = self._page.write(document, spoken, document.topic in self._current.release.named)
            headers["content-language"] = spoken
            links = signposts.of_page(document, self.spaces, spoken)
        else:
            suffix = choice.format.names[0]
            address = self.spaces.document(document.topic)
            body = documents.write(document, address, choice.format.media_type, self._prefixes)
            links = signposts.of_data(document, self.spaces, suffix)
        headers["content-location"] = links[0].target
        headers["link"] = signposts.header(links)
        reply = answers.fixed(own, body, choice.media_type, release, self._max_age, headers)
        return answers.to_flask(reply)


def _page() -> int:
    """The page that ?page= asks for. Raises ProtocolError when it cannot be one."""
    query = exchange.current()[0].query.encode("utf-8", "surrogateescape")
    texts = [value for name, value in protocol.read_pairs(query) if name == "page"]
    if not texts:
        return 1
    text = texts[0]
    if len(texts) > 1 or not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= PAGES:
        raise ProtocolError(
            "parameter", f"page is {', '.join(texts)[:40]!r}: it is a number from 1."
        )
    return int(text[:9])
