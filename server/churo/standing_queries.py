"""What a server asks of every release as a whole, so that one that is large is made with the answers."""

from __future__ import annotations

from collections.abc import Iterator

from .publication.index import Standing
from .publication.name_tables import NameQueries
from .settings import Settings
from .site.documents import resolver
from .site.reconciliation import index
from .site.releases import served_release
from .site.sparql import schema
from .site.wellknown import sitemap


def of(settings: Settings) -> Iterator[Standing | NameQueries]:
    """The queries, those first that every visitor waits for; and those that names are found by."""
    base = settings.base_iri
    yield from served_release.standing()
    yield from resolver.standing(base)
    yield from schema.standing()
    yield from sitemap.standing(base)
    yield from index.naming(index.space(base))
