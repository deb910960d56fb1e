"""What values a property has, as far as a sample of them tells; remembered, as a store does not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from ...memo import memoized
from .asked import SAMPLE

XSD = "http://www.w3.org/2001/XMLSchema#"
DATES = tuple(XSD + name for name in ("dateTime", "date", "gYearMonth", "gYear", "dateTimeStamp"))
NODE, LANGUAGE = "IRI", "rdf:langString"  # sorts of values beside datatypes
REMEMBERED, LONGEST = 1024, 512  # properties, and characters of the name of one


def sampled_languages(store: Store, iri: str) -> tuple[str, ...]:
    """The languages in which one thing has a property; none when no thing has it in two."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in _sample(store, iri):
        if isinstance(row.object, Literal) and row.object.language:
            found[str(row.subject)].add(row.object.language)
    most = max(found.values(), key=len, default=set())
    return tuple(sorted(most)) if len(most) > 1 else ()


languages_together = memoized(REMEMBERED, LONGEST)(sampled_languages)


@memoized(REMEMBERED, LONGEST)
def date_types(store: Store, iri: str) -> tuple[str, ...]:
    """The types of date, without their namespace, that a property has."""
    values = (row.object for row in _sample(store, iri))
    types = {value.datatype.value for value in values if isinstance(value, Literal)}
    return tuple(sorted(name.removeprefix(XSD) for name in types if name in DATES))


@memoized(REMEMBERED, LONGEST)
def examples(store: Store, iri: str) -> dict[str, str]:
    """The sorts of values that a property has, by datatype or as IRI or text with a language; one each."""
    found: dict[str, str] = {}
    for row in _sample(store, iri):
        value = row.object
        if isinstance(value, Literal):
            found.setdefault(LANGUAGE if value.language else value.datatype.value, str(value))
        else:
            found.setdefault(NODE, str(value))
    return found


def _sample(store: Store, iri: str) -> Iterator[Quad]:
    try:
        property = NamedNode(iri)
    except ValueError:
        return iter(())  # what is no IRI is no property
    return islice(store.quads_for_pattern(None, property, None, None), SAMPLE)
