"""Writes what crawlers read: robots.txt and sitemaps."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(url: str, prefix: str) -> str:
    """robots.txt: queries cost computing and are endless, so crawlers stay off them."""
    closed = ("sparql?", "*/sparql?", "*/sparql/", "rdf-graph-store?")
    return "".join(
        [
            "User-agent: *\n",
            *(f"Disallow: {prefix}/{path}\n" for path in closed),
            f"\n# For language models: {url}/llms.txt\n",
            f"Sitemap: {url}/sitemap.xml\n",
        ]
    )


def sitemap(addresses: Iterable[str], day: str) -> str:
    """A sitemap of pages that all changed on ``day``, if it is known."""
    return _listed("urlset", "url", addresses, day)


def sitemap_index(addresses: Iterable[str], day: str) -> str:
    """A sitemap of sitemaps."""
    return _listed("sitemapindex", "sitemap", addresses, day)


def _listed(root: str, element: str, addresses: Iterable[str], day: str) -> str:
    last = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    rows = (f"<{element}><loc>{escape(a)}</loc>{last}</{element}>\n" for a in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{root} xmlns="{SITEMAPS}">\n{"".join(rows)}</{root}>\n'
