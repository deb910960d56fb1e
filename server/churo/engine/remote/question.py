"""Puts one query to the engine behind, and makes of what it says the answer of the embedded engine."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Any

from ... import errors
from ...model import Answer, Kind, Limits, Notice, Query
from ..diagnosis.asked import Asked, Told
from ..diagnosis.notices import may_concern, notices, unknown
from ..diagnosis.property_values import languages_together
from ..stores import Stores
from ..syntax import replace_calls
from ..syntax.outline_reader import outlined
from ..syntax.sparql_lexer import tokens
from ..worker.admission import FORMS
from ..worker.row_count import tells
from . import dataset, writing
from .dialects import JSON, N_TRIPLES, XML, Dialect
from .line import Reply
from .lines import Lines
from .looks import Looks, NoMoreLooks
from .parser import Parser
from .refusals import raise_refusal

KINDS: Mapping[str, Kind] = {"SELECT": "solutions", "ASK": "boolean"}
TELLS_LANGUAGE = (JSON, XML)
LOOKED_AT = 1 << 16  # bytes of an answer
MATCHES = "ASK {{ FILTER (REGEX('', {pattern}, {flags})) }}"

_WHOLE_IRI = re.compile(r"<[^<>\"{}|^`\\\x00-\x20]++>")
_AFTER_TERM = re.compile(r"[\w>);|/^*+?\"'-][ \t\r\n]*+<>")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """A release as the engine behind holds it."""

    id: str
    prefixes: Mapping[str, str]
    layout: dataset.Layout
    dialect: Dialect
    looks: Looks = field(default_factory=Looks)


class Question:
    """One query that began at a moment; ``gone`` says that nobody waits for it any more."""

    def __init__(
        self,
        held: Held,
        query: Query,
        lines: Lines,
        parser: Parser,
        limits: Limits,
        began: float,
        gone: Callable[[], bool] | None,
    ) -> None:
        self._held, self._query, self._lines, self._limits = held, query, lines, limits
        self._parser = parser
        self._began, self._until, self._gone = began, began + limits.seconds, gone

    def answer(self) -> Answer:
        """The answer. Raises QueryError."""
        kind, volatile = self._parsed()
        mended = self._mended()
        written = self._written(kind, mended.text)
        told, unknown = self._remarks(written, mended.unread)
        return Answer(
            written.kind,
            written.media_type,
            written.body,
            written.rows,
            monotonic() - self._began,
            unknown,
            volatile,
            tuple(Notice(**row) for row in told),
        )

    def _parsed(self) -> tuple[Kind, bool]:
        """The kind of answer that the query has, and whether it is volatile. Raises QueryError."""
        if self._query.own:
            return KINDS.get(form_of(self._query.text), "graph"), False
        parsed = self._parser.parse(self._query, self._gone)
        return (parsed.kind, parsed.volatile) if parsed else ("solutions", True)

    def _mended(self) -> replace_calls.Mended:
        """The query with each REPLACE as its engine reads it."""
        if not self._held.dialect.mends_replace:
            return replace_calls.Mended(self._query.text, 0)
        return replace_calls.mend(self._query.text, self._matches_empty)

    def _matches_empty(self, pattern: str, flags: str) -> bool:
        text = MATCHES.format(pattern=pattern, flags=flags)
        try:
            reply = self._put(dataset.Asked(text), self._held.dialect.solutions)
            return b"true" in reply.body.read()
        except errors.EngineFault:
            return False  # what is wrong with it is told of the whole query

    def _written(self, kind: Kind, text: str) -> writing.Written:
        query, held, limit = self._query, self._held, self._limits.answer
        wanted = query.graph_type if kind == "graph" else query.solutions_type
        if wanted is None:
            raise errors.NotAcceptable(kind)
        asked = dataset.asked(query._replace(text=text), held.layout)
        if kind == "graph" and held.dialect.describe and form_of(query.text) == "DESCRIBE":
            asked = asked.after(held.dialect.describe)
        accept = N_TRIPLES if kind == "graph" else held.dialect.solutions
        reply = self._put(asked, accept)
        with reply.body as body:
            if reply.status != 200:
                raise_refusal(reply, held.dialect, self._limits)
            _check(reply, held.dialect, accept, self._limits)
            if kind == "graph":
                return writing.graph(body, wanted, limit, held.prefixes)
            return writing.solutions(body, held.dialect, wanted, limit)

    def _put(self, asked: dataset.Asked, accept: str) -> Reply:
        return self._lines.ask(asked.form, accept, self._until, self._gone)

    def _remarks(self, written: writing.Written, unread: int) -> tuple[list[Told], tuple[str, ...]]:
        """Notices, and the names that are unknown, as far as may be looked."""
        query = self._query
        if query.own:
            return [], ()
        stores = self._held.looks.stores(self._look)
        try:
            tagged = _may_name_property(query.text) and _may_be_tagged(written)
            together = partial(languages_together, stores.default)
            beginning = next(written.body.open(), b"")
            rows = tells(written.kind, written.rows, beginning, written.media_type)
            if unread or may_concern(query.text, rows, tagged, together):
                return self._looked(written.kind, rows, unread, stores)
        except (NoMoreLooks, errors.LimitExceeded, errors.Busy, errors.EngineFault) as error:
            # An answer that is there is not lost for what might be said of it.
            log.debug("notices were left out: %s", error)
        return [], ()

    def _looked(
        self, kind: Kind, rows: int, unread: int, stores: Stores
    ) -> tuple[list[Told], tuple[str, ...]]:
        query, prefixes = self._query, self._held.prefixes
        outline = outlined(query.text, query.base)
        given = query.default_graphs is not None or query.named_graphs is not None
        dataset = (*(query.default_graphs or ()), *(query.named_graphs or ())) if given else None
        asked = Asked(outline, stores, kind, rows, dataset, unread, prefixes, close=False)
        return notices(asked), tuple(unknown(asked))

    def _look(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a question of ours over the release."""
        held = self._held
        asked = dataset.asked(Query(text, "", held.dialect.solutions, None), held.layout)
        reply = self._put(asked, held.dialect.solutions)
        with reply.body as body:
            if reply.status != 200:
                raise errors.EngineFault(f"A look was answered by {reply.status}.")
            return writing.rows_of(body, held.dialect)


