"""The addresses of the query page in each language, and of what it offers to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ...errors import ProtocolError, QueryRefused, QuerySyntaxError, UnknownName
from ...formats import HTML
from ...formats import JSON as JSON_FORMAT
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...languages import LANGUAGES
from ...model import Query
from ...negotiation import choose_language
from ...protocol import Operation
from ...publication.identifiers import LONGEST
from ..addresses import parameters
from ..addresses.routing import Route
from ..releases.served_release import ServedRelease
from ..replies import problem_kinds
from ..replies.notice_kinds import members
from ..replies.redirection import Redirection
from ..replies.responder import Responder
from ..store.results import JSON, N_TRIPLES
from ..store.store_client import StoreClient
from .endpoint import PATH, Endpoint
from .interface import PARAMETERS
from .page import QueryPage

# A query is checked by asking it of no graph at all: it is parsed, and nothing is looked up.
NOTHING = ("urn:churo:nothing",)


class PageViews:
    """The page in a language, the ways to examples, and the check of what is being written."""

    def __init__(
        self,
        endpoint: Endpoint,
        page: QueryPage,
        served: ServedRelease,
        respond: Responder,
        redirect: Redirection,
        url: str,
    ) -> None:
        self._endpoint, self._page, self._served = endpoint, page, served
        self._respond, self._redirect, self._url = respond, redirect, url

    def routes(self) -> Iterator[Route]:
        """The routes."""
        checked = {"query": "a query that is being written"}
        yield Route(
            f"{PATH}/check", self.check, ("GET", "POST"), checked, (JSON_FORMAT.media_type,)
        )
        for tag in LANGUAGES:
            spoken, at = partial(self._endpoint.spoken, language=tag), f"/{tag}{PATH}"
            shown = PARAMETERS | {"view": "a view of the rows: table, timeline, bar, matrix or raw"}
            yield Route(at, spoken, ("GET", "POST"), shown, (HTML,))
            name, start = {"name": "the name of an example"}, partial(self.start, language=tag)
            begin = {"class": "the IRI of a class", "property": "the IRI of a property"}
            yield Route(f"{at}/example", partial(self.example, language=tag), query=name)
            yield Route(f"{at}/start", start, query=begin)

    def example(self, request: Request, context: Context, language: str) -> Reply:
        """The way to the page with the query that ?name= says. Raises UnknownName."""
        name = _given(request, "name")
        text = self._page.example_query(self._client(context), name)
        if text is None:
            raise UnknownName(f"There is no example {name!r}.")
        return self._led(context, language, text)

    def start(self, request: Request, context: Context, language: str) -> Reply:
        """The way to the page with a query for ?class=, with one ?property= of its things."""
        kind, property = _given(request, "class"), _given(request, "property", "-")
        try:
            text = self._page.starting_query(kind, property.removeprefix("-"))
        except ValueError as error:
            raise ProtocolError("parameter", str(error)) from error
        return self._led(context, language, text)

    def check(self, request: Request, context: Context) -> Reply:
        """Whether ?query= can be read, and what in it the data does not know, in the reader's language.

        What is wrong with it is the answer to the question, a problem document, and no error of its own.
        """
        text = parameters.read(request).get("query", "")
        if not text.strip():
            raise ProtocolError("no-query", "The query is empty.")
        language = choose_language(request.headers.get("accept-language"), LANGUAGES)
        fields = {"content-language": language, "vary": "Accept-Language"}
        query = Query(text, self._url + PATH, JSON, N_TRIPLES, NOTHING, (), context.client)
        try:
            answer, _ = self._served.ask(query, context.gone)
        except (QuerySyntaxError, QueryRefused) as error:
            context.seconds += error.spent
            problem = problem_kinds.from_error(error, language)
            told = problem_kinds.document(problem, self._url, context.id, language)
            document = {"readable": False, "problem": told}
            return self._respond.json(context, document, fields, release="")
        context.seconds += answer.seconds
        document = {
            "readable": True,
            "notices": [members(notice, self._url, language) for notice in answer.notices],
            "unknown": list(answer.unknown),
        }
        return self._respond.json(context, document, fields)

    def _client(self, context: Context) -> StoreClient:
        return StoreClient(self._served, self._url, context)

    def _led(self, context: Context, language: str, text: str) -> Reply:
        address = self._page.address(language, Operation(text, None, None))
        return self._redirect.found(context, f"{address}#answer")


def _given(request: Request, name: str, default: str = "") -> str:
    """A parameter of at most LONGEST characters. Raises ProtocolError."""
    value = parameters.read(request).get(name, default)
    if not value or len(value) > LONGEST:
        told = f"“{name}” is missing or has more than {LONGEST:,} characters."
        raise ProtocolError("parameter", told)
    return value
