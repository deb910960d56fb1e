"""What a query takes for another sort of value than it is: pure rules over query and store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from .asked import PROPERTIES, Asked, Told, named_iris, notice
from .left_out import in_language
from .property_values import LANGUAGE, NODE, XSD, examples

NUMBERS = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "double", "float", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong"),
    )
)
STRING = XSD + "string"
SHAPES = (  # of texts that are written like a date
    ("gYear", re.compile(r"-?[0-9]{4}")),
    ("gYearMonth", re.compile(r"-?[0-9]{4}-[0-9]{2}")),
    ("date", re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("dateTime", re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}T.++")),
)


def _compared(asked: Asked) -> Iterator[Told]:
    """Of an empty answer, constants that are no value of a property that they are compared with."""
    if asked.rows:
        return
    store = asked.stores.whole
    for constant in list(asked.outline.comparisons)[:PROPERTIES]:
        for iri in named_iris(_properties(asked, constant.of)):
            values = examples(store, iri)
            if not values or _sort(constant.type or STRING) in map(_sort, values):
                continue
            language = "" if constant.type else in_language(store, iri, constant.text)
            if language:
                if constant.of.startswith("?"):  # of a pattern, another rule tells it
                    yield notice("untagged-text", text=constant.text, language=language)
                continue
            types = ", ".join(_shown(type) for type in values)
            example = _example(store, iri, constant.text, values)
            yield notice(
                "unlike-values", iri=iri, types=types, written=constant.written, example=example
            )
            return


def _properties(asked: Asked, of: str) -> list[str]:
    """The property itself, or those of which a variable is the value."""
    if not of.startswith("?"):
        return [of]
    return [pattern[1] for pattern in asked.outline.patterns if pattern[2] == of]


def _sort(type: str) -> str:
    """What values can be equal or in an order: all numbers, but each type of date by itself."""
    if type.startswith("@"):
        return LANGUAGE
    return "number" if type in NUMBERS else type


def _shown(type: str) -> str:
    return f"xsd:{type.removeprefix(XSD)}" if type.startswith(XSD) else type


def _example(store: Store, iri: str, text: str, values: dict[str, str]) -> str:
    """The constant as a value of the property is written; else a value that it has."""
    for name, shape in SHAPES:
        if shape.fullmatch(text) and XSD + name in values:
            return f'"{text}"^^xsd:{name}'
    if STRING in values:
        return f'"{text}"'
    if NODE in values:
        return _of_name(store, iri, text) or values[NODE]
    example = next(iter(values.values()))
    number = next(iter(values)) in NUMBERS
    return example.split('"')[1] if number else example


def _of_name(store: Store, iri: str, text: str) -> str:
    """The value of a property whose local name is a text."""
    wanted = text.casefold().replace(" ", "-")
    rows = store.quads_for_pattern(None, NamedNode(iri), None, None)
    for row, _ in zip(rows, range(1000), strict=False):
        if isinstance(row.object, NamedNode):
            name = re.split(r"[/#]", row.object.value)[-1]
            if name.casefold() == wanted:
                return str(row.object)
    return ""


def _texts(asked: Asked) -> Iterator[Told]:
    """Functions of texts that are given what is none."""
    nodes = {pattern[0] for pattern in asked.outline.patterns}
    for function, name in list(asked.outline.texts)[:PROPERTIES]:
        variable = f"?{name}"
        if variable in nodes or _has_no_text(asked, variable):
            yield notice("no-text", function=function, variable=variable)
            return


def _has_no_text(asked: Asked, variable: str) -> bool:
    given = [pattern[1] for pattern in asked.outline.patterns if pattern[2] == variable]
    found = [examples(asked.stores.whole, iri) for iri in named_iris(given)]
    return bool(found) and all(one and not {STRING, LANGUAGE} & one.keys() for one in found)


RULES = (_compared, _texts)