def _may_name_property(text: str) -> bool:
    """Whether a query may name a property: of an IRI at the begin of a triple nothing is looked up."""
    rest = _WHOLE_IRI.sub("<>", text)
    return ":" in rest or _AFTER_TERM.search(rest) is not None


def _may_be_tagged(written: writing.Written) -> bool:
    """Whether an answer has a text with a language near its beginning; CSV and TSV do not tell."""
    if written.kind != "solutions" or written.media_type not in TELLS_LANGUAGE:
        return written.kind == "solutions"
    return b"xml:lang" in next(written.body.open(), b"")[:LOOKED_AT]


def form_of(text: str) -> str:
    """The form of a query, which is the first such keyword after its prefixes; empty for none."""
    words = (token.text.upper() for token in tokens(text) if token.kind == "word")
    return next((word for word in words if word in FORMS), "")


def _check(reply: Reply, dialect: Dialect, accept: str, limits: Limits) -> None:
    """Refuse what is not a whole answer in the format that was asked for."""
    if any("S1TAT" in reply.fields.get(name, "") for name in dialect.truncating):
        raise errors.LimitExceeded("seconds", limits.seconds)
    if any(name in reply.fields for name in dialect.truncating):
        raise errors.EngineFault("The engine behind cut off its answer.")
    if reply.media_type != accept:
        told = reply.media_type or "nothing known"
        raise errors.EngineFault(f"The engine behind answered {told}, not {accept}.")
