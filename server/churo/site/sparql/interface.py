"""What the endpoint takes and gives, as it is told to those who write programs for it."""

from __future__ import annotations

from ...formats import RDF_FORMATS, SOLUTIONS

PARAMETERS = {
    "query": "a query; without one, a GET gives the description of the service",
    "default-graph-uri": "the IRI of a graph to be the default graph, or part of it; may be repeated",
    "named-graph-uri": "the IRI of a graph that GRAPH is to see; may be repeated",
    "format": "a format by its short name, such as csv or json, instead of Accept",
}
RDF_TYPES = tuple(row.media_type for row in RDF_FORMATS)
MEDIA_TYPES = (*(row.media_type for row in SOLUTIONS), *RDF_TYPES)
