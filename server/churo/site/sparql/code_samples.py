"""Writes programs that ask a query, to be copied: in curl, Python, R and JavaScript."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A program in a language."""

    language: str
    text: str


def samples(endpoint: str, query: str, kind: str) -> list[Sample]:
    """Programs that put a query to an endpoint and read its answer of a kind, by POST: any length fits."""
    text = query.strip("\r\n")
    format = {"graph": "ttl", "boolean": "json"}.get(kind, "csv")
    return [
        Sample("curl", _curl(endpoint, text, format)),
        Sample("Python", _python(endpoint, text, format)),
        Sample("R", _r(endpoint, text, format)),
        Sample("JavaScript", _javascript(endpoint, text, format)),
    ]


def _curl(endpoint: str, query: str, format: str) -> str:
    mark = "SPARQL"
    while mark in query.splitlines():
        mark += "_"
    return (
        f"curl {_shell(endpoint)} --data-urlencode query@- --data-urlencode format={format} <<'{mark}'\n"
        f"{query}\n{mark}\n"
    )


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _python(endpoint: str, query: str, format: str) -> str:
    quoted = query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    end = "\\\n" if quoted.endswith('"') else ""
    pandas = format == "csv"
    reading = (
        'table = pd.read_csv(urlopen("ENDPOINT", form))\nprint(table)\n'
        if pandas
        else 'print(urlopen("ENDPOINT", form).read().decode())\n'
    ).replace('"ENDPOINT"', json.dumps(endpoint))
    return (
        "from urllib.parse import urlencode\nfrom urllib.request import urlopen\n"
        + ("\nimport pandas as pd\n" if pandas else "")
        + f'\nquery = """{quoted}{end}"""\n'
        + f'form = urlencode({{"query": query, "format": "{format}"}}).encode()\n'
        + reading
    )


def _r(endpoint: str, query: str, format: str) -> str:
    dashes = "-"
    while f'){dashes}"' in query:
        dashes += "-"
    reading = "read.csv(text = text)" if format == "csv" else "cat(text)"
    return (
        f'library(httr2)\n\nquery <- r"{dashes}({query}){dashes}"\n'
        f"text <- request({json.dumps(endpoint)}) |>\n"
        f'  req_body_form(query = query, format = "{format}") |>\n'
        "  req_perform() |>\n  resp_body_string()\n"
        f"{reading}\n"
    )


def _javascript(endpoint: str, query: str, format: str) -> str:
    quoted = query.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    return (
        f"const query = `{quoted}`;\n"
        f"const answer = await fetch({json.dumps(endpoint)}, {{\n"
        '  method: "POST",\n'
        f'  body: new URLSearchParams({{ query, format: "{format}" }}),\n'
        "});\n"
        "console.log(await answer.text());\n"
    )
