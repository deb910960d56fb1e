"""Media types by the endings of files, as a web server that knows nothing else gives them."""

from __future__ import annotations

from ..formats import HTML, JSON, OF_FILES, RDF_FORMATS

PLAIN = "text/plain"
ATOM = "application/atom+xml"
# What pages are made of, beside the formats of data.
OF_PAGES = {
    "atom": ATOM,
    "css": "text/css",
    "html": HTML,
    "ico": "image/svg+xml",
    "js": "text/javascript",
    "json": JSON.media_type,
    "png": "image/png",
    "rdfp": "application/rdf-patch",
    "svg": "image/svg+xml",
    "txt": PLAIN,
    "xml": "application/xml",
}
OF_DATA = tuple(row.suffix for row in RDF_FORMATS)
BY_SUFFIX = {**OF_PAGES, **{row.suffix: row.media_type for row in OF_FILES}}


def of_path(path: str) -> str:
    """The media type of a file by its ending; plain text for what is not in the table."""
    name = path.rpartition("/")[2]
    return BY_SUFFIX.get(name.rpartition(".")[2], PLAIN) if "." in name else PLAIN


def without_parameters(content_type: str) -> str:
    """The media type of a Content-Type."""
    return content_type.partition(";")[0].strip()
