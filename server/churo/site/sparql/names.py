"""Names in queries: IRIs shortened and read back, labels in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ...languages import LANGUAGES
from ...rdf import Literal, NamedNode
from ..components.result_table import Label
from ..query_files import QueryFile
from ..store.store_client import StoreClient

_LOCAL = re.compile(r"[A-Za-z_][\w-]*+\Z")
MOST_LABELS = 2000


def written(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a query writes it: by the longest prefix that leaves a plain name, else in brackets."""
    fitting = [
        (len(space), name)
        for name, space in prefixes.items()
        if iri.startswith(space) and _LOCAL.match(iri[len(space) :])
    ]
    if not fitting:
        return f"<{iri}>"
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def read(text: str, prefixes: Mapping[str, str]) -> str:
    """The IRI that a name means which ``written`` gave, or an IRI itself."""
    bare = text.removeprefix("<").removesuffix(">")
    name, colon, local = bare.partition(":")
    return prefixes[name] + local if colon and name in prefixes else bare


def variable(iri: str) -> str:
    """The name of a variable for what an IRI names."""
    local = re.split(r"[/#:]", iri.rstrip("/#"))[-1]
    plain = re.sub(r"\W++", "_", local, flags=re.ASCII).strip("_")[:40]
    return (plain[:1].lower() + plain[1:]) if plain[:1].isalpha() else "value"


def of_iris(
    client: StoreClient, query: QueryFile, iris: Iterable[str]
) -> Iterator[tuple[str, Label]]:
    """Every label of IRIs, as rows of a query with the parameter ``iris``."""
    wanted = list(dict.fromkeys(iris))[:MOST_LABELS]
    for iri, label in client.rows_about(query, wanted):
        if isinstance(iri, NamedNode) and isinstance(label, Literal):
            yield iri.value, Label(label.value, label.language or "")


def order_of(language: str) -> tuple[str, ...]:
    """The languages in which a page in a language shows labels, the best first."""
    return (language, *(tag for tag in LANGUAGES if tag != language), "")
