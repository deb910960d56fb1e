"""What search engines read of a table: a data set of its own, with its files, as part of the whole."""

from __future__ import annotations

from typing import Any

from ...publication.distributions import Description, Distribution
from ..dataset_markup import CONTEXT, filled
from .table import Table

LONGEST = 5000  # characters of a description


def of_table(
    table: Table, files: tuple[Distribution, ...], whole: Description, url: str, language: str
) -> dict[str, Any]:
    """The table at ``url`` in the words of a language; its description says what its columns hold."""
    title, _ = table.title(language)
    columns = "; ".join(
        f"{name}: {meaning}"
        for name in table.columns
        if (meaning := table.meaning(name, language)[0])
    )
    return filled(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": url,
            "url": url,
            "name": title or table.name,
            "description": f"{title or table.name}. {columns}"[:LONGEST],
            "isPartOf": {"@id": whole.release},
            "version": whole.id,
            "datePublished": whole.issued,
            "license": whole.license,
            "creator": [{"@type": "Organization", "name": name} for name in whole.publishers],
            "variableMeasured": list(table.columns),
            "isAccessibleForFree": True,
            "distribution": [
                {
                    "@type": "DataDownload",
                    "contentUrl": file.url,
                    "encodingFormat": file.media_type,
                    "contentSize": f"{file.size} B",
                    "sha256": file.sha256,
                }
                for file in files
            ],
        }
    )
