"""The formats of results: SPARQL 1.1 JSON, XML, CSV and TSV, and the RDF syntaxes."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import httpx

from .asking import ASK, CONSTRUCT, CSV, JSON, TSV, TURTLE, XML, get, media, triples
from .registry import clause

TERMS = """SELECT ?s ?label ?depth ?none WHERE {
  ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label
  OPTIONAL { ?s <http://example.org/depth> ?depth }
} ORDER BY ?label"""
NOTE = "SELECT ?note WHERE { <http://example.org/id/hill> <http://example.org/note> ?note }"
NOTE_TEXT = 'a, "quoted"\nnote; 1<2 & 3'
SPACE = "{http://www.w3.org/2005/sparql-results#}"


@clause("results-json-3.1-head")
def json_head(client: httpx.Client) -> None:
    """The head lists the variables, with those that are never bound."""
    assert get(client, TERMS, JSON).json()["head"]["vars"] == ["s", "label", "depth", "none"]


@clause("results-json-3.2-terms")
def json_terms(client: httpx.Client) -> None:
    """Terms say their type, language and datatype; what is unbound is left out."""
    rows = get(client, TERMS, JSON).json()["results"]["bindings"]
    lake = next(row for row in rows if row["label"]["value"] == "湖")

    assert lake["s"] == {"type": "uri", "value": "http://example.org/id/lake"}
    assert lake["label"]["xml:lang"] == "ja"
    assert lake["depth"]["datatype"].endswith("#decimal")
    assert "none" not in lake


@clause("results-json-3.3-boolean")
def json_boolean(client: httpx.Client) -> None:
    """ASK answers with a boolean."""
    assert get(client, ASK, JSON).json()["boolean"] is True


@clause("results-xml-2.3-results")
def xml_results(client: httpx.Client) -> None:
    """XML has the same rows as JSON, and is well-formed with whatever the data hold."""
    root = ElementTree.fromstring(get(client, NOTE, XML).content)

    assert root.findtext(f".//{SPACE}literal") == NOTE_TEXT
    assert root.find(f"{SPACE}head/{SPACE}variable").attrib == {"name": "note"}  # type: ignore[union-attr]


@clause("results-xml-2.3-boolean")
def xml_boolean(client: httpx.Client) -> None:
    """ASK answers with a boolean element."""
    root = ElementTree.fromstring(get(client, ASK, XML).content)

    assert root.findtext(f"{SPACE}boolean") == "true"


@clause("results-csv-3-rows")
def csv_rows(client: httpx.Client) -> None:
    """CSV has a header row, CRLF, plain values, quotes where needed, nothing for unbound."""
    answer = get(client, NOTE, CSV)

    assert answer.content.startswith(b"note\r\n")
    assert list(csv.reader(io.StringIO(answer.text, newline=""))) == [["note"], [NOTE_TEXT]]
    rows = list(csv.reader(io.StringIO(get(client, TERMS, CSV).text, newline="")))
    assert rows[1] == ["http://example.org/id/hill", "Hill", "", ""]


@clause("results-csv-media-type")
def csv_media_type(client: httpx.Client) -> None:
    """CSV and TSV say that they are UTF-8."""
    for accept in (CSV, TSV):
        assert get(client, TERMS, accept).headers["content-type"] == f"{accept}; charset=utf-8"


@clause("results-tsv-4-rows")
def tsv_rows(client: httpx.Client) -> None:
    """TSV has variables with a question mark and terms as in Turtle."""
    lines = get(client, TERMS, TSV).text.splitlines()

    assert lines[0] == "?s\t?label\t?depth\t?none"
    assert lines[1].startswith('<http://example.org/id/hill>\t"Hill"@en\t')


@clause("rdf-syntaxes")
def rdf_syntaxes(client: httpx.Client) -> None:
    """A graph is the same in Turtle, N-Triples, RDF/XML and JSON-LD."""
    expected = triples(get(client, CONSTRUCT, TURTLE))

    assert len(expected) == 13
    for name in ("nt", "rdf", "jsonld"):
        assert triples(get(client, CONSTRUCT, format=name)) == expected, name


@clause("rdf-dataset-syntaxes")
def dataset_syntaxes(client: httpx.Client) -> None:
    """A graph is the same in N-Quads and TriG, as their default graph."""
    expected = triples(get(client, CONSTRUCT, TURTLE))

    for name in ("nq", "trig"):
        assert triples(get(client, CONSTRUCT, format=name)) == expected, name


@clause("format-parameter")
def format_parameter(client: httpx.Client) -> None:
    """?format= and its synonyms name a format for those who cannot set Accept, and win over it."""
    assert media(get(client, TERMS, JSON, format="csv")) == CSV
    assert media(get(client, TERMS, output="xml")) == XML
    assert media(get(client, CONSTRUCT, format="text/turtle")) == TURTLE
    assert media(get(client, CONSTRUCT, format="json")) == "application/ld+json"
    assert get(client, TERMS, format="docx").status_code == 400
    assert get(client, TERMS, format="csv", output="xml").status_code == 400
    assert get(client, CONSTRUCT, format="csv").status_code == 406


@clause("html-table")
def html_table(client: httpx.Client) -> None:
    """Browsers get a table with labels, and links to the same answer in every other format."""
    answer = get(client, "SELECT ?s WHERE { ?s <http://example.org/depth> ?d }", "text/html")

    assert media(answer) == "text/html"
    assert '<a href="http://example.org/id/lake"' in answer.text
    assert ">Lake</a>" in answer.text
    assert "format=csv" in answer.text


@clause("html-escaped")
def html_escaped(client: httpx.Client) -> None:
    """What the data or the query hold is text on a page, never markup."""
    answer = get(client, 'SELECT ("<script>alert(1)</script>" AS ?x) {}', "text/html")

    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
