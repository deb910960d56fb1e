"""Writes what crawlers and language models read: robots.txt, sitemaps, llms.txt."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from ...publication.distributions import Description

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(url: str, prefix: str) -> str:
    """robots.txt: queries cost computing and are endless, so crawlers stay off them."""
    closed = ("sparql?", "*/sparql?", "*/sparql/", "rdf-graph-store?")
    return "".join(
        [
            "User-agent: *\n",
            *(f"Disallow: {prefix}/{path}\n" for path in closed),
            f"\nSitemap: {url}/sitemap.xml\n",
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


def llms(description: Description, url: str) -> str:
    """llms.txt: what the dataset is, where to ask it and where to get it (llmstxt.org)."""
    titles, abstracts = description.titles, description.descriptions
    dumps = f"{url}/dumps/{description.id}/"
    lines = [
        f"# {titles.get('en') or next(iter(titles.values()), 'Dataset')}",
        "",
        f"> {abstracts.get('en') or next(iter(abstracts.values()), '')}",
        "",
        f"Release {description.id}: {description.triples.get(description.release, 0):,} triples.",
    ]
    if description.license:
        lines += [f"Licence: {description.license}"]
    lines += [
        "",
        "## Ask",
        "",
        f"- [SPARQL endpoint]({url}/sparql): SPARQL 1.1 over GET, POST and QUERY; without a query "
        "it describes itself, limits included. Errors are JSON with line, column and a hint.",
        f"- [Classes, properties and graphs with their counts]({url}/.well-known/void): VoID, "
        "worth reading before writing a query.",
        "",
        "## Download",
        "",
        f"- [All files of this release]({dumps}): with SHA-256 sums and sizes.",
    ]
    whole = [row for row in description.files.values() if row.of == description.release]
    lines += [f"- [{row.title}]({row.url}): {row.size:,} bytes" for row in whole if not row.packing]
    tables = [row for row in description.files.values() if row.media_type == "text/csv"]
    lines += [f"- [{row.title}]({row.url})" for row in tables if not row.packing]
    lines += ["", "## Graphs", ""]
    graphs = sorted(description.graphs.items(), key=lambda pair: -description.triples[pair[0]])
    lines += [f"- {iri}: {description.triples[node]:,} triples" for node, iri in graphs]
    lines += ["", "## Changes", "", f"- [What each release changed]({url}/changes): Atom feed"]
    return "\n".join(lines) + "\n"
