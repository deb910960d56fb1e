"""Finds our IRIs from those of others, by IRI, ISO code or GeoNames number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ... import protocol
from ...errors import ProtocolError, UnknownName
from ...http.context import Context
from ...http.requests.request import Request
from ...http.responses.response import Reply
from .. import query_files
from ..addresses import parameters
from ..addresses.iri_spelling import spellings
from ..addresses.routing import Route
from ..query_files import QueryFile
from ..releases.served_release import ServedRelease
from ..replies.responder import Responder
from ..store.store_client import StoreClient

PATH = "/links"
# The addresses of one thing that people copy, and the IRI that data uses for it. Whatever follows in
# a query or a fragment shows the same thing in another way.
REST = r"(?:[?#].*+)?"
ENDING = r"\.(?:ttl|json|jsonld|jsod|rdf|xml|n3|nt|ntriples|atom)"
USUAL = (
    (
        re.compile(
            r"https?://(?:www\.|m\.)?wikidata\.org/"
            r"(?:wiki/(?:Special:EntityData/|Special:EntityPage/)?|entity/)"
            rf"([QPL][0-9]++)(?:\.[a-z0-9]++)?{REST}"
        ),
        "http://www.wikidata.org/entity/{}",
    ),
    (
        re.compile(
            r"https?://(?:www\.)?((?:[a-z-]++\.)?dbpedia\.org)/(?:resource|page)/"
            rf"([^?#]++){REST}"
        ),
        "http://{}/resource/{}",
    ),
    (
        re.compile(
            r"https?://(?:www\.)?((?:[a-z-]++\.)?dbpedia\.org)/data/"
            rf"((?>(?:(?!{ENDING}(?:[?#]|\Z))[^?#])+))(?:{ENDING})?{REST}"
        ),
        "http://{}/resource/{}",
    ),
    (
        re.compile(rf"https?://(?:sws\.|www\.)?geonames\.org/([0-9]++)(?:/[^?#]*+)?{REST}"),
        "https://sws.geonames.org/{}/",
    ),
)
CODE = re.compile(r"[A-Za-z0-9]{2,4}")
LENGTH = 2000  # characters of an IRI that is looked up


def spelled(uri: str) -> list[str]:
    """The IRIs that may stand in the data for an address: as given, as usual, with http or https."""
    found = spellings(uri)
    found += [
        one
        for form in tuple(found)
        for rule, usual in USUAL
        if (match := rule.fullmatch(form))
        for one in spellings(usual.format(*match.groups()))
    ]
    found += [re.sub("^https:", "http:", one) for one in found]
    found += [re.sub("^http:", "https:", one) for one in found]
    return list(dict.fromkeys(found))


def bound(queries: Mapping[str, QueryFile], given: Mapping[str, str]) -> str:
    """The query that finds what is asked for. Raises ProtocolError."""
    asked = [name for name in ("uri", "iso", "geonames") if given.get(name)]
    if len(asked) != 1 or len(given) != 1:
        raise ProtocolError("parameter", "Give one of ?uri=IRI, ?iso=CODE, ?geonames=NUMBER.")
    name, value = asked[0], given[asked[0]]
    if name == "iso":
        if not CODE.fullmatch(value):
            raise ProtocolError("parameter", f"{value!r} is no ISO code, like CN, CHN, 156 or CNY.")
        return queries["links_by_code"].bind(code=value.upper())
    if name == "geonames":
        if not re.fullmatch(r"\d{1,10}", value):
            raise ProtocolError("parameter", f"{value!r} is no GeoNames number, like 1814991.")
        value = f"https://sws.geonames.org/{value}/"
    if not protocol.is_absolute(value) or not _has_parts(value):
        raise ProtocolError("parameter", f"{value!r} is not an absolute IRI.")
    if len(value) > LENGTH:
        raise ProtocolError("parameter", f"“uri” has more than {LENGTH} characters.")
    return queries["links_by_iri"].bind(spellings=spelled(value))


def _has_parts(iri: str) -> bool:
    """Whether an IRI is one in its parts, too: a bracket opens an address of IPv6 alone."""
    try:
        return bool(urlsplit(iri).scheme)
    except ValueError:
        return False


class LinkViews:
    """The address /links of the server at ``url``."""

    def __init__(self, served: ServedRelease, respond: Responder, url: str) -> None:
        self._served, self._respond, self._url = served, respond, url
        self._queries = query_files.read(__package__)

    def routes(self) -> Iterator[Route]:
        """The route."""
        asked = {
            "uri": "an IRI that something here is linked with",
            "iso": "a country code of ISO 3166-1",
            "geonames": "a number of GeoNames",
        }
        yield Route(PATH, self.links, query=asked, media_types=("application/json",))

    def links(self, request: Request, context: Context) -> Reply:
        """Our IRIs that are linked with what the parameter names."""
        given = parameters.read(request)
        client = StoreClient(self._served, self._url, context)
        rows = client.bindings(bound(self._queries, given))
        if not rows:
            raise UnknownName(f"Nothing here is linked with {next(iter(given.values()))!r}.")
        document: dict[str, Any] = {**given, "links": [_found(row) for row in rows]}
        return self._respond.json(context, document)


def _found(row: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {
        name: row[name]["value"] for name in ("iri", "name", "relation", "other") if name in row
    }
