"""A house of one lake and one question, in a namespace of its own: the least that can be published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

BASE = "https://kg.example/lakes/"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "graph": f"{BASE}graph/",
    "lake": f"{BASE}id/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
CATALOGUE = f"""@base <{BASE}file/> .
{HEAD}
graph:dataset a dcat:Dataset , void:Dataset ;
    dct:title "Lakes"@en ;
    dcat:version "1" ;
    void:uriSpace "{BASE}" .

graph:lakes a sd:NamedGraph ;
    dct:isPartOf graph:dataset ;
    dct:hasPart <data/> , <ontology/> .

graph:questions a sd:NamedGraph ;
    dct:isPartOf graph:dataset ;
    dct:source <queries/questions> .
"""
DECLARED = "".join(
    f'[ sh:prefix "{prefix}" ; sh:namespace "{iri}"^^xsd:anyURI ] , '
    for prefix, iri in PREFIXES.items()
)
FILES = {
    "data/catalogue.ttl": CATALOGUE,
    "ontology/prefixes.ttl": f"{HEAD}\n<{BASE}shape/prefixes> sh:declare {DECLARED[:-2]} .\n",
    "data/lakes.ttl": f'{HEAD}\nlake:khanka rdfs:seeAlso [ rdfs:label "a lake"@en ] .\n',
    "queries/questions/lakes.rq": (
        "# Which lakes are there?\n# どの湖があるか。\n# keywords: lakes\n"
        "SELECT ?lake WHERE { ?lake rdfs:seeAlso ?about }\n"
    ),
    "queries/questions/lakes.csv": f"lake\r\n{BASE}id/khanka\r\n",
}


def write(place: Path, more: Mapping[str, str] | None = None) -> Path:
    """Write the house, and more files by their names, into a new directory; give the directory."""
    for name, text in {**FILES, **(more or {})}.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return place
