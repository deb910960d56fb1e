"""What engines do in their own way: one row each, found by the Server field of their answers."""

from __future__ import annotations

from dataclasses import dataclass

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
N_TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Dialect:
    """``server`` begins its Server field. Asked for are ``solutions`` and N-Triples; all else we write.

    ``late`` are parts of messages that say that a query took too long. ``truncating`` are fields of an
    answer that is cut off. ``labels`` begins the labels of blank nodes in its solutions.
    ``mends_replace`` says that REPLACE is read by the rules of Oxigraph. ``describe`` stands before a
    DESCRIBE, so that it gives what is said of a thing, and not what others say in which it is.
    ``echo`` begins what a message repeats of the query.
    """

    name: str
    server: str = ""
    solutions: str = JSON
    late: tuple[str, ...] = ()
    truncating: tuple[str, ...] = ()
    labels: bytes = b""
    mends_replace: bool = False
    describe: str = ""
    echo: str = ""


STANDARD = Dialect("SPARQL 1.1")
DIALECTS = (
    Dialect(
        "Oxigraph",
        "Oxigraph/",
        late=("cancelled", "timeout"),
        mends_replace=True,
    ),
    # Its JSON takes five times as long as its XML, and writes true as 1.
    Dialect(
        "Virtuoso",
        "Virtuoso/",
        solutions=XML,
        late=("S1T00", "S1TAT", "estimated execution time"),
        truncating=("x-sparql-maxrows", "x-sql-state"),
        labels=b"nodeID://",
        describe='define sql:describe-mode "CBD" ',
        echo="SPARQL query:",
    ),
)


def of_server(field: str) -> Dialect:
    """The dialect of whoever says so in the field Server; the standard's for all others."""
    return next((row for row in DIALECTS if field.startswith(row.server)), STANDARD)
