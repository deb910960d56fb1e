"""Every IRI of the release by path: things lead to their documents, vocabularies are documents."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from ... import negotiation
from ...errors import ProtocolError, UnknownName, Withdrawn
from ...formats import HTML
from ...http.context import Context
from ...http.fields.link_header import link_field
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from ...negotiation import Choice
from ...publication.identifiers import LONGEST, Spaces, decoded, is_nested, is_usable, split_suffix
from ..components.claims import ReleaseClaims
from ..components.labels import last_part
from ..releases.origin import Origin
from ..releases.served_release import ServedRelease
from ..replies.redirection import Redirection
from ..replies.responder import Responder, choose
from ..store.once import Once
from ..store.store_client import StoreClient
from . import model, paging, signposting
from .builder import Builder
from .chosen_format import FORMATS, choose_format, held
from .class_examples import HeldExamples
from .model import Document
from .page import PageWriter
from .resolver import ReleaseNames, Resolution, Resolver
from .thing_views import ReleaseThings

# What is known of these is shown from views of the release, without what points at them.
BRIEF = ("entity", "source")
READABLE = (*BRIEF, "claim", "document", "term")
SUFFIXES = tuple(row.names[0] for row in FORMATS)
VARY = "Accept, Accept-Language"
SUGGESTED = 5  # names for one that is not known


class DocumentViews:
    """Answers for the IRIs of the served release under the ``spaces`` served.

    ``is_gone`` says of an IRI that the release does not know whether an earlier one did.
    """

    def __init__(
        self,
        served: ServedRelease,
        page: PageWriter,
        spaces: Spaces,
        respond: Responder,
        redirect: Redirection,
        prefixes: Mapping[str, str],
        is_gone: Callable[[str], bool],
        claims: ReleaseClaims,
    ) -> None:
        self._served, self._page, self.spaces = served, page, spaces
        self._respond, self._redirect = respond, redirect
        self._prefixes, self._is_gone = prefixes, is_gone
        self._names = ReleaseNames(spaces)
        self._claims, self._things = claims, ReleaseThings(served)
        self._last: Once[Document] = Once()
        self._examples = HeldExamples()

    def origin(self, context: Context) -> Origin:
        """Whose the served release is."""
        return self._resolver(context).origin(self._served.license)

    def thing(self, request: Request, context: Context, name: str) -> Reply:
        """GET of an IRI itself: 303 to its document, or the document where it is one."""
        found, suffix, name = self._find(request, context, name)
        if suffix:
            address = self.spaces.document(found.iri, suffix)
            return self._redirect.see_other(context, address, found.iri)
        if not found.vocabulary:
            return self._redirect.see_other(context, self._about(context, found), found.iri)
        if not self.spaces.is_spelled(found.iri, name):
            return self._redirect.moved(request, context, self.spaces.address(found.iri))
        return self._give(request, context, found, choose(request, FORMATS), "")

    def base(self, request: Request, context: Context) -> Reply:
        """The way from the base, as an IRI, to its document. Raises UnknownName where it is none."""
        found, _, _ = self._find(request, context, "")
        return self._redirect.see_other(context, self._about(context, found), found.iri)

    def document(self, request: Request, context: Context, name: str, language: str = "") -> Reply:
        """GET of a document: in the format of its suffix or of Accept, as a page in a language."""
        found, suffix, name = self._find(request, context, name)
        if found.versioned or self._is_part(context, found.iri):
            address = self._about(context, found, suffix, language)
            return self._redirect.see_other(context, address, found.iri)
        spoken = language if suffix in ("", "html") else ""
        if not self.spaces.is_spelled(found.iri, name, suffix) or (language and suffix):
            address = self.spaces.document(found.iri, "" if spoken else suffix, spoken)
            return self._redirect.moved(request, context, address)
        choice = choose_format(request, "html" if spoken else suffix)
        return self._give(request, context, found, choice, spoken)

    def spoken(self, request: Request, context: Context, name: str, language: str) -> Reply:
        """The way from an IRI's path after a language to the page in that language."""
        found, suffix, _ = self._find(request, context, name)
        address = self._about(context, found, suffix, "" if suffix else language)
        return self._redirect.moved(request, context, address)

    def linkset(self, request: Request, context: Context, name: str) -> Reply:
        """GET of the links of a document (RFC 9264)."""
        found, suffix, name = self._find(request, context, name)
        if suffix or not self.spaces.is_spelled(found.iri, name):
            return self._redirect.moved(request, context, self.spaces.linkset(found.iri))
        document, release = self._gather(request, context, found)
        links = signposting.linkset(document, self.spaces)
        return self._respond.json(context, links, {}, signposting.LINKSET, release)

    def _resolver(self, context: Context) -> Resolver:
        client = StoreClient(self._served, self.spaces.url, context)
        return Resolver(client, self.spaces, self._names)

    def _find(self, request: Request, context: Context, name: str) -> tuple[Resolution, str, str]:
        """What a name as it came means, with the first name of the format whose suffix was cut off.

        The name is given back with the query string where that is part of the IRI. Raises
        ProtocolError for what cannot be an IRI, Withdrawn, or UnknownName.
        """
        resolver = self._resolver(context)
        queries = (request.query, paging.without(request.query))
        asked = [f"{name}?{query}" for query in dict.fromkeys(queries) if query]
        for text in (*asked, name):
            if (known := self._known(resolver, text)) is not None:
                break
        else:
            if not is_usable(decoded(name)):
                told = "The address is no IRI: not UTF-8, with controls, or long."
                raise ProtocolError("iri", told)
            raise self._unknown(resolver, name)
        (found, suffix), name = known, text
        if found.withdrawn and "#" not in found.iri and not found.vocabulary:
            raise resolver.withdrawn(found)
        return found, suffix, name

    def _unknown(self, resolver: Resolver, name: str) -> Withdrawn | UnknownName:
        """Why a name is not known."""
        stem, _ = split_suffix(name)
        for iri in (*self.spaces.iris(name), *self.spaces.iris(stem)):
            if self._is_gone(iri):
                return Withdrawn(iri)
        name = decoded(name)
        labels = self._claims.get(resolver.client.context.gone).labels
        near = dict.fromkeys([*labels.called(last_part(name)), *resolver.near(name)])
        suggestions = tuple((iri, self.spaces.address(iri)) for iri in list(near)[:SUGGESTED])
        iri = f"{self.spaces.base}{name}"
        return UnknownName(f"The release knows no {iri}.", "not-found", suggestions)

    def _known(self, resolver: Resolver, name: str) -> tuple[Resolution, str] | None:
        """What a name means, with the format whose suffix had to be cut off; ``None`` for nothing."""
        if len(name) > 3 * LONGEST:
            return None
        found = resolver.find(name)
        if found is not None:
            return found, ""
        nameless = name[:1] == "." and "/" not in name
        stem, suffix = ("", name[1:]) if nameless else split_suffix(name)
        found = resolver.find(stem) if suffix else None
        if found is None:
            return None
        choice = negotiation.named(suffix, "graph")
        if choice is None:
            formats = ", ".join(f".{row}" for row in SUFFIXES)
            raise UnknownName(f"{found.iri} has no .{suffix}; there is {formats}.", "no-format")
        return found, choice.format.names[0]

    def _about(
        self, context: Context, found: Resolution, suffix: str = "", language: str = ""
    ) -> str:
        """The address of the document that tells of an IRI."""
        if found.versioned:
            return self.spaces.address(found.versioned)
        if not is_nested(found.iri):
            return self.spaces.document(found.iri, suffix, language)
        resolver = self._resolver(context)
        owner = resolver.owner(found.iri)
        address = paging.technical(self.spaces.document(resolver.home(owner), suffix, language))
        # Its anchor is on the page of triples, which the page for readers leaves out; what is part of
        # nothing has a page of its own.
        return address if owner == found.iri else f"{address}#{found.iri.rsplit('/', 1)[-1]}"

    def _is_part(self, context: Context, iri: str) -> bool:
        return is_nested(iri) and self._resolver(context).owner(iri) != iri

    def _gather(
        self, request: Request, context: Context, found: Resolution, brief: Container[str] = ()
    ) -> tuple[Document, str]:
        """A document, with the id of the release if all of it is from one.

        A ``brief`` one tells of a thing and of what these claims state of it. The last one is held,
        for who asks for it in several formats.
        """
        answered_by, page = self._served.watched(), paging.number(request, found.iri)

        def build() -> Document:
            builder = Builder(self._resolver(context))
            if brief:
                return builder.brief(found, brief, self._served.license)
            return builder.gather(found, page, self._served.license)

        key = (self._served.release.id, found, page, bool(brief))
        document = self._last.get(key, build, context.gone)
        context.kind, context.rows = "document", len(document.triples)
        return document, answered_by()

    def _give(
        self,
        request: Request,
        context: Context,
        found: Resolution,
        choice: Choice,
        language: str,
    ) -> Reply:
        is_page, answered_by = choice.format.media_type == HTML, self._served.watched()
        index = self._claims.get(context.gone) if is_page else None
        kind = index.labels.kind(found.iri) if index and not found.vocabulary else ""
        readable = kind in READABLE or bool(index and found.iri in index.assessed)
        reads = readable and not paging.is_technical(request, found.iri)
        brief = index.claims if index and reads and kind in BRIEF else ()
        document, _ = self._gather(request, context, found, brief)
        choice = held(request, document, choice)
        fields = {"vary": VARY}
        if index is not None:
            accepted = request.headers.get("accept-language")
            spoken = language or negotiation.choose_language(accepted, LANGUAGES)
            document = Builder(self._resolver(context)).classed(document)
            go_on = context.go_on
            if reads:
                things = self._things.get(context.gone)
                body = self._page.write_for_readers(document, spoken, index, things, go_on)
            else:
                is_graph = document.topic in self._served.release.named
                client = StoreClient(self._served, self.spaces.url, context)
                examples = self._examples.of(client, document, context.gone)
                body = self._page.write(document, spoken, go_on, is_graph, readable, examples)
            fields["content-language"] = spoken
            links = signposting.of_page(document, self.spaces, spoken)
        else:
            address, suffix = self.spaces.document(document.topic), choice.format.names[0]
            body = model.write(document, address, choice.format.media_type, self._prefixes)
            links = signposting.of_data(document, self.spaces, suffix)
        fields["content-location"] = links[0].target
        fields["link"] = link_field(links)
        return self._respond.reply(context, body, choice.media_type, fields, answered_by())
