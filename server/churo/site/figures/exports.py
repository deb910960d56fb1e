"""Writes the values of a figure as CSV and JSON, marks them up, and says what its picture may load."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Callable, Mapping

from markupsafe import Markup

from .. import dataset_markup
from ..components.citation import Citation
from ..components.claims import ClaimIndex
from .figures import Figure, Point

COLUMNS = (
    "figure",
    "date",
    "value",
    "unit",
    "bound",
    "footing",
    "reported_by",
    "reported_by_label",
    "items",
    "document",
    "verdict",
    "sources",
    "source_addresses",
    "claims",
    "observation",
)
PARTED = " | "


def records(
    figure: Figure, index: ClaimIndex, name: Callable[[str], str]
) -> list[Mapping[str, str]]:
    """The values as rows of text; several things in one cell are parted by `` | ``."""
    return [_record(figure, point, index, name) for point in figure.points]


def written_csv(rows: list[Mapping[str, str]]) -> bytes:
    """Rows in CSV (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def markup(title: str, told: str, citation: Citation, license: str, period: str) -> Markup:
    """The figure as a schema.org Dataset, for search engines."""
    address = citation.address
    document = {
        "@context": dataset_markup.CONTEXT,
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": title,
        "description": f"{title}. {told}",
        "temporalCoverage": period,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": citation.part_of},
        "version": citation.release,
        "datePublished": citation.issued,
        "license": license,
        "creator": {"@type": "Organization", "name": citation.publisher or citation.part_of},
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{address}.{end}"}
            for end, kind in (("csv", "text/csv"), ("json", "application/json"))
        ],
    }
    return dataset_markup.in_html(dataset_markup.filled(document))


def picture_policy(style: str) -> str:
    """What a picture with a style of its own may load (Content Security Policy Level 3 §6.7)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'self'"


def _record(
    figure: Figure, point: Point, index: ClaimIndex, name: Callable[[str], str]
) -> Mapping[str, str]:
    claims = [index.claims[iri] for iri in point.claims if iri in index.claims]
    cited = dict.fromkeys(iri for claim in claims for _, iri in claim.sources)
    addresses = [index.sources[iri].address for iri in cited if iri in index.sources]
    cells = (
        [figure.slug],
        [point.when],
        [point.text],
        [point.unit],
        [point.bound],
        [point.footing],
        point.reporters,
        map(name, point.reporters),
        point.items,
        dict.fromkeys(claim.document for claim in claims),
        dict.fromkeys(claim.state for claim in claims),
        cited,
        filter(None, addresses),
        point.claims,
        [point.observation],
    )
    return dict(zip(COLUMNS, map(PARTED.join, cells), strict=True))
