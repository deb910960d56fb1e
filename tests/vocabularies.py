"""The terms of public vocabularies as rdflib has them, for tests that read with it."""

from __future__ import annotations

from rdflib import Namespace

from churo import terms

DCAT = DCAT3 = Namespace(str(terms.DCAT))
DCTERMS = Namespace(str(terms.DCTERMS))
EV = Namespace(str(terms.EV))
FOAF = Namespace(str(terms.FOAF))
OWL = Namespace(str(terms.OWL))
RDF = Namespace(str(terms.RDF))
RDFS = Namespace(str(terms.RDFS))
SCHEMA = Namespace(str(terms.SCHEMA))
SD = Namespace(str(terms.SD))
SH = Namespace(str(terms.SH))
SKOS = Namespace(str(terms.SKOS))
SPDX = Namespace(str(terms.SPDX))
VOID = Namespace(str(terms.VOID))
