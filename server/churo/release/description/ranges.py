"""Types what a description points at by the ranges of DCAT-AP 3, since no validator infers them."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from ...terms import DCAT, DCAT3, DCATAP, DCTERMS, FOAF, RDF, SKOS, SPDX
from .notes import Notes, words

# DCAT-AP 3.0 §3 with DCAT 3 §6 and SPDX 2.3.
RANGES: Mapping[str, str] = {
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.compressFormat: DCTERMS.MediaType,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.rights: DCTERMS.RightsStatement,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.creator: FOAF.Agent,
    DCAT.theme: SKOS.Concept,
    DCAT3.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    SPDX.algorithm: SPDX.ChecksumAlgorithm,
    DCATAP.availability: SKOS.Concept,
}
# From the authority table that DCAT-AP §5 names: a release is never changed.
STABLE = "http://publications.europa.eu/resource/authority/planned-availability/STABLE"


def add(notes: Notes) -> None:
    """Add the types of all that the triples point at."""
    for row in list(notes.rows):
        type = RANGES.get(row.predicate.value)
        if type is not None and isinstance(row.object, NamedNode):
            notes.add(row.object.value, RDF.type, type)
    if any(row.object == NamedNode(STABLE) for row in notes.rows):
        notes.add(STABLE, SKOS.prefLabel, words("stable"))
