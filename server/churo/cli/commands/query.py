"""churo query: asks the current release."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace

import click

from ...engine.diagnosis.explanation import in_words
from ...engine.embedded import Embedded
from ...errors import QuerySyntaxError
from ...model import Query
from ...publication import catalogue
from ...settings import Settings, limits_of, read
from ..current_release import fresh, house
from ..text_table import text_table

# What solutions and graphs are written as.
FORMATS = {
    "table": ("text/csv", "text/turtle"),
    "csv": ("text/csv", "text/turtle"),
    "tsv": ("text/tab-separated-values", "text/turtle"),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "turtle": ("text/csv", "text/turtle"),
}


@click.command()
@click.argument("text")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True
)
def query(text: str, form: str) -> None:
    """Ask the current release: churo query 'SELECT …'. Prefixes of the house are known; - reads the query from standard input."""
    settings = read(os.environ)
    text = sys.stdin.read() if text == "-" else text
    kind, body = ask(settings, text, FORMATS[form])
    click.echo(text_table(body) if form == "table" and kind == "solutions" else body, nl=False)


def ask(settings: Settings, text: str, formats: tuple[str, str]) -> tuple[str, str]:
    """The kind and the text of the current release's answer. Raises ChuroError."""
    release = catalogue.read_release(fresh(settings))
    prefixes = catalogue.prefixes(house(settings))
    head = _declarations(prefixes)
    limits = limits_of(settings)
    limits = replace(limits, query=limits.query + len(head.encode()))
    engine = Embedded(limits, 1, 1, settings.queue_timeout_seconds)
    try:
        engine.load(release)
        answer = engine.ask(Query(head + text, settings.base_iri, *formats))
        return answer.kind, b"".join(answer.body.open()).decode()
    except QuerySyntaxError as error:
        place = replace(error, line=max(0, error.line - 1))  # in the query as it was given
        raise in_words(place, text, prefixes) from error
    finally:
        engine.close()


def _declarations(prefixes: Mapping[str, str]) -> str:
    """Declarations of the prefixes, on a line of their own before the query."""
    return "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + "\n"
