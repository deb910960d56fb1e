"""Marks a dataset up for search engines: schema.org Dataset as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..distributions import Description

CONTEXT = "https://schema.org/"


def dataset(description: Description) -> dict[str, Any]:
    """A schema.org Dataset with a DataDownload for every file of the whole."""
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": description.release,
        "name": _in_languages(description.titles),
        "description": _in_languages(description.descriptions),
        "identifier": description.id,
        "isVersionOf": {"@id": description.dataset},
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": row.title,
                "contentUrl": row.url,
                "encodingFormat": row.media_type,
                "contentSize": f"{row.size} B",
                "sha256": row.sha256,
            }
            for row in description.files.values()
            if row.of == description.release
        ],
    }
    if description.license:
        document["license"] = description.license
    if description.issued:
        document["datePublished"] = description.issued
    if description.publishers:
        document["creator"] = [
            {"@type": "Organization", "name": name} for name in description.publishers
        ]
    return document


def _in_languages(texts: Mapping[str, str]) -> Any:
    values = [
        {"@value": text, "@language": tag} if tag else text for tag, text in sorted(texts.items())
    ]
    return values[0] if len(values) == 1 else values
