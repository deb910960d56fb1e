"""The words of hints and notices in English, by their kinds; what they say of a query stands in braces.

The site tells them in the languages of its readers, by the same kinds and values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HINTS: Mapping[str, str] = {
    "undeclared": "The prefix {name}: is not declared. Put this line first.",
    "unknown-prefix": "The prefix {name}: is not declared, and we do not know it.",
    "misspelt-prefix": (
        "The prefix {name}: is not declared, and we do not know it. Did you mean {near}:?"
    ),
    "misspelt-keyword": "SPARQL has no word {word}. Did you mean {near}?",
    "bare-iri": "An IRI stands between angle brackets: <http://…>.",
    "label-service": (
        "Wikidata's label service is not needed: pages show labels by themselves, and a query asks for "
        'them with ?thing rdfs:label ?label . FILTER (LANG (?label) = "en").'
    ),
    "typographic": "{mark} is a typographic quote; strings take \" or '.",
    "full-width": "There is a full-width or no-break character ({code}); type the narrow one.",
    "escaped": (
        "The query was escaped for HTML (&lt; &gt; &amp;); send the characters themselves."
    ),
    "encoded-twice": "The query was percent-encoded twice; encode it once.",
    "comma": "Variables after SELECT stand without commas: SELECT ?a ?b.",
    "bare-aggregate": "An aggregate needs brackets and a name: SELECT ({word}(?x) AS ?n).",
    "nameless-aggregate": "The aggregate has no name: ({word}(…) AS ?n).",
    "operator": "SPARQL has no {wrong}; write {right}.",
    "equality": "Equality is =, not ==.",
    "inequality": "Inequality is !=, not <>.",
    "bare-filter": "A condition after FILTER stands in brackets: FILTER (?x > 3).",
    "clause-order": "The order is GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET.",
    "group-first": "GROUP BY comes before ORDER BY.",
    "not-grouped": (
        "Every variable after SELECT that is not inside an aggregate belongs in GROUP BY."
    ),
    "ungrouped": (
        "{name} stands after SELECT, but neither in GROUP BY nor inside an aggregate: add it to GROUP BY, or "
        "write (SAMPLE({name}) AS ?one)."
    ),
    "modifier-inside": "{word} stands behind the closing brace: SELECT … {{ … }} {word} ….",
    "whole-number": "{word} takes a whole number from 0 on: {word} 10.",
    "exists": "EXISTS takes a pattern in braces: FILTER NOT EXISTS {{ ?x ?p ?y }}.",
    "semicolon": "A query does not end with a semicolon.",
    "too-few": "Brackets do not match: {number} {mark} too few.",
    "too-many": "Brackets do not match: {number} {mark} too many.",
    "sql": (
        "This is SQL. SPARQL has no tables; it asks for patterns of triples: "
        "SELECT ?name WHERE {{ ?thing rdfs:label ?name }}."
    ),
    "plain-words": (
        "These are plain words, and SPARQL is wanted: SELECT ?thing WHERE {{ … }}. "
        "To find a name, use the search; to begin with a query that works, use an example."
    ),
    "no-form": (
        "The query does not say what is wanted: it begins with SELECT, ASK, CONSTRUCT or "
        "DESCRIBE, as in SELECT * WHERE {{ … }}."
    ),
    "ideographic-stop": (
        "。 ends a sentence in Chinese and Japanese; in SPARQL it is a full stop: ."
    ),
    "capital-a": "The short form of rdf:type is a small a: ?thing a ex:Class.",
    "full-stop": "A full stop (or ; or ,) stands between two triple patterns.",
    "full-stop-before": (
        "A full stop (or ; or ,) stands between two triple patterns: put one before {term}."
    ),
    "bare-word": (
        "{word} is no term: a name has a prefix or angle brackets (ex:name), a variable a question "
        'mark (?name), a text quotes ("name").'
    ),
}
NOTICES: Mapping[str, str] = {
    "replacement": (
        "The replacement of a REPLACE is computed, and read by the engine's rules: $1x is a group "
        "of the name 1x. Write it into the query, or ${{1}}x."
    ),
    "wide-integer": (
        "{number} has more than 64 bits: it can be compared for being equal, and that is all."
    ),
    "zero-length-path": (
        "A path of no steps finds <{iri}> itself by the standard, but not here, since the data does "
        "not know it."
    ),
    "unbound-variable": "No pattern of the query binds {names}: misspelt?",
    "having-name": (
        "HAVING is evaluated before SELECT gives names, so {names} is unbound in it: write the aggregate "
        "itself, as in HAVING (COUNT(?x) > 1)."
    ),
    "misspelt-term": "The data does not know <{iri}>. Is <{near}> meant?",
    "unknown-term": "The data does not know <{iri}>.",
    "unknown-graph": "No graph has the name <{iri}>.",
    "unlike-values": (
        "The values of <{iri}> are of the types {types}, and {written} is of another: none is equal to it, "
        "less or greater. Such values are written like {example}."
    ),
    "no-text": "{function} takes a text, and {variable} is none: write {function}(STR({variable}) …).",
    "apart-in-graphs": (
        "No graph has both {pattern} and {other}, and GRAPH asks one graph for all between its braces: "
        "write one of them outside."
    ),
    "not-in-named-graphs": (
        "Only the default graph has {pattern}: write it outside the braces of GRAPH."
    ),
    "mixed-dates": (
        "The values of <{iri}> are of the types {types}: one is not compared with another, and such "
        "rows are left out. Compare STR(?date), or a property of one type."
    ),
    "languages": (
        "One thing has <{iri}> in several languages ({languages}): there is a row for each. "
        'FILTER (LANG(?label) = "{first}") keeps one.'
    ),
    "page-address": "<{iri}> is not in the data; <{name}> is.",
    "untagged-text": (
        'The data has "{text}"@{language}, and no "{text}" without a language: to SPARQL the two are '
        "different values."
    ),
    "invalid-regex": (
        "{written} is no regular expression: REGEX is an error for every row, and FILTER leaves the "
        "row out."
    ),
    "left-out": (
        "{missing} of {looked} things of the class <{group}> that were looked at have no <{property}>: "
        "they are left out."
    ),
    "only-said": (
        "Nothing in the default graph fits a part of the query, but named graphs have it: what is "
        "only said is reached by GRAPH ?assertion {{ … }}."
    ),
}


@dataclass(frozen=True)
class Hint:
    """Its kind and what it says of the query; a line that would mend that; where the mistake begins.

    ``offset`` counts the characters of the query before it, -1 where that is not known.
    """

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)
    declaration: str = ""
    offset: int = -1

    @property
    def text(self) -> str:
        """The words in English."""
        return HINTS[self.kind].format(**self.values)


def hint(kind: str, **values: str) -> Hint:
    """A hint of a place that is not known, without a line that would mend it."""
    return Hint(kind, values)
