"""The public vocabularies' terms that the server speaks of."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD

EV = Namespace("https://w3id.org/churo/evidence#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")

__all__ = [
    "DCAT", "DCTERMS", "EV", "FORMATS", "OWL", "PROV", "RDF", "RDFS",
    "SCHEMA", "SD", "SH", "SKOS", "SPDX", "VOID", "XSD",
]
