"""Describes the reconciliation service to its clients (Reconciliation Service API 0.2 §3.2)."""

from __future__ import annotations

from typing import Any

from ...model import Release
from . import request, response
from .index import EntityIndex

PREVIEW = {"width": 420, "height": 220}
RESOURCE = "http://www.w3.org/2000/01/rdf-schema#Resource"  # types and properties are RDF's
CLASSES = 30


def address_of(index: EntityIndex, url: str, id: str) -> str:
    """Where the server at ``url`` shows an entity; an IRI outside its namespace is its own address."""
    return f"{url}/id/{id}" if index.space else id


def manifest(service: str, url: str, release: Release, index: EntityIndex) -> dict[str, Any]:
    """The manifest of the service at ``service`` on the server at ``url``."""

    def at(path: str) -> dict[str, str]:
        return {"service_url": service, "service_path": path}

    suggest = {
        "entity": at("/suggest/entity")
        | {"flyout_service_url": service, "flyout_service_path": "/flyout?id=${id}"},
        "type": at("/suggest/type"),
        "property": at("/suggest/property"),
    }
    return {
        "versions": ["0.2"],
        "name": release.title,
        "identifierSpace": index.space or f"{url}/",
        "schemaSpace": RESOURCE,
        "documentation": f"{service}/about",
        "serviceVersion": release.id,
        "view": {"url": address_of(index, url, "{{id}}")},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": suggest,
        "extend": {"propose_properties": at("/properties"), "property_settings": []},
        "batchSize": request.BATCH,
        "defaultTypes": [response.named(term) for term in index.classes()[:CLASSES]],
    }
