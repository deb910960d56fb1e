"""What an answer leaves out although it was probably meant: pure rules over query and store."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store

from ...languages import LANGUAGES
from ...memo import memoized
from ..syntax.outline import RDF_TYPE
from .asked import PROPERTIES, Asked, Told, named_iris, notice
from .property_values import LONGEST as LONGEST_NAME
from .property_values import REMEMBERED

EXPRESSIONS = 3  # of a query that are tried
LACKING = """
SELECT (COUNT(*) AS ?things) (COALESCE(SUM(IF(EXISTS {{ ?thing {property} ?value }}, 1, 0)), 0) AS ?having)
{{ {{ SELECT DISTINCT ?thing {{ ?thing a {kind} }} LIMIT 100 }} }}
"""
MOST_LACKING = 3  # properties of a class that are looked for
LONGEST = 1000  # characters of a text or an expression


def _untagged(asked: Asked) -> Iterator[Told]:
    if asked.rows:
        return
    store = asked.stores.whole
    for property, text in list(asked.outline.strings)[:PROPERTIES]:
        language = in_language(store, property, text)
        if language and not _has(store, property, text, ""):
            yield notice("untagged-text", text=text, language=language)


def in_language(store: Store, property: str, text: str) -> str:
    """The first language in which a property, ?x for any, has a text; empty for none."""
    return next((tag for tag in LANGUAGES if _has(store, property, text, tag)), "")


def _has(store: Store, property: str, text: str, language: str) -> bool:
    value = Literal(text, language=language) if language else Literal(text)
    try:
        wanted = None if property.startswith("?") else NamedNode(property)
    except ValueError:
        return False
    return next(store.quads_for_pattern(None, wanted, value, None), None) is not None


def _expressions(asked: Asked) -> Iterator[Told]:
    for written in asked.outline.expressions[:EXPRESSIONS]:
        if len(written) <= LONGEST and not _compiles(written):
            yield notice("invalid-regex", written=written)


def _compiles(written: str) -> bool:
    """Whether a string, as it is written in a query, is a regular expression."""
    try:
        rows = Store().query(f'SELECT (REGEX("", {written}) AS ?matches) {{}}')
        return all(row[0] is not None for row in rows)  # type: ignore[union-attr]
    except (SyntaxError, ValueError, RuntimeError):
        return True  # what is wrong with it is told of the whole query


def _partial(asked: Asked) -> Iterator[Told]:
    if asked.kind != "solutions" or asked.outline.names_graphs or asked.dataset is not None:
        return
    for thing, iri in _of_classes(asked):
        given = [p[1] for p in asked.outline.required if p[0] == thing and p[2].startswith("?")]
        for property in named_iris(given)[:MOST_LACKING]:
            missing, looked_at = _missing(asked.stores.default, iri, property)
            if 0 < missing <= looked_at // 2:
                counts = {"missing": str(missing), "looked": str(looked_at)}
                yield notice("left-out", group=iri, property=property, **counts)


def _of_classes(asked: Asked) -> list[tuple[str, str]]:
    """The variables of the query that are of a class, with the class."""
    required = asked.outline.required
    typed = [(p[0], p[2]) for p in required if p[1] == RDF_TYPE and p[0].startswith("?")]
    return [row for row in dict.fromkeys(typed) if not row[1].startswith("?")][:PROPERTIES]


@memoized(REMEMBERED, LONGEST_NAME)
def _missing(store: Store, iri: str, property: str) -> tuple[int, int]:
    """How many things of a class have no value of a property, and how many were looked at."""
    try:
        text = LACKING.format(kind=NamedNode(iri), property=NamedNode(property))
    except ValueError:
        return 0, 0
    (row,) = store.query(text)  # type: ignore[misc]
    looked_at, having = (int(value.value) for value in row)
    return looked_at - having, looked_at


RULES = (_untagged, _expressions, _partial)
