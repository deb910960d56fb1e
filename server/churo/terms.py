"""The public vocabularies' terms that the server speaks of."""

from __future__ import annotations

from rdflib import Namespace
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SH, SKOS, VOID, XSD

EV = Namespace("https://w3id.org/churo/evidence#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SCHEMA = Namespace("https://schema.org/")
DCAT3 = Namespace(str(DCAT))  # with the terms of DCAT 3, which rdflib's list lacks
SPDX = Namespace("http://spdx.org/rdf/terms#")
NP = Namespace("http://www.nanopub.org/nschema#")

# Under this are the IRIs that stand for blank nodes (RDF 1.1 §3.5), whatever is served.
GENID = "https://w3id.org/churo/.well-known/genid/"

# Prefixes that everybody means the same by.
WELL_KNOWN = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sd": str(SD),
    "spdx": str(SPDX),
    "sh": str(SH),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}

__all__ = [
    "DCAT",
    "DCAT3",
    "DCTERMS",
    "EV",
    "FOAF",
    "GENID",
    "NP",
    "OWL",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SD",
    "SH",
    "SKOS",
    "SPDX",
    "VOID",
    "WELL_KNOWN",
    "XSD",
]
