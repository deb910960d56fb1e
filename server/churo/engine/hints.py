"""What probably went wrong in a query: the usual mistakes, each recognised by a pure rule."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from . import sparql_lexer
from .sparql_lexer import UNSEEN, Token

# In strings, IRIs and comments nothing is a mistake of syntax.
QUIET = ("string", "iri", "comment")
LOOKED_AT = (
    8 << 10
)  # characters in which the usual mistakes are looked for, each by a search of its own


@dataclass(frozen=True)
class Hint:
    """Words for the person; a line that would mend the query; where the mistake begins.

    ``offset`` counts the characters of the query before it, -1 where that is not known.
    """

    text: str
    declaration: str = ""
    offset: int = -1


Rule = Callable[[str, str], str | None]


def find(query: str, known: Mapping[str, str], declared: Collection[str] = ()) -> Hint | None:
    """The most likely mistake in a query that does not parse; ``known`` maps prefixes.

    Prefixes ``declared`` elsewhere need not be declared in it.
    """
    undeclared = _undeclared(query, known, declared)
    if undeclared:
        return undeclared
    bare = sparql_lexer.without(query, QUIET)
    for rule in RULES:
        most = None if rule is _braces else LOOKED_AT
        text = rule(query[:most], bare[:most])
        if text:
            return Hint(text)
    return None


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of a character of the query."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _undeclared(query: str, known: Mapping[str, str], given: Collection[str]) -> Hint | None:
    declared = set(given)
    used: list[tuple[str, Token]] = []
    before = ""
    for token in sparql_lexer.lex(query):
        if token.kind == "name":
            name = token.text.partition(":")[0]
            if before == "PREFIX":
                declared.add(name)
            else:
                used.append((name, token))
        if token.kind not in UNSEEN:
            before = token.text.upper()
    for name, token in used:
        if name not in declared:
            return _undeclared_hint(name, token, query, declared, known)
    return None


def _undeclared_hint(
    name: str, token: Token, query: str, declared: set[str], known: Mapping[str, str]
) -> Hint:
    after = query[token.start + len(name) + 1 : token.start + len(name) + 2]
    if name in ("http", "https", "urn") and after in "/":
        text = "An IRI stands between angle brackets: <http://…>."
        return Hint(text, offset=token.start)
    if name in known:
        return Hint(
            f"The prefix {name}: is not declared. Put this line first.",
            f"PREFIX {name}: <{known[name]}>",
            token.start,
        )
    near = difflib.get_close_matches(name, [*declared, *known], 1)
    also = f" Did you mean {near[0]}:?" if near else ""
    text = f"The prefix {name}: is not declared, and we do not know it.{also}"
    return Hint(text, offset=token.start)


def _typographic(query: str, bare: str) -> str | None:
    found = re.search("[“”„‘’‚«»]", bare)
    return found and f"{found.group()} is a typographic quote; strings take \" or '."


def _wide(query: str, bare: str) -> str | None:
    found = re.search("[\uff01-\uff5e\u3000\u00a0]", bare)
    return found and (
        f"There is a full-width or no-break character (U+{ord(found.group()):04X}); "
        "type the narrow one."
    )


def _escaped(query: str, bare: str) -> str | None:
    if re.search(r"&(?:lt|gt|amp|quot);", query):
        return "The query was escaped for HTML (&lt; &gt; &amp;); send the characters themselves."
    if re.search(r"%(?:20|7B|3F|0A)", query, re.IGNORECASE) and " " not in query.strip():
        return "The query was percent-encoded twice; encode it once."
    return None


def _comma(query: str, bare: str) -> str | None:
    found = re.search(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?[?$]\w+\s*,", bare, re.IGNORECASE)
    return found and "Variables after SELECT stand without commas: SELECT ?a ?b."


def _aggregate(query: str, bare: str) -> str | None:
    found = re.search(
        r"\bSELECT\b[^{(]*?\b(COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\s*\(", bare, re.IGNORECASE
    )
    if found:
        name = found.group(1).upper()
        return f"An aggregate needs brackets and a name: SELECT ({name}(?x) AS ?n)."
    found = re.search(r"\(\s*(COUNT|SUM|AVG|MIN|MAX|SAMPLE)\s*\([^()]*\)\s*\)", bare, re.IGNORECASE)
    return found and f"The aggregate has no name: ({found.group(1).upper()}(…) AS ?n)."


def _operator(query: str, bare: str) -> str | None:
    for wrong, right in (("AND", "&&"), ("OR", "||"), ("LIKE", 'CONTAINS(STR(?x), "…") or REGEX')):
        if re.search(rf"\bFILTER\b[^{{}}]*\s{wrong}\b", bare, re.IGNORECASE):
            return f"SPARQL has no {wrong}; write {right}."
    if "==" in bare:
        return "Equality is =, not ==."
    return "Inequality is !=, not <>." if re.search(r"[?$]\w+\s*<>", query) else None


def _filter(query: str, bare: str) -> str | None:
    found = re.search(r"\bFILTER\s+[?$]\w+", bare, re.IGNORECASE)
    return found and "A condition after FILTER stands in brackets: FILTER (?x > 3)."


def _order(query: str, bare: str) -> str | None:
    if re.search(r"\b(?:LIMIT|OFFSET)\s+\d+\s+(?:ORDER|GROUP|HAVING)\b", bare, re.IGNORECASE):
        return "The order is GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET."
    if re.search(r"\bORDER\s+BY\b[^{}]*\bGROUP\s+BY\b", bare, re.IGNORECASE):
        return "GROUP BY comes before ORDER BY."
    return None


def _grouped(query: str, bare: str) -> str | None:
    if re.search(r"\b(?:COUNT|SUM|AVG|MIN|MAX|SAMPLE)\s*\(", bare, re.IGNORECASE):
        return "Every variable after SELECT that is not inside an aggregate belongs in GROUP BY."
    return None


def _semicolon(query: str, bare: str) -> str | None:
    return "A query does not end with a semicolon." if bare.rstrip().endswith(";") else None


def _braces(query: str, bare: str) -> str | None:
    for left, right in ("{}", "()"):
        missing = bare.count(left) - bare.count(right)
        if missing:
            return f"There {'is' if abs(missing) == 1 else 'are'} {abs(missing)} " + (
                f"{right} too few." if missing > 0 else f"{right} too many."
            )
    return None


def _dot(query: str, bare: str) -> str | None:
    triple = (
        r"[?$\w:]+[ \t]+[?$\w:/^*+|]+[ \t]+[?$\w:]+[ \t]*\n\s*[?$\w:]+[ \t]+[?$\w:]+[ \t]+[?$\w:]"
    )
    found = re.search(triple, bare)
    return found and "A full stop (or ; or ,) stands between two triple patterns."


RULES: tuple[Rule, ...] = (
    _escaped,
    _typographic,
    _wide,
    _braces,
    _comma,
    _aggregate,
    _operator,
    _filter,
    _order,
    _semicolon,
    _grouped,
    _dot,
)
