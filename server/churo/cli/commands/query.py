"""churo query: asks the current release."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import click

from ... import query_wording
from ...engine.embedded import Embedded
from ...errors import NotAcceptable, QueryError, QuerySyntaxError
from ...model import Answer, Query
from ...publication import catalogue
from ...settings import Settings, limits_of, read
from ..current_release import fresh, house
from ..terminal import printable
from ..text_table import text_table

TABLE = "table"
# What solutions and graphs are written as; nothing for what the format cannot be of.
FORMATS: Mapping[str, tuple[str | None, str | None]] = {
    TABLE: ("text/csv", None),
    "csv": ("text/csv", None),
    "tsv": ("text/tab-separated-values", None),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "turtle": (None, "text/turtle"),
}
UNASKED = (FORMATS[TABLE][0], FORMATS["turtle"][1])
OF_KIND = {"solutions": "rows", "boolean": "a yes or no", "graph": "a graph"}


@click.command()
@click.argument("text")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    show_default="table, or turtle where the answer is a graph",
)
def query(text: str, form: str | None) -> None:
    """Ask the current release: churo query 'SELECT …'. Prefixes of the house are known; - reads the query from standard input.

    What may mislead in an answer is told on standard error.
    """
    settings = read(os.environ)
    text = sys.stdin.read() if text == "-" else text
    answer = ask(settings, text, form)
    body = b"".join(answer.body.open()).decode()
    as_table = form in (None, TABLE) and answer.kind == "solutions"
    click.echo(text_table(body) if as_table else body, nl=False)
    with suppress(OSError):  # a log that cannot be written is no reason to fail
        for remark in query_wording.remarks(answer.notices):
            click.echo(f"notice: {printable(remark)}", err=True)


def ask(settings: Settings, text: str, form: str | None = None) -> Answer:
    """The current release's answer in a format, or in the usual one. Raises ChuroError, in the endpoint's words."""
    release = catalogue.read_release(fresh(settings))
    prefixes = catalogue.prefixes(house(settings))
    head = _declarations(prefixes)
    limits = limits_of(settings)
    limits = replace(limits, query=limits.query + len(head.encode()))
    formats = FORMATS[form] if form else UNASKED
    engine = Embedded(limits, 1, 1, settings.queue_timeout_seconds)
    try:
        engine.load(release, prefixes)
        return engine.ask(Query(head + text, settings.base_iri, *formats))
    except QueryError as error:
        raise query_wording.problem(_as_asked(error, form), text, prefixes) from error
    finally:
        engine.close()


def _as_asked(error: QueryError, form: str | None) -> QueryError:
    """The error with places in the query as it was given, and formats as --format names them."""
    match error:
        case QuerySyntaxError():
            return replace(error, line=max(0, error.line - 1))
        case NotAcceptable():
            column = 1 if error.kind == "graph" else 0
            there = {name: row[column] for name, row in FORMATS.items() if row[column]}
            held = (
                name for name, kind in there.items() if not error.formats or kind in error.formats
            )
            reason = error.reason or f"There is no {form} of {OF_KIND[error.kind]}."
            return NotAcceptable(error.kind, reason, tuple(held))
    return error


def _declarations(prefixes: Mapping[str, str]) -> str:
    """Declarations of the prefixes, on a line of their own before the query."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + "\n"
