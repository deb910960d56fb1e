"""Marks the dataset up for search engines: schema.org Dataset as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ..publication.distributions import Description
from .addresses.web_address import web_or_none
from .releases.origin import Origin

CONTEXT = "https://schema.org/"


def of_description(description: Description, url: str = "") -> dict[str, Any]:
    """A schema.org Dataset with a DataDownload for every file of the whole; ``url`` is its page.

    Names and descriptions are plain texts, which is what search engines take.
    """
    name, *others = _texts(description.titles) or [description.id]
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": description.release,
        "name": name,
        "description": next(iter(_texts(description.descriptions)), name),
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
    told = {"alternateName": others, "inLanguage": _tags(description.titles), "url": url}
    document |= {key: value for key, value in told.items() if value}
    if description.license:
        document["license"] = description.license
    if description.issued:
        document["datePublished"] = description.issued
    if description.publishers:
        document["creator"] = [
            {"@type": "Organization", "name": name} for name in description.publishers
        ]
    return document


def of_origin(title: str, version: str, url: str, origin: Origin) -> dict[str, Any]:
    """The dataset that is published at ``url``, as far as it is known without a description."""
    return filled(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "@id": origin.dataset,
            "name": title,
            "description": f"{title}. An RDF knowledge graph to be queried, downloaded and linked to.",
            "url": f"{url}/",
            "version": version,
            "identifier": origin.release,
            "license": origin.license,
            "creator": _organization(origin.publisher),
            "publisher": _organization(origin.publisher),
            "isAccessibleForFree": True,
        }
    )


def in_html(document: Mapping[str, Any]) -> Markup:
    """JSON that can stand inside a script element: no character there begins markup."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that have a value; a list of one is that one."""
    single = {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in members.items()
    }
    return {key: value for key, value in single.items() if value not in ("", None, [], {})}


def _organization(iri: str) -> dict[str, str] | None:
    members = {"@type": "Organization", "@id": iri, "url": web_or_none(iri)}
    return filled(members) if iri else None


def _texts(texts: Mapping[str, str]) -> list[str]:
    """Texts by language, English first."""
    return [texts[tag] for tag in sorted(texts, key=lambda tag: (tag != "en", tag))]


def _tags(texts: Mapping[str, str]) -> list[str]:
    return sorted(filter(None, texts))
