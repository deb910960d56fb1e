"""The endpoint: queries in all forms of the protocol, the service description, the query page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from time import perf_counter
from urllib.parse import quote

from ... import negotiation, protocol, rdf
from ...errors import (
    LimitExceeded,
    NotAcceptable,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    UnknownName,
)
from ...formats import HTML, RDF_FORMATS
from ...http.context import Context
from ...http.fields import cache_control
from ...http.fields.link_header import link_field
from ...http.requests.request import Request
from ...http.responses.pending_reply import PendingReply
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from ...model import Answer, Limits
from ...negotiation import Choice, choose_language, of_family
from ...protocol import Operation
from ..addresses import web_address
from ..addresses.routing import Route
from ..releases.served_release import ServedRelease
from ..replies import notice_kinds, problem_kinds
from ..replies.content_security_policy import ASKING_POLICY
from ..replies.responder import Responder, choose
from ..store.store_client import StoreClient
from . import service_description
from .accepted_formats import AS_PAGE, AcceptedFormats, accepted, may_need_another, next_best
from .interface import MEDIA_TYPES, PARAMETERS, RDF_TYPES
from .page import QueryPage, Wish

PATH = "/sparql"
METHODS = ("GET", "POST", "QUERY")
# Characters of the names that a header field tells: proxies take a head of a few thousand.
MOST_NAMED = 2048
URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
DESCRIPTIONS = (*RDF_FORMATS, *(row for row in of_family("graph") if row.media_type == HTML))
FIELDS: dict[str, str] = {"vary": "Accept", "accept-query": ", ".join(protocol.BODY_TYPES)}
POLICY = {"content-security-policy": ASKING_POLICY, "vary": "Accept, Accept-Language"}


class Endpoint:
    """Answers the operations of the protocol from the release that is served.

    The gateway calls it past the router, which would cost as much again as a cheap query.
    """

    def __init__(
        self,
        served: ServedRelease,
        page: QueryPage,
        respond: Responder,
        limits: Limits,
        url: str,
        prefixes: Mapping[str, str],
    ) -> None:
        self._served, self._page, self._respond = served, page, respond
        self._limits, self._url, self._prefixes = limits, url, prefixes

    def routes(self) -> Iterator[Route]:
        """The routes, which only a method that is not allowed takes to the endpoint itself."""
        yield Route(PATH, self, METHODS, PARAMETERS, MEDIA_TYPES, (protocol.QUERY,))
        yield Route(f"{PATH}/description.<name>", self.describe_as, media_types=RDF_TYPES)

    def __call__(self, request: Request, context: Context) -> Reply:
        """Answer a GET, POST or QUERY: with results, or the description where there is no query."""
        operation = _operation(request, context)
        if operation is None:
            return self._describe(request, context)
        formats = accepted(operation, request)
        if formats.is_page:
            language = choose_language(request.headers.get("accept-language"), LANGUAGES)
            return self._page_of(request, context, operation, formats, language)
        try:
            answer, release = self._ask(operation, formats, context)
        except NotAcceptable as error:
            formats = next_best(operation, request, error)
            answer, release = self._ask(operation, formats, context)
        return self._reply(operation, formats, answer, release, context)

    def spoken(self, request: Request, context: Context, language: str) -> Reply:
        """Answer a GET or POST with the page in a language, whatever is accepted."""
        operation = None
        if request.method == "POST" or "query=" in request.query:
            operation = _operation(request, context)
        if operation is None:
            page = self._page.empty(self._client(context), Wish(language))
            return self._respond.page(context, page, self._fields() | POLICY)
        return self._page_of(request, context, operation, AS_PAGE, language)

    def _page_of(
        self,
        request: Request,
        context: Context,
        operation: Operation,
        formats: AcceptedFormats,
        language: str,
    ) -> Reply:
        """The page with the answer, or with what is wrong with the query, under its status."""
        wish = Wish(language, _view(request))
        try:
            answer, release = self._ask(operation, formats, context)
        except (QuerySyntaxError, QueryRefused, LimitExceeded) as error:
            return self._failed(context, operation, wish, error)
        choice = formats.graph if answer.kind == "graph" else formats.solutions
        if choice is not None and choice.format.media_type != HTML:
            return self._reply(operation, formats, answer, release, context)
        release, fields = self._told(answer, release, context)
        page = self._page.filled(self._client(context), wish, operation, answer)
        return self._respond.reply(context, page, HTML, fields | POLICY, release)

    def _failed(
        self, context: Context, operation: Operation, wish: Wish, error: QueryError
    ) -> Reply:
        url = self._url.removesuffix(PATH)
        context.problem = problem = problem_kinds.from_error(error, wish.language)
        document = problem_kinds.document(problem, url, context.id, wish.language)
        page = self._page.failed(self._client(context), wish, operation, document)
        context.kind, context.release = "problem", ""
        fields = {
            "content-type": "text/html; charset=utf-8",
            cache_control.NAME: cache_control.NEVER,
        } | POLICY
        return Reply(document["status"], list((self._fields() | fields).items()), page, context)

    def _client(self, context: Context) -> StoreClient:
        return StoreClient(self._served, self._url, context)

    def _ask(
        self, operation: Operation, formats: AcceptedFormats, context: Context
    ) -> tuple[Answer, str]:
        """The answer with the release that gave it; the client pays for a mistake, too."""
        query = formats.query(operation, self._url, context.client)
        try:
            answer, release = self._served.ask(query, context.gone)
        except QueryError as error:
            context.seconds += error.spent
            raise
        context.seconds += answer.seconds
        return answer, release

    def begin(self, request: Request, context: Context) -> PendingReply | None:
        """Begin to answer without waiting; ``None`` when only ``__call__`` can answer."""
        operation = _operation(request, context)
        if operation is None:
            return None
        formats = accepted(operation, request)
        if formats.is_page or may_need_another(formats, request):
            return None
        answered_by, began = self._served.watched(), perf_counter()
        pending = self._served.engine.begin(formats.query(operation, self._url, context.client))
        if pending is None:
            return None

        def reply(settle: Callable[[], Answer]) -> Reply:
            try:
                answer = settle()
            finally:
                context.seconds = perf_counter() - began
            return self._reply(operation, formats, answer, answered_by(), context)

        return PendingReply(pending, reply)

    def describe_as(self, request: Request, context: Context, name: str) -> Reply:
        """The service description in the format that a suffix names."""
        choice = negotiation.named(name, "graph")
        if choice is None or choice.format not in RDF_FORMATS:
            raise UnknownName(f"There is no description as {name!r}.")
        return self._written(choice, context)

    def _fields(self) -> dict[str, str]:
        links = web_address.links("license", [self._served.license])
        return {**FIELDS, "link": link_field(links)} if links else FIELDS

    def _describe(self, request: Request, context: Context) -> Reply:
        choice = choose(request, DESCRIPTIONS)
        if choice.format.media_type != HTML:
            return self._written(choice, context)
        language = choose_language(request.headers.get("accept-language"), LANGUAGES)
        page = self._page.empty(self._client(context), Wish(language))
        return self._respond.page(context, page, self._fields() | POLICY)

    def _written(self, choice: Choice, context: Context) -> Reply:
        release = self._served.release
        triples = service_description.describe(
            self._url, release, self._limits, self._served.license
        )
        media_type = choice.format.media_type
        body = rdf.serialize(triples, media_type, self._prefixes)
        return self._respond.reply(context, body, choice.media_type, self._fields(), release.id)

    def _reply(
        self,
        operation: Operation,
        formats: AcceptedFormats,
        answer: Answer,
        release: str,
        context: Context,
    ) -> Reply:
        choice = formats.graph if answer.kind == "graph" else formats.solutions
        assert choice is not None
        release, fields = self._told(answer, release, context)
        return self._respond.answer(context, answer, choice.media_type, fields, release)

    def _told(self, answer: Answer, release: str, context: Context) -> tuple[str, dict[str, str]]:
        """The release to tell, none where the answer must not be kept, and the fields of an answer."""
        context.kind, context.rows = answer.kind, answer.rows
        fields = dict(self._fields())
        if answer.unknown and (terms := _terms(answer.unknown)):
            fields["x-unknown-terms"] = terms
        if answer.notices and (
            notices := notice_kinds.field(answer.notices, self._url.removesuffix(PATH))
        ):
            fields[notice_kinds.FIELD] = notices
        return "" if answer.volatile else release, fields


def _operation(request: Request, context: Context) -> Operation | None:
    query = request.query.encode("utf-8", "surrogateescape")
    kind = request.headers.get("content-type")
    operation = protocol.read(request.method, query, kind, request.body)
    context.query = operation.text if operation else ""
    return operation


def _view(request: Request) -> str:
    """The view that the address or the form names; what is none is told on the page."""
    pairs = protocol.read_pairs(request.query.encode("utf-8", "surrogateescape"))
    if request.headers.get("content-type", "").startswith(protocol.FORM):
        pairs = (*protocol.read_pairs(request.body), *pairs)
    return next((value[:20] for name, value in pairs if name == "view"), "")


def _terms(iris: Iterable[str]) -> str:
    """The IRIs as a list, as many as fit into a header field."""
    listed = ""
    for iri in iris:
        more = f"{listed and ', '}<{quote(iri[:MOST_NAMED], safe=URL_CHARACTERS)}>"
        if len(iri) < MOST_NAMED and len(listed) + len(more) <= MOST_NAMED:
            listed += more
    return listed
