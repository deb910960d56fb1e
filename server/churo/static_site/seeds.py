"""Lists where copying begins: the IRIs of a release, and the addresses that no page leads to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ..model import Release
from ..publication.identifiers import PATH_CHARACTERS, Spaces, is_nested
from ..rdf import NamedNode, RdfFormat, parse

# What programs look for, and what pages lead to as things rather than as addresses.
FIXED = (
    "/",
    "/.well-known/void",
    "/CITATION.cff",
    "/changes",
    "/dataset/",
    "/dumps/",
    "/dumps/latest/",
    "/favicon.ico",
    "/llms-full.txt",
    "/llms.txt",
    "/notices",
    "/problems",
    "/robots.txt",
    "/server-needed",
    "/sitemap.xml",
)


def names(release: Release, spaces: Spaces) -> frozenset[str]:
    """The names of all IRIs of a release that are served by path, with their fragments."""
    found = set()
    for file in release.files:
        for quad in parse(file.read_bytes(), RdfFormat.N_QUADS, ""):
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
                if isinstance(term, NamedNode):
                    found.add(spaces.name(term.value))
    return frozenset(found - {""})


def addresses(found: frozenset[str], base: str) -> Iterator[tuple[str, ...]]:
    """For each name its own address with that of its document, then those of terms, and the fixed ones.

    Documents are first, so that how long the rest takes can be told from them.
    """
    bare = {name.partition("#")[0] for name in found} - {""}
    for name in sorted(bare, key=lambda name: (is_nested(base + name), name)):
        path = quote(name, safe=PATH_CHARACTERS)
        yield (f"/{path}",) if is_nested(base + name) else (f"/{path}", f"/doc/{path}")
    terms = (name for name in sorted(found) if "#" in name and not is_nested(base + name))
    yield from ((f"/doc/{quote(name, safe=PATH_CHARACTERS)}",) for name in terms)
    yield from ((path,) for path in FIXED)
