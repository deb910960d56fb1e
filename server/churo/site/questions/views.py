"""The addresses /questions and /questions/<slug>, as a page, in CSV and in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from ...errors import ParameterError, UnknownName
from ...http.context import Context, never
from ...http.requests.request import Request
from ...http.responses.response import Reply
from ...publication.identifiers import Spaces
from ..addresses import parameters
from ..addresses.routing import Route
from ..components import share_picture
from ..components.claim_card import Named
from ..components.claims import ClaimIndex, ReleaseClaims
from ..components.labels import best, last_part
from ..components.pages import Pages, routes
from ..components.query_text import declared
from ..components.references import References
from ..components.result_shape import VIEWS
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.once import Once
from ..store.store_client import StoreClient
from . import answers
from .answers import QuestionAnswer
from .catalogue import Question, QuestionCatalogue
from .page import QuestionPage

PATH = "/questions"
LONGEST_LINK = 8000  # characters of an address that browsers, proxies and letters pass on
FORMATS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "nt": "application/n-triples",
}


@dataclass(frozen=True)
class Asked:
    """A question with the things it is asked of, by parameter; ``own`` says that it names them itself."""

    question: Question
    chosen: Mapping[str, str]
    view: str

    @property
    def own(self) -> bool:
        """Whether it is asked of what it names."""
        return all(self.chosen[row.name] == row.constant for row in self.question.parameters)


class QuestionViews:
    """Writes the pages of the published questions of the served release."""

    def __init__(
        self,
        served: ServedRelease,
        claims: ReleaseClaims,
        spaces: Spaces,
        pages: Pages,
        respond: Responder,
        prefixes: Mapping[str, str],
        references: References,
    ) -> None:
        self._served, self._claims, self._spaces, self._pages = served, claims, spaces, pages
        self._respond, self._prefixes = respond, prefixes
        self._references = references
        self._held: Once[QuestionCatalogue] = Once()
        self._page = QuestionPage(spaces, prefixes)

    def routes(self) -> Iterator[Route]:
        """The routes."""
        yield from routes(PATH, self.all)
        yield from routes(f"{PATH}/<slug>", self.question)
        yield Route(f"{PATH}/<slug>.<any({', '.join(FORMATS)}):suffix>", self.file)

    def paths(self) -> list[str]:
        """The paths of the pages of questions, without language and first slash."""
        return [f"{PATH[1:]}/{slug}" for slug in self._catalogue().questions]

    def all(self, request: Request, context: Context, language: str = "") -> Reply:
        """Every question, by what it is about."""
        catalogue, index = self._catalogue(context.gone), self._claims.get(context.gone)
        language = self._pages.language(request, language)
        families = [
            (family, [(self._named(row, index, language), bool(row.parameters)) for row in rows])
            for family, rows in catalogue.by_family()
        ]
        whole: dict[str, Any] = {"families": families, "total": len(catalogue.questions)}
        whole["first"] = [
            Named(text.text, text.language, self._address(slug, language))
            for slug in catalogue.asked_first
            if (text := best(catalogue.first[slug], language))
        ]
        return self._pages.write(context, "questions/questions.html", PATH, language, **whole)

    def question(self, request: Request, context: Context, slug: str, language: str = "") -> Reply:
        """One question with its answer, asked of the things that the parameters choose."""
        catalogue, index = self._catalogue(context.gone), self._claims.get(context.gone)
        asked_for = partial(self._asked, catalogue, index, slug)
        asked, wrong = parameters.mended(request, parameters.read(request), asked_for)
        language, client = self._pages.language(request, language), self._client(context)
        answer = self._answer(client, asked)
        query = declared(asked.question.asked_of(asked.chosen, self._prefixes), self._prefixes)
        given = {} if asked.own else dict(asked.chosen)
        at = f"{PATH}/{asked.question.slug}"
        edit = f"{self._pages.path('/sparql', language)}?{urlencode({'query': query})}"
        title = self._page.title(asked.question, asked.chosen, index, language)
        address = f"{self._spaces.url}/{language}{_spelled(at, given)}"
        values: dict[str, Any] = {
            "asked": title,
            "reference": self._references.of(title.text, address, asked.question.iri),
            "picture": share_picture.address(self._spaces, asked.question.iri, language),
            "inputs": self._page.fields(asked.question, asked.chosen, index, language),
            "result": self._page.result(client, answer, asked.view, index, catalogue, language),
            "related": [
                self._named(row, index, language) for row in catalogue.related(asked.question)
            ],
            "family": asked.question.family,
            "query": query,
            "edit": edit if len(edit) <= LONGEST_LINK else "",
            "at": self._pages.path(at, language),
            "files": [self._file(at, name, given) for name in _suffixes(answer)],
            "view_of": lambda view: _spelled(
                self._pages.path(at, language), {**given, "view": view}
            ),
            "shown": lambda cell: self._spaces.shown(cell.iri, language),
            "shorten": self._page.shorten,
            "release": self._served.release,
        }
        return self._pages.write(
            context, "questions/question.html", _spelled(at, given), language, wrong=wrong, **values
        )

    def file(self, request: Request, context: Context, slug: str, suffix: str) -> Reply:
        """The whole answer as a file."""
        catalogue, index = self._catalogue(context.gone), self._claims.get(context.gone)
        asked = self._asked(catalogue, index, slug, parameters.read(request))
        answer = self._answer(self._client(context), asked)
        if suffix not in _suffixes(answer):
            raise UnknownName(f"There is no answer to {slug[:100]!r} as .{suffix}.")
        body = answer.as_csv() if suffix == "csv" else answer.body
        return self._respond.reply(context, body, FORMATS[suffix])

    def _answer(self, client: StoreClient, asked: Asked) -> QuestionAnswer:
        found = answers.carried(client, asked.question) if asked.own else None
        return found or answers.asked(client, asked.question, asked.chosen, self._prefixes)

    def _asked(
        self,
        catalogue: QuestionCatalogue,
        index: ClaimIndex,
        slug: str,
        given: Mapping[str, str],
    ) -> Asked:
        """What is asked. Raises UnknownName for another question, ParameterError for another choice."""
        question = catalogue.questions.get(slug)
        if question is None:
            raise UnknownName(f"There is no question {slug[:100]!r}; /questions has them all.")
        chosen = {}
        for row in question.parameters:
            value = given.get(row.name) or row.constant
            fitting = [iri for iri in row.choices if value in (iri, last_part(iri))]
            if not fitting:
                told = f"“{row.name}” is not one of the things that this can be asked of: {value[:100]!r}."
                told = f"{told} Choose one at {PATH}/{slug}."
                raise ParameterError("parameter", told, row.name, "choice")
            chosen[row.name] = fitting[0]
        return Asked(question, chosen, parameters.choice(given, "view", VIEWS))

    def _file(self, at: str, suffix: str, given: Mapping[str, str]) -> tuple[str, str]:
        return suffix, _spelled(f"{self._pages.root}{at}.{suffix}", given)

    def _named(self, question: Question, index: ClaimIndex, language: str) -> Named:
        text = self._page.title(
            question, {row.name: row.constant for row in question.parameters}, index, language
        )
        return Named(text.text, text.language, self._address(question.slug, language))

    def _address(self, slug: str, language: str) -> str:
        return f"{self._spaces.url}/{language}{PATH}/{slug}"

    def _catalogue(self, gone: Callable[[], bool] = never) -> QuestionCatalogue:
        release = self._served.release
        return self._held.get(release.id, lambda: QuestionCatalogue(release), gone)

    def _client(self, context: Context) -> StoreClient:
        return StoreClient(self._served, self._spaces.url, context)


def _suffixes(answer: QuestionAnswer) -> tuple[str, ...]:
    return ("nt",) if answer.graph else ("csv", "json")


def _spelled(path: str, given: Mapping[str, str]) -> str:
    short = {name: last_part(value) if name != "view" else value for name, value in given.items()}
    return f"{path}?{urlencode(short)}" if given else path
