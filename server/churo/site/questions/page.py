"""What the page of a question shows: its words, the form for its parameters, the answer in a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...errors import QueryError
from ...publication.identifiers import Spaces
from ...rdf import Literal, NamedNode, shorten
from ...terms import RDF
from .. import messages, query_files
from ..components import claim_states, result_shape, result_table, result_views
from ..components.claims import ClaimIndex
from ..components.labels import Text, best, last_part
from ..components.result_shape import VIEWS, Shape
from ..components.result_table import Cell, Table
from ..store.store_client import StoreClient
from . import coded_columns, lead
from .answers import GRAPH, MOST, QuestionAnswer
from .catalogue import Question, QuestionCatalogue
from .without_verdict import WithoutVerdict

MOST_COUNTED = 20_000  # rows that the lead of an answer is made of
MOST_LISTED = 100  # rows of a table on a page; a picture has more of them
FEW_COLUMNS = 4  # up to which bars still say of what they are
DENSE = 0.3  # the share of a matrix that has something in it


@dataclass(frozen=True)
class Field:
    """A parameter in the form: its name, what it is called, and what there is to choose."""

    name: str
    label: Text
    chosen: str
    choices: tuple[tuple[str, Text], ...]


class QuestionPage:
    """Writes the parts of the page in a language."""

    def __init__(self, spaces: Spaces, prefixes: Mapping[str, str]) -> None:
        self._spaces, self._prefixes = spaces, prefixes
        self._labels = query_files.read(__package__)["labels"]

    def shorten(self, iri: str) -> str:
        """An IRI as it is written short."""
        return shorten(iri, self._prefixes)

    def title(
        self, question: Question, chosen: Mapping[str, str], index: ClaimIndex, language: str
    ) -> Text:
        """What is asked, of the things that are chosen."""
        pattern = best(question.patterns, language)
        own = all(chosen[row.name] == row.constant for row in question.parameters)
        told = index.labels.label(question.iri, language)
        if pattern is None or (own and told.language == language):
            return told
        names = {name: index.labels.label(iri, language).text for name, iri in chosen.items()}
        text = pattern.text
        for name, label in names.items():
            text = text.replace(f"{{{name}}}", label)
        return Text(text, pattern.language, question.iri)

    def fields(
        self, question: Question, chosen: Mapping[str, str], index: ClaimIndex, language: str
    ) -> list[Field]:
        """The form for the parameters, with the names of the release."""
        found = []
        for row in question.parameters:
            names = [(last_part(iri), index.labels.label(iri, language)) for iri in row.choices]
            found.append(
                Field(
                    row.name,
                    best(row.labels, language) or Text(row.name),
                    last_part(chosen[row.name]),
                    tuple(sorted(names, key=lambda pair: pair[1].text.casefold())),
                )
            )
        return found

    def result(
        self,
        client: StoreClient,
        answer: QuestionAnswer,
        view: str,
        index: ClaimIndex,
        catalogue: QuestionCatalogue,
        language: str,
    ) -> dict[str, Any]:
        """The answer in the view that is wished, else in the one that suits it."""
        whole = _told(answer, index, language)
        table = replace(whole, rows=whole.rows[:MOST])
        shape = result_shape.of_table(table)
        fitting = [name for name in VIEWS if shape.fits(name) and name != "raw"]
        chosen = view if view in fitting else _suited(table, shape)
        most = MOST_LISTED if chosen == "table" else MOST
        table = replace(table, rows=table.rows[:most])
        terms = self._terms(table)
        named = self._named(client, [*table.iris(), *terms], index, language)
        headings = _headings(catalogue, terms, named, language, answer.graph)
        naming = _named_in_own(named, language), _naming(headings)
        return {
            "lead": lead.of(whole, index.verdicts, *naming, language),
            "table": table,
            "boolean": table.boolean,
            "rows": answer.rows,
            "most": most,
            "single": _single(table),
            "view": chosen,
            "views": fitting,
            "numbers": shape.numbers,
            "dates": shape.dates,
            "picture": result_views.picture(chosen, table, shape),
            "labels": named,
            "headings": headings,
            "spelled": True,
            "states": claim_states.of(table.iris(), index),
            "verdicts": index.verdicts,
        }

    def _terms(self, table: Table) -> dict[str, str]:
        """The terms of our own that a column may be called after, the likeliest first, with the column."""
        spaces = [space for space in self._prefixes.values() if space.endswith("#")]
        return {
            space + spelled: name
            for name in table.variables
            for space in spaces
            for spelled in (name, f"{name[:1].upper()}{name[1:]}")
        }

    def _named(
        self, client: StoreClient, named_in: list[str], index: ClaimIndex, language: str
    ) -> dict[str, Text]:
        """What IRIs of ours are called; those that have no name of their own are looked up."""
        iris = [iri for iri in named_in if self._spaces.name(iri)]
        named = {iri: index.labels.label(iri, language) for iri in iris if index.labels.kind(iri)}
        public = {iri: messages.public_name(iri, language) for iri in named_in}
        named |= {iri: Text(name, language, iri) for iri, name in public.items() if name}
        other = [iri for iri in iris if iri not in named]
        found: dict[str, list[Text]] = {}
        try:
            for iri, label in client.rows_about(self._labels, other):
                if isinstance(iri, NamedNode) and isinstance(label, Literal):
                    text = Text(label.value, label.language or "", iri.value)
                    found.setdefault(iri.value, []).append(text)
        except (QueryError, ValueError):
            return named
        for name, texts in found.items():
            named[name] = best(texts, language) or texts[0]
        return named


def _headings(
    catalogue: QuestionCatalogue,
    terms: Mapping[str, str],
    named: Mapping[str, Text],
    language: str,
    graph: bool,
) -> dict[str, Text]:
    """What columns are called: after themselves, after the first term that has a name, as parts of triples."""
    found = _named_in(catalogue.headings, language)
    found |= {terms[iri]: named[iri] for iri in reversed(list(terms)) if iri in named}
    return found | (_parts(language) if graph else {})


def _naming(texts: Mapping[str, Text]) -> Callable[[str], str]:
    return lambda name: texts[name].text if name in texts else last_part(name)


def _named_in_own(texts: Mapping[str, Text], language: str) -> Callable[[str], str]:
    """Names in a language alone: in a sentence no mark says that one is in another."""
    own = {iri: text.text for iri, text in texts.items() if text.language == language}
    return lambda iri: own.get(iri, "")


def _named_in(columns: Mapping[str, list[Text]], language: str) -> dict[str, Text]:
    return {name: text for name, texts in columns.items() if (text := best(texts, language))}


def _parts(language: str) -> dict[str, Text]:
    """What the columns of a graph are called."""
    words = messages.words(language)
    subject = messages.property_name(str(RDF.subject), language)
    texts = (subject, words["property"], words["value"])
    return {name: Text(text, language) for name, text in zip(GRAPH, texts, strict=True)}


def _told(answer: QuestionAnswer, index: ClaimIndex, language: str) -> Table:
    """The rows of an answer; of a graph's texts in several languages those in the page's."""
    if answer.graph:
        return result_table.in_one_language(answer.table(MOST_COUNTED), language)
    table = coded_columns.named(answer.table(MOST_COUNTED), language)
    return WithoutVerdict(index, index.verdicts.values()).told(table)


def _single(table: Table) -> Cell | None:
    """The only value of a result that has but one."""
    return table.rows[0][0] if len(table.rows) == 1 and len(table.variables) == 1 else None


def _suited(table: Table, shape: Shape) -> str:
    """The view that shows a result best: by time where that comes first, as bars of a last number."""
    if shape.suited != "table":
        return shape.suited
    if shape.fits("timeline") and shape.dates[0] == 0:
        return "timeline"
    last = shape.columns - 1
    if shape.columns <= FEW_COLUMNS and shape.numbers == (last,) and shape.fits("bar"):
        return "bar"
    if shape.columns == FEW_COLUMNS - 1 and shape.fits("matrix") and _is_dense(table, shape):
        return "matrix"
    return "table"


def _is_dense(table: Table, shape: Shape) -> bool:
    assert shape.axes is not None
    down, across = shape.axes
    keys = [(row[down], row[across]) for row in table.rows]
    size = len({first for first, _ in keys}) * len({second for _, second in keys})
    return len(set(keys)) >= DENSE * size
