"""The public vocabularies' terms that the server speaks of."""

from __future__ import annotations


class Namespace:
    """A vocabulary: its terms are the attributes, each an IRI; itself, as a string, its namespace."""

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._iri + name

    def __getitem__(self, name: str) -> str:
        return self._iri + name

    def __str__(self) -> str:
        return self._iri


DCAT = DCAT3 = Namespace("http://www.w3.org/ns/dcat#")  # the terms of DCAT 2, and of DCAT 3
DCATAP = Namespace("http://data.europa.eu/r5r/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
EV = Namespace("https://w3id.org/churo/evidence#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
NP = Namespace("http://www.nanopub.org/nschema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

# Prefixes that everybody means the same by.
WELL_KNOWN = {
    "dcat": str(DCAT),
    "dcatap": str(DCATAP),
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
    "DCATAP",
    "DCTERMS",
    "EV",
    "FOAF",
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
