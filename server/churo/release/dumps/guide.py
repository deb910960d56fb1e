"""Writes how to ask a graph, for readers who have nothing else: rules, prefixes, classes, questions with answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ...errors import InputError
from ...model import VIEWS
from ..source import questions
from ..source.merged_store import select
from ..source.questions import PublishedQuestion

GUIDE = Path("queries/guide")
QUESTIONS = Path("queries/questions")
CHOSEN = "guide"  # the keyword of the questions that are shown
ROWS = 1  # of an answer that are shown
CODES, FEW = 4, 6  # values of a property that are shown, and up to how many all are
LONGEST = 24  # characters of a value
MARGIN = re.compile(r"^ +", re.MULTILINE)
HOW_TO_READ = (
    "Things; properties, ? where not all have them; codes. A name without prefix has that of the one "
    "before."
)


def texts(
    store: Store, root: Path, heading: str, prefixes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The guide by its name among the views, if the house has rules for one.

    Raises InputError, naming the query, when one cannot be asked.
    """
    rules = root / GUIDE / "rules.md"
    if not rules.is_file():
        return
    asked = [q for q in questions.read(root / QUESTIONS) if CHOSEN in q.keywords]
    examples = [line for question in asked for line in _example(store, question, heading, prefixes)]
    classes = _classes(store, root / GUIDE / "classes.rq", heading, prefixes)
    told = "\n".join([*classes, *examples, rules.read_text("utf-8")])
    others = _others(store, root / GUIDE / "properties.rq", heading, prefixes, told)
    lines = [
        "## Rules",
        "",
        rules.read_text("utf-8").strip(),
        "",
        "## Prefixes",
        "",
        "```sparql",
        *(f"PREFIX {p}: <{iri}>" for p, iri in prefixes.items() if re.search(rf"\b{p}:", told)),
        "```",
        "",
        "## Classes",
        "",
        HOW_TO_READ,
        "",
        *classes,
        *others,
        "",
        "## Examples",
        *examples,
    ]
    yield f"{VIEWS}/guide.md", "\n".join(lines) + "\n"


def _classes(store: Store, path: Path, heading: str, prefixes: Mapping[str, str]) -> list[str]:
    """A line for each class of rows ``place class things property uses value times``."""
    names: dict[int, tuple[str, int]] = {}
    uses: dict[int, dict[str, int]] = defaultdict(dict)
    codes: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for row in _ask(store, path, heading + path.read_text("utf-8")):
        place, name = int(row["place"].value), _short(row["property"], prefixes)
        names[place] = _short(row["class"], prefixes), int(row["things"].value)
        uses[place][name] = int(row["uses"].value)
        if row["value"] is not None and row["times"] != row["things"]:
            codes[place, name][_short(row["value"], prefixes)] = int(row["times"].value)
    found = []
    for place, (name, things) in sorted(names.items()):
        ordered = sorted(uses[place], key=lambda one: (-uses[place][one], one))
        told = [
            short + ("" if uses[place][long] == things else "?") + _values(codes[place, long])
            for long, short in zip(ordered, _elided(ordered), strict=True)
        ]
        found.append(f"- `{name}` {things}: {', '.join(told)}")
    return found


def _others(
    store: Store, path: Path, heading: str, prefixes: Mapping[str, str], told: str
) -> Iterator[str]:
    """A line of the properties that nothing else tells of, of rows ``property uses``."""
    rows = _ask(store, path, heading + path.read_text("utf-8"))
    uses = {_short(row["property"], prefixes): int(row["uses"].value) for row in rows}
    known = set(re.findall(r"[\w-]+", told))
    names = sorted(name for name in uses if name.partition(":")[2] not in known)
    if names:
        yield f"- Further: {', '.join(_elided(names))}"


def _values(codes: Mapping[str, int]) -> str:
    """The most frequent codes."""
    names = sorted(codes, key=lambda name: (-codes[name], name))
    if len(names) > FEW:
        names = [*names[:CODES], "…"]
    return f" ({' '.join(_elided(names))})" if names else ""


def _elided(names: Iterable[str]) -> Iterator[str]:
    """Names without the prefixes that those before them have."""
    before = ""
    for name in names:
        prefix, mark, local = name.partition(":")
        yield local if mark and prefix == before else name
        before = prefix


def _example(
    store: Store, question: PublishedQuestion, heading: str, prefixes: Mapping[str, str]
) -> Iterator[str]:
    """A question, its query and, as comments, the beginning of its answer."""
    text = heading + question.text
    if question.form == "SELECT":
        answer = list(_rows(_ask(store, question.path, text), prefixes))
    else:
        answer = [_truth(store, question.path, text)]
    query = MARGIN.sub("", question.text.strip())
    yield from ("", f"### {question.words['en']}", "```sparql", query)
    yield from (*(f"# {line}".rstrip() for line in answer), "```")


def _truth(store: Store, path: Path, text: str) -> str:
    try:
        return str(bool(store.query(text))).lower()
    except SyntaxError as error:
        raise InputError(f"makes no guide: {error}.", str(path)) from error


def _rows(solutions: QuerySolutions, prefixes: Mapping[str, str]) -> Iterator[str]:
    names = [variable.value for variable in solutions.variables]
    rows = list(solutions)
    yield " | ".join(names)
    for row in rows[:ROWS]:
        yield " | ".join("" if row[name] is None else _short(row[name], prefixes) for name in names)
    if len(rows) > ROWS:
        yield f"… {len(rows) - ROWS} more"


def _ask(store: Store, path: Path, text: str) -> QuerySolutions:
    try:
        return select(store, text)
    except (SyntaxError, AssertionError) as error:
        raise InputError(f"makes no guide: {error}.", str(path)) from error


def _short(term: object, prefixes: Mapping[str, str]) -> str:
    """A term as short as it can be told: an IRI by its prefix, a literal by its text."""
    if isinstance(term, Literal):
        return term.value if len(term.value) <= LONGEST else term.value[:LONGEST] + "…"
    if not isinstance(term, NamedNode):
        return str(term)
    found = [(len(iri), p, iri) for p, iri in prefixes.items() if term.value.startswith(iri)]
    if not found:
        return f"<{term.value}>"
    _, prefix, iri = max(found)
    return f"{prefix}:{term.value[len(iri) :]}"
