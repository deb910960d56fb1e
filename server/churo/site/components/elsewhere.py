"""What the names of a thing on other sites are called: the site and its own identifier."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

SITES = {
    "http://www.wikidata.org/entity/": "Wikidata",
    "http://dbpedia.org/resource/": "DBpedia",
    "https://sws.geonames.org/": "GeoNames",
    "http://viaf.org/viaf/": "VIAF",
    "https://ror.org/": "ROR",
}


def name(iri: str) -> str:
    """A site with the identifier there; of a site that we do not know its host."""
    for space, site in SITES.items():
        if iri.startswith(space):
            return f"{site} {unquote(iri.removeprefix(space)).strip('/').replace('_', ' ')}"
    parts = urlsplit(iri)
    last = unquote(iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1])
    return f"{parts.netloc} {last}" if parts.netloc and last != parts.netloc else iri
