"""The tools for language models as a table: names, what each is for, what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...errors import ProtocolError
from ...languages import LANGUAGES
from .claim_texts import CODES, VERDICTS

LONGEST = 200  # characters of a name or of what is searched for
KINDS = ("entity", "claim", "question", "source", "term")


@dataclass(frozen=True)
class Parameter:
    """What a tool takes by a name: one of ``choices`` or up to ``most`` characters; a whole number
    up to ``most`` where there is a ``least``. ``others`` are taken for some of the choices."""

    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int = LONGEST
    default: str | int = ""
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        if self.least is not None:
            bounds = {"minimum": self.least, "maximum": self.most, "default": self.default}
            return {"type": "integer", "description": self.about, **bounds}
        schema: dict[str, Any] = {"type": "string", "description": self.about}
        if self.choices:
            schema["enum"] = list(self.choices)
        else:
            schema["maxLength"] = self.most
        return schema | ({"default": self.default} if self.default else {})


@dataclass(frozen=True)
class Tool:
    """A tool: what it gives, and its parameters by name."""

    name: str
    title: str
    about: str
    parameters: Mapping[str, Parameter]

    @property
    def definition(self) -> dict[str, Any]:
        """As the protocol lists it. All tools only read, and what they give is in this release."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.about,
            "inputSchema": {
                "type": "object",
                "properties": {name: row.schema for name, row in self.parameters.items()},
                "required": [name for name, row in self.parameters.items() if row.required],
                "additionalProperties": False,
            },
            "annotations": {
                "readOnlyHint": True,
                "destructiveHint": False,
                "idempotentHint": True,
                "openWorldHint": False,
            },
        }

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments with defaults. Raises ProtocolError for what the definition does not allow."""
        unknown = sorted(given.keys() - self.parameters.keys())
        if unknown:
            told = ", ".join(self.parameters) or "nothing"
            raise _wrong(f"{self.name} does not take “{unknown[0][:LONGEST]}”; it takes {told}.")
        return {name: _value(name, row, given.get(name)) for name, row in self.parameters.items()}


def _value(name: str, row: Parameter, value: Any) -> str | int:
    if value is None or value == "":
        if row.required:
            raise _wrong(f"“{name}” is needed: {row.about}.")
        return row.default
    if row.least is not None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise _wrong(f"“{name}” is a whole number.")
        if not row.least <= value <= row.most:
            raise _wrong(f"“{name}” is a whole number from {row.least} to {row.most}.")
        return value
    if not isinstance(value, str):
        raise _wrong(f"“{name}” is a string.")
    if row.choices:
        return _choice(name, row, value)
    if len(value) > row.most:
        raise _wrong(f"“{name}” has at most {row.most} characters.")
    return value


def _choice(name: str, row: Parameter, value: str) -> str:
    """One of the choices, which a code of the data may name."""
    wanted = value.removeprefix("code:")
    wanted = row.others.get(wanted, wanted)
    if wanted not in row.choices:
        raise _wrong(f"“{name}” is one of: {', '.join(row.choices)}.")
    return wanted


def _wrong(text: str) -> ProtocolError:
    return ProtocolError("parameter", text)


LANGUAGE = Parameter("language of labels", choices=LANGUAGES, default=LANGUAGES[0])


LIMIT = Parameter("how many at most", least=1, most=50, default=10)
TOOLS = (
    Tool(
        "search",
        "Search",
        "Find entities, claims, questions, sources and terms by words or names in any of the "
        "languages, or by another's identifier such as a Wikidata Q-id. Begin here to get IRIs.",
        {
            "query": Parameter("a name, words or an identifier", True),
            "kind": Parameter("only one kind", choices=KINDS),
            "limit": replace(LIMIT, about="how many at most of each kind", default=5),
            "language": LANGUAGE,
        },
    ),
    Tool(
        "thing",
        "One thing",
        "All that is said of one thing: its names, its statements, each with the claims that "
        "state it, and those claims with verdict and sources. A claim gives what it states.",
        {
            "id": Parameter("an IRI, a name with prefix, or the end of an IRI", True),
            "limit": LIMIT,
            "language": LANGUAGE,
        },
    ),
    Tool(
        "claims",
        "Claims",
        "The claims that were assessed or sourced, by verdict, field and actor, the worst "
        "first: who says what, on what footing, does it hold up, why, by which sources.",
        {
            "verdict": Parameter(
                "what was found; sourced: the editor's own, with sources",
                choices=VERDICTS,
                others=CODES,
            ),
            "field": Parameter("a field by IRI or label"),
            "actor": Parameter("an actor by IRI or label"),
            "text": Parameter("words that are all in the claim, or in names of what it is about"),
            "limit": LIMIT,
            "offset": Parameter("how many to pass over", least=0, most=100_000, default=0),
            "language": LANGUAGE,
        },
    ),
    Tool(
        "question",
        "A published question",
        "A question of the list with its query, its answer and the claims behind it; without "
        "a slug the list of questions, those that fit the words of “text” best if given.",
        {
            "slug": Parameter("the question's short name from the list"),
            "text": Parameter("words of the question, its name or its keywords"),
            "limit": Parameter("rows at most", least=1, most=200, default=30),
            "language": LANGUAGE,
        },
    ),
    Tool(
        "schema",
        "Schema",
        "How to write a query: rules, prefixes, classes with counts and properties, examples; "
        "with a name, what one class, property or code means and how it is used.",
        {
            "name": Parameter("a class, property or code by IRI, with prefix or by label"),
            "language": LANGUAGE,
        },
    ),
    Tool(
        "sparql",
        "SPARQL",
        "Answer a SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE). Read “schema” first. The "
        "project's prefixes need not be declared. The claims behind the rows come with them.",
        {
            "query": Parameter("the query", True),
            "limit": Parameter("rows shown at most", least=1, most=500, default=50),
            "language": LANGUAGE,
        },
    ),
)


def table(query_bytes: int) -> dict[str, Tool]:
    """The tools by name; a query has at most so many bytes."""
    query = {"query": replace(TOOLS[-1].parameters["query"], most=query_bytes)}
    sparql = replace(TOOLS[-1], parameters={**TOOLS[-1].parameters, **query})
    return {tool.name: tool for tool in (*TOOLS[:-1], sparql)}
