"""The corpus: what clients sent that once took minutes, memory or the service, each in short."""

from __future__ import annotations

import gzip

SPARQL, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
MUCH = 24_000
MARKS = "e" + "\u0301\u0316" * 1000  # combining marks that are put in order two by two

# A text to read as a query, which is none.
QUERIES = {
    "a long number": "LIMIT " + "1" * MUCH,
    "numbers and spaces": "LIMIT 1 " * 3000,
    "a long word": "a" * MUCH,
    "a long variable": "?" + "a" * MUCH,
    "many variables": "?a " * 8000,
    "words in lines": "a b c\n" * 4000,
    "a declaration and spaces": "PREFIX" + " " * MUCH,
    "an IRI without end": "<" + "a" * MUCH,
    "IRIs without end": "<a" * 12_000,
    "selects": "SELECT " * 3000,
    "filters": "FILTER ?a " * 2400,
    "orders": "ORDER BY " * 2600,
    "aggregates": "COUNT(" * 4000,
    "brackets": "(" * MUCH,
    "strings without end": "'a\\'" * 6000,
    "long strings without end": "'''a'" * 4800,
    "escapes": "\\u0041" * 4000,
    "dots": "a." * 12_000,
    "hyphens": "a-" * 12_000,
    "a prefix that is like none": "b" * 20_000 + ":x",
    "prefixes": "".join(f"PREFIX p{n}: <urn:{n}> " for n in range(1200)) + "q:x",
    "marks": MARKS * 5,
}
# The query string or form, as its bytes.
FORMS = {
    "names without values": b"a&" * 120_000,
    "one name again and again": b"query=a&" * 30_000,
    "graphs": b"default-graph-uri=urn:a&" * 10_000,
    "bare percents": b"query=" + b"%" * 200_000,
    "broken escapes": b"query=" + b"%zz" * 60_000,
    "plus signs": b"query=" + b"+" * 200_000,
    "formats": b"".join(b"format=a%d&" % n for n in range(900)),
}
# A header field by its name.
FIELDS = {
    "ranges": ("accept", "a/b," * 37_000),
    "ranges that fit": ("accept", "a/b," * 1000),
    "parameters": ("accept", "a/b" + ";a=b" * 1000),
    "languages": ("accept-language", "a-" * 2000),
    "many languages": ("accept-language", "en;q=0.1," * 440),
    "codings": ("accept-encoding", "gzip;q=0," * 440),
    "tags": ("if-none-match", '"a",' * 1000),
    "a tag without end": ("if-none-match", '"' + "a" * 4000),
    "a range in spaces": ("range", "bytes=" + " " * 4000),
    "a range beyond everything": ("range", "bytes=" + "9" * 3000 + "-"),
    "a date beyond everything": ("if-modified-since", "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"),
    "a zone beyond everything": ("if-unmodified-since", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999"),
    "proxies": ("x-forwarded-for", "1.1.1.1," * 900),
    "a cookie": ("cookie", "a=b;" * 2000),
    "a type": ("content-type", "a/b;" * 1000),
}  # fmt: skip
PATHS = {
    "dots": "/id/" + "a." * 2000,
    "slashes": "/" * 4000,
    "marks": "/id/" + MARKS,
    "a long path": "/id/" + "a" * 30_000,
    "a long name of a release": "/dumps/" + "a" * 3000 + "/x",
    "a long name of a file": "/static/" + "a" * 3000,
    "a path that fits and is no name": "/id/" + "a" * 4000,
}
BODIES = {
    "much of nothing": gzip.compress(b" " * 50_000_000, mtime=0),
    "parts": gzip.compress(b"", mtime=0) * 10_000,
    "half": gzip.compress(b"ASK {}" * 100, mtime=0)[:-9],
    "no gzip": b"ASK {}",
}
