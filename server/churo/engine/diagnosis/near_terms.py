"""Finds the known term that somebody may have meant who wrote one that the data does not know."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from string import ascii_lowercase

from pyoxigraph import NamedNode, Store

from ...memo import memoized
from ..syntax.outline import RDF_TYPE

LONGEST = 40  # characters of a local name that is varied: each look costs microseconds
REMEMBERED, LONGEST_SPACE = 64, 512
MOST = 2000  # terms of a vocabulary that are compared
LIKE = 0.75  # how like a term of a vocabulary must be
# Another digit is another year or place in an order, and no misspelling.
_LETTERS = ascii_lowercase + "-"
_LOCAL = re.compile(r"[^/#]++\Z")
_OWL, _RDFS = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
TERMS = (
    *(f"{_OWL}{name}" for name in ("Class", "ObjectProperty", "DatatypeProperty")),
    f"{_RDFS}Class",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    "http://www.w3.org/2004/02/skos/core#Concept",
)


def nearest(store: Store, iri: str, spaces: Iterable[str]) -> str:
    """The known term nearest to an unknown one, empty if none is near.

    Looked for are, in the same namespace, the name in other spelling or with one letter changed; the
    same name in another of the ``spaces``; like names of the vocabulary of its namespace.
    """
    found = _LOCAL.search(iri)
    if found is None or len(found[0]) > LONGEST:
        return ""
    space, local = iri[: found.start()], found[0]
    tried = [space + name for name in (*_respelled(local), *_varied(local))]
    tried += [one + local for one in spaces]
    near = next((name for name in tried if name != iri and _is_used(store, name)), "")
    if near:
        return near
    # Classes have a capital by custom, properties have none.
    names = sorted(_vocabulary(store, space), key=lambda n: n[0].isupper() != local[0].isupper())
    lowered = {name.lower(): name for name in reversed(names)}
    like = difflib.get_close_matches(local.lower(), lowered, 1, LIKE)
    return space + lowered[like[0]] if like else ""


def _is_used(store: Store, iri: str) -> bool:
    """Whether something is said with an IRI or of it; what only names it may be of another house."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    patterns = ((node, None, None), (None, node, None), (None, NamedNode(RDF_TYPE), node))
    return any(next(store.quads_for_pattern(a, b, c), None) is not None for a, b, c in patterns)


def _respelled(name: str) -> Iterator[str]:
    """The name with its words joined or parted in another way."""
    words = re.findall(r"[A-Z]?[^A-Z\-_]++|[A-Z]++", name)
    lower = [word.lower() for word in words]
    capital = "".join(word.capitalize() for word in lower)
    yield from (capital, capital[:1].lower() + capital[1:], "-".join(lower), name.lower())


def _varied(name: str) -> Iterator[str]:
    """The names of which one letter differs, is too many, is missing or has changed its place."""
    parts = [(name[:place], name[place:]) for place in range(len(name) + 1)]
    for before, after in parts:
        if after:
            yield before + after[1:]
            yield before + after[0].swapcase() + after[1:]
            yield before + after[1:2] + after[0] + after[2:]
    for before, after in parts:
        for letter in _LETTERS:
            yield before + letter + after[1:]
            yield before + letter + after


@memoized(REMEMBERED, LONGEST_SPACE)
def _vocabulary(store: Store, space: str) -> tuple[str, ...]:
    """The names of classes, properties and concepts in a namespace."""
    found = dict[str, None]()
    for kind in TERMS:
        rows = store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(kind), None)
        for row in islice(rows, MOST):
            iri = row.subject.value if isinstance(row.subject, NamedNode) else ""
            local = iri[len(space) :]
            if iri.startswith(space) and len(local) <= LONGEST and _LOCAL.fullmatch(local):
                found[local] = None
    return tuple(found)
