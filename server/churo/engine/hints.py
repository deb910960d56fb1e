"""What probably went wrong in a query: the usual mistakes, each recognised by a pure rule."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import QuerySyntaxError

# Strings, IRIs and comments, in which nothing is a mistake of syntax.
_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_EXPECTED = re.compile(r"\[[^\]]*\]|'[^']*'|\"[^\"]*\"|[\w][\w ]*")
MOST = 8  # alternatives that a person will read
_USED = re.compile(r"(?<![\w?$@:.-])([A-Za-z][\w.-]*)?:(?=[\w%\\/]|\s|$)")


@dataclass(frozen=True)
class Hint:
    """Words for the person; a line that would mend the query; where the mistake begins.

    ``offset`` counts the characters of the query before it, -1 where that is not known.
    """

    text: str
    declaration: str = ""
    offset: int = -1


@dataclass(frozen=True)
class Explanation:
    """What is wrong with a query, for a person: where, counted from 1 (0: not known), and a hint."""

    message: str
    line: int
    column: int
    excerpt: str
    hint: Hint | None

    def members(self) -> dict[str, str | int]:
        """What is known beside the message, by the names that a problem document has for it."""
        found: dict[str, str | int] = {}
        if self.line:
            found |= {"line": self.line, "column": self.column, "excerpt": self.excerpt}
        if self.hint is not None:
            found["hint"] = self.hint.text
            found |= {"declaration": self.hint.declaration} if self.hint.declaration else {}
        return found


Rule = Callable[[str, str], str | None]


def explain(error: QuerySyntaxError, query: str, known: Mapping[str, str]) -> Explanation:
    """Put an error into words for whoever wrote the query; ``known`` maps prefixes to offer."""
    hint = find(query, known)
    line, column = error.line, error.column
    if hint is not None and hint.offset >= 0:
        line, column = place(query, hint.offset)
    shown = excerpt(query, line, column) if line else ""
    return Explanation(readable(error.message), line, column, shown, hint)


def find(query: str, known: Mapping[str, str]) -> Hint | None:
    """The most likely mistake in a query that does not parse; ``known`` maps prefixes."""
    bare = _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), query)
    undeclared = _undeclared(bare, known)
    if undeclared:
        return undeclared
    for rule in RULES:
        text = rule(query, bare)
        if text:
            return Hint(text)
    return None


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of a character of the query."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def readable(message: str) -> str:
    """A parser's message without the characters and grammar that only a parser needs."""
    if "Prefix not found" in message:
        return "A prefix is not declared."
    expected = message.partition("expected ")[2].removeprefix("one of ")
    if not expected:
        return message[:300]
    found = [word for word in _EXPECTED.findall(expected) if ".." not in word]
    words = dict.fromkeys(word.strip("[]'\"") for word in found if word != "_")
    sentences = [word for word in words if word.count(" ") > 1]
    if sentences:
        return f"{sentences[0]}."
    possible = ", ".join(list(words)[:MOST])
    return "This is not understood" + (f"; possible here: {possible}." if possible else ".")


def excerpt(query: str, line: int, column: int) -> str:
    """The line of a mistake, with a caret below the place; both count from 1."""
    lines = query.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1]
    start = max(0, column - 60)
    shown = text[start : start + 100].replace("\t", " ")
    return f"{shown}\n{' ' * (column - 1 - start)}^"


def _undeclared(bare: str, known: Mapping[str, str]) -> Hint | None:
    declared = set(_DECLARED.findall(bare))
    for match in _USED.finditer(_DECLARED.sub(lambda found: " " * len(found.group()), bare)):
        name = match.group(1) or ""
        if name in declared or name == "_":
            continue
        if name in ("http", "https", "urn") and bare[match.end() : match.end() + 1] in "/":
            text = "An IRI stands between angle brackets: <http://…>."
            return Hint(text, offset=match.start())
        if name in known:
            return Hint(
                f"The prefix {name}: is not declared. Put this line first.",
                f"PREFIX {name}: <{known[name]}>",
                match.start(),
            )
        near = difflib.get_close_matches(name, [*declared, *known], 1)
        also = f" Did you mean {near[0]}:?" if near else ""
        text = f"The prefix {name}: is not declared, and we do not know it.{also}"
        return Hint(text, offset=match.start())
    return None


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
