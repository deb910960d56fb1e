"""Every format that is read, written or offered: one row each, with all that is to be known of it.

Negotiation, dumps, descriptions and downloads read this table; the rules of nginx and the README are
compared with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["solutions", "graph", "file"]

W3C_FORMATS = "http://www.w3.org/ns/formats/"
HTML = "text/html"
XHTML = "application/xhtml+xml"


@dataclass(frozen=True, eq=False)  # a row is itself; its hash is asked for with every query
class Format:
    """One way to write an answer or a file of a ``family``.

    ``names`` are what ?format= may say, the first of which ends the names of files; ``iri`` names
    the format in the W3C's list. What it is written in may be sent under its ``aliases``, too; who
    asks by a name in ``means`` would take it, but that is another syntax. A graph's format holds
    ``triples`` of one graph, ``graphs`` with their names, or both; ``triple_terms`` of RDF 1.2 unless it says no; ``xml`` holds only what
    XML can. Files of others may have more ``endings`` than the names. A format of files is made
    elsewhere and only named here.
    """

    media_type: str
    family: Family
    names: tuple[str, ...]
    title: str
    iri: str = ""
    aliases: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    triples: bool = False
    graphs: bool = False
    triple_terms: bool = True
    xml: bool = False
    endings: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What the names of files end in, after the dot."""
        return self.names[0]

    def sent_as(self, asked: str) -> str:
        """The media type under which it is sent to who asks by one of its media types."""
        return self.media_type if asked in self.means else asked

    @property
    def spooled(self) -> str:
        """The media type in which the engine writes what this format shows."""
        if self.media_type != HTML:
            return self.media_type
        return "application/sparql-results+json" if self.family == "solutions" else "text/turtle"


# In the order of the server's preference, which settles ties between equal weights.
SOLUTIONS = (
    Format(
        media_type="application/sparql-results+json",
        family="solutions",
        names=("json", "srj"),
        title="SPARQL JSON",
        iri=W3C_FORMATS + "SPARQL_Results_JSON",
        aliases=("application/json", "text/json"),
    ),
    Format(
        media_type="application/sparql-results+xml",
        family="solutions",
        names=("xml", "srx"),
        title="SPARQL XML",
        iri=W3C_FORMATS + "SPARQL_Results_XML",
        aliases=("application/xml", "text/xml"),
        xml=True,
    ),
    Format("text/csv", "solutions", ("csv",), "CSV", W3C_FORMATS + "SPARQL_Results_CSV"),
    Format(
        media_type="text/tab-separated-values",
        family="solutions",
        names=("tsv",),
        title="TSV",
        iri=W3C_FORMATS + "SPARQL_Results_TSV",
    ),
    Format(HTML, "solutions", ("html", "table"), "HTML table", means=(XHTML,)),
)
TURTLE = Format(
    media_type="text/turtle",
    family="graph",
    names=("ttl", "turtle", "n3"),
    title="Turtle",
    iri=W3C_FORMATS + "Turtle",
    aliases=("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
    triples=True,
)
N_TRIPLES = Format(
    media_type="application/n-triples",
    family="graph",
    names=("nt", "ntriples", "n-triples"),
    title="N-Triples",
    iri=W3C_FORMATS + "N-Triples",
    aliases=("text/plain",),
    triples=True,
)
N_QUADS = Format(
    media_type="application/n-quads",
    family="graph",
    names=("nq", "nquads", "n-quads"),
    title="N-Quads",
    iri=W3C_FORMATS + "N-Quads",
    aliases=("text/x-nquads",),
    graphs=True,
)
RDF_FORMATS = (
    TURTLE,
    N_TRIPLES,
    N_QUADS,
    Format(
        media_type="application/trig",
        family="graph",
        names=("trig",),
        title="TriG",
        iri=W3C_FORMATS + "TriG",
        aliases=("application/x-trig",),
        graphs=True,
    ),
    Format(
        media_type="application/rdf+xml",
        family="graph",
        names=("rdf", "rdfxml", "rdf+xml", "xml"),
        title="RDF/XML",
        iri=W3C_FORMATS + "RDF_XML",
        aliases=("application/xml", "text/xml"),
        triples=True,
        triple_terms=False,
        xml=True,
        endings=("owl", "rdfs"),
    ),
    Format(
        media_type="application/ld+json",
        family="graph",
        names=("jsonld", "json-ld", "json"),
        title="JSON-LD",
        iri=W3C_FORMATS + "JSON-LD",
        aliases=("application/json", "application/x-json+ld"),
        triples=True,
        graphs=True,
        triple_terms=False,
    ),
)
# What is no RDF but a page for people, or plain data about what is published.
PAGE = Format(HTML, "graph", (), "page", means=(XHTML,))
JSON = Format("application/json", "graph", (), "JSON")
PARQUET = Format("application/vnd.apache.parquet", "file", ("parquet",), "Parquet")
XLSX = Format(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "file", ("xlsx",), "Excel"
)
CITATION = Format("application/yaml", "file", ("cff",), "Citation File Format")
GZIP = Format("application/gzip", "file", ("gz",), "gzip")
ZSTD = Format("application/zstd", "file", ("zst",), "zstd")

FORMATS = (
    *SOLUTIONS,
    *RDF_FORMATS,
    Format(HTML, "graph", ("html", "table"), "HTML page", means=(XHTML,)),
)
# What files of a release may be, beside plain text.
OF_FILES = (*RDF_FORMATS, SOLUTIONS[2], PARQUET, XLSX, CITATION, GZIP, ZSTD)


def of_ending(ending: str) -> Format | None:
    """The RDF format that files with an ending, without its dot, are written in."""
    wanted = ending.lower()
    return next((row for row in RDF_FORMATS if wanted in (*row.names, *row.endings)), None)


def of_file(name: str) -> Format | None:
    """The format of a release's file by the end of its name; ``None`` for plain text."""
    suffix = name.rpartition(".")[2] if "." in name else ""
    return next((row for row in OF_FILES if row.suffix == suffix), None)


def of_media_type(media_type: str) -> Format | None:
    """The format of a release's file by its media type."""
    return next((row for row in OF_FILES if row.media_type == media_type), None)
