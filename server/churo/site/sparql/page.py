"""The query page: examples, a form, the answer or the mistake, and what there is to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from markupsafe import Markup

from ...errors import QueryError
from ...languages import LANGUAGES
from ...model import Answer, Limits
from ...protocol import Operation, is_absolute
from ...publication.identifiers import Spaces
from ...rdf import shorten
from .. import messages, query_files
from ..components.claims import ReleaseClaims
from ..components.query_text import declared
from ..components.result_table import Cell, Label
from ..store.once import Once
from ..store.store_client import StoreClient
from ..templates import Templates
from . import bundle, names
from .answer_model import AnswerModel
from .examples import Example, Examples
from .schema import ClassUse, PropertyUse, Schema, Schemas

LONGEST_LINK = 8000  # characters of an address that browsers, proxies and letters pass on


@dataclass(frozen=True)
class Wish:
    """The language of the page, and the view of the answer; an empty one is that which suits it."""

    language: str
    view: str = ""


@dataclass(frozen=True)
class Offers:
    """What there is to begin with, as HTML: the families of examples, the classes."""

    families: Markup
    schema: Markup


class QueryPage:
    """Writes the page empty, with an answer, or with what is wrong; ``spaces`` say what is ours."""

    def __init__(
        self,
        templates: Templates,
        limits: Limits,
        prefixes: Mapping[str, str],
        spaces: Spaces,
        endpoint: str,
        claims: ReleaseClaims,
    ) -> None:
        self._templates, self._limits = templates, limits
        self._prefixes, self._spaces = prefixes, spaces
        self._queries = query_files.read(__package__)
        self.example = self._queries["example"].text
        self._first = {
            "kinds": self.example,
            "properties": self._queries["first_properties"].text,
            "named": self._queries["first_named"].text,
        }
        self._examples = Examples(self._queries, prefixes)
        self._schemas = Schemas(self._queries, lambda iri: bool(spaces.name(iri)))
        self._held: Mapping[str, Once[Offers]] = {tag: Once() for tag in LANGUAGES}
        self._answers = AnswerModel(self._queries["labels"], prefixes, endpoint, claims)

    def empty(self, client: StoreClient, wish: Wish) -> bytes:
        """The form with an example, and what the service is."""
        return self._write(client, wish, Operation(self.example, None, None))

    def filled(
        self, client: StoreClient, wish: Wish, operation: Operation, answer: Answer
    ) -> bytes:
        """The form with the query, and what it gave."""
        result = self._answers.of(client, wish.language, wish.view, operation, answer)
        return self._write(client, wish, operation, result=result)

    def failed(
        self, client: StoreClient, wish: Wish, operation: Operation, problem: Mapping[str, Any]
    ) -> bytes:
        """The form with the query, and why there is no answer; where that mends it, with prefixes."""
        mended = ""
        if "declaration" in problem:
            text = declared(operation.text, self._prefixes)
            mended = self.address(wish.language, operation._replace(text=text))
        told = {**problem, "mended": mended if len(mended) <= LONGEST_LINK else ""}
        return self._write(client, wish, operation, problem=told)

    def example_query(self, client: StoreClient, name: str) -> str | None:
        """The query of an example, by the IRI or the short name of it, or of a first step."""
        if name in self._first:
            return self._first[name]
        found = self._examples.find(client, names.read(name, self._prefixes))
        return found.text if found else None

    def starting_query(self, kind: str, property: str) -> str:
        """A query for the things of a class, with a property of theirs if one is given.

        Raises ValueError for what is no IRI.
        """
        iris = [names.read(name, self._prefixes) for name in (kind, property) if name]
        if not all(map(is_absolute, iris)):
            raise ValueError(f"{kind[:200]} or {property[:200]} is no IRI.")
        terms = [names.written(iri, self._prefixes) for iri in iris]
        thing = names.variable(iris[0])
        if not property:
            text = f"SELECT ?{thing}\nWHERE {{\n  ?{thing} a {terms[0]} .\n}}\nLIMIT 200\n"
        else:
            value = names.variable(iris[1])
            value = f"{value}_value" if value == thing else value
            text = (
                f"SELECT ?{thing} ?{value}\nWHERE {{\n  ?{thing} a {terms[0]} ;\n"
                f"    {terms[1]} ?{value} .\n}}\nORDER BY ?{value}\nLIMIT 200\n"
            )
        return declared(text, self._prefixes)

    def address(self, language: str, operation: Operation, view: str = "") -> str:
        """Where the page with a query is, on this server, by whatever name it was reached."""
        pairs = [("query", operation.text)]
        pairs += [("default-graph-uri", iri) for iri in operation.default_graphs or ()]
        pairs += [("named-graph-uri", iri) for iri in operation.named_graphs or ()]
        return f"{self._path(language)}?{urlencode([*pairs, *([('view', view)] if view else [])])}"

    def _path(self, language: str) -> str:
        return f"{urlsplit(self._spaces.url).path}/{language}/sparql"

    def _public(self, path: str) -> str:
        """A path of this server with the public address, to be handed on."""
        return urljoin(f"{self._spaces.url}/", path) if path else ""

    def _write(
        self,
        client: StoreClient,
        wish: Wish,
        operation: Operation,
        result: Mapping[str, Any] | None = None,
        problem: Mapping[str, Any] | None = None,
    ) -> bytes:
        asked = result is not None or problem is not None
        return self._templates.write(
            "sparql/query.html",
            **self._frame(wish, operation, asked),
            **self._calls(wish.language),
            release=client.release,
            operation=operation,
            result=result,
            problem=problem,
            offers=self._offers(client, wish.language),
            limits=self._limits,
        )

    def _offers(self, client: StoreClient, language: str) -> Offers:
        """What there is to ask for, written once for each release; a page without it is still a page."""

        def write() -> Offers:
            return self._written(
                language, self._schemas.read(client), self._examples.by_family(client)
            )

        try:
            return self._held[language].get(client.release.id, write, client.context.gone)
        except QueryError:
            return self._written(language, Schema(whole=False), [])

    def _written(
        self, language: str, schema: Schema, families: list[tuple[str, list[Example]]]
    ) -> Offers:
        calls, words = self._calls(language), messages.words(language)
        named = schema.labels_in(language)
        rows = [(name, [self._named(row, language) for row in found]) for name, found in families]
        write = self._templates.write
        return Offers(
            Markup(write("sparql/families.html", words=words, families=rows).decode()),
            Markup(
                write(
                    "sparql/schema.html", words=words, schema=schema, named=named, **calls
                ).decode()
            ),
        )

    def _named(self, example: Example, language: str) -> tuple[str, Label]:
        name = names.written(example.iri, self._prefixes).strip("<>")
        return f"{self._path(language)}/example?name={quote(name, safe=':/#')}", example.label(
            language
        )

    def _frame(self, wish: Wish, operation: Operation, asked: bool) -> dict[str, Any]:
        """What stands around the content, and what the template calls."""

        def address(language: str, view: str = "") -> str:
            found = self.address(language, operation, view) if asked else self._path(language)
            return found if len(found) <= LONGEST_LINK else ""

        titles = [(tag, messages.words(tag)["language"]) for tag in LANGUAGES]
        return {
            "language": wish.language,
            "words": messages.words(wish.language),
            "languages": [(tag, title, address(tag) or self._path(tag)) for tag, title in titles],
            "path": self._path(wish.language),
            "here": address,
            "scripted": bundle.script(),
            "public": self._public,
            "canonical": self._public(self._path(wish.language)),
            "alternates": [
                *((tag, self._public(self._path(tag))) for tag in LANGUAGES),
                ("x-default", f"{self._spaces.url}/sparql"),
            ],
            "prefixes": self._prefixes,
        }

    def _calls(self, language: str) -> dict[str, Any]:
        """What templates call to write IRIs and to lead to them."""

        def start(kind: ClassUse, use: PropertyUse | None = None) -> str:
            pairs = {"class": names.written(kind.iri, self._prefixes).strip("<>")}
            if use:
                pairs["property"] = names.written(use.iri, self._prefixes).strip("<>")
            return f"{self._path(language)}/start?{urlencode(pairs, safe=':/#')}".replace(
                "#", "%23"
            )

        def shown(cell: Cell) -> str:
            """Our own page by its path, so that it is there by whatever name we were reached."""
            url = self._spaces.url
            address = self._spaces.shown(cell.iri, language)
            ours = address.startswith(f"{url}/")
            return urlsplit(url).path + address.removeprefix(url) if ours else address

        return {
            "start": start,
            "shown": shown,
            "shorten": lambda iri: shorten(iri, self._prefixes),
            "written": lambda iri: names.written(iri, self._prefixes),
        }
