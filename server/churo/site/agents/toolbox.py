"""Runs the tools: reads what they are given, answers, and puts what goes wrong into words."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import Abandoned, ChuroError, ProtocolError, UnknownName
from ...http.context import Context
from ...model import Limits
from ..components.claims import STATES
from ..components.labels import last_part
from ..replies import problem_kinds
from . import answers, schema_answer, thing_answer
from .claim_texts import counts, verdict
from .ground import Call, Ground, Topics
from .tool_table import LONGEST, Tool, table

SPARE = 8 << 10  # bytes of the declarations that are added to a query
NEAR = 5  # names that are offered for one that nothing is called
EVERY_WORD = "All words of “text” must be in one: give fewer of them, or ask “search”."
Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class ToolAnswer:
    """What a tool gives: a JSON document, which tells of a problem where it is an error."""

    document: dict[str, Any]
    error: bool = False


class Toolbox:
    """The tools over the served release."""

    def __init__(self, ground: Ground, limits: Limits) -> None:
        self._ground, self._url = ground, ground.spaces.url
        self.tools: Mapping[str, Tool] = table(max(limits.query - SPARE, limits.query // 2))
        self._run: dict[str, Callable[[Call, Arguments], dict[str, Any]]] = {
            "search": _search,
            "thing": lambda call, given: thing_answer.told(call, given["id"], given["limit"]),
            "claims": _claims,
            "question": _question,
            "schema": lambda call, given: schema_answer.told(call, given["name"]),
            "sparql": lambda call, given: answers.asked(call, given["query"], given["limit"]),
        }

    def call(self, name: str, given: Arguments, context: Context) -> ToolAnswer:
        """What the tool of a name answers; what is wrong is told. Raises Abandoned, KeyError."""
        tool, run = self.tools[name], self._run[name]
        try:
            arguments = tool.read(given)
            call = self._ground.call(context, arguments["language"])
            document = run(call, arguments) | {"from": call.provenance()}
        except Abandoned:
            raise
        except (ChuroError, ValueError) as error:
            problem = problem_kinds.from_error(_worded(error))
            told = problem_kinds.document(problem, self._url, context.id)
            return ToolAnswer(told, error=True)
        return ToolAnswer(document)


def _worded(error: ChuroError | ValueError) -> Exception:
    """What cannot stand in a query is what the caller gave."""
    return error if isinstance(error, ChuroError) else ProtocolError("parameter", str(error))


def _search(call: Call, given: Arguments) -> dict[str, Any]:
    """What fits, by kind, with verdicts: of a claim itself, of what an entity is said to do."""
    found = call.ground.find(given["query"], given["limit"], call.client.context.gone)
    kinds = {kind: rows for kind, rows in found.items() if given["kind"] in ("", kind)}
    results = []
    actors = call.ground.topics(call.client)
    for kind, rows in kinds.items():
        for row in rows[: given["limit"]]:
            told: dict[str, Any] = {
                "kind": kind,
                "short": call.short(row.iri),
                **call.texts.named(row.iri),
            }
            told["page"] = call.ground.spaces.shown(row.iri, call.language)
            if row.matched and row.matched != told["name"]:
                told["matched"] = row.matched
            if (claim := call.index.claims.get(row.iri)) is not None:
                told |= call.texts.brief(claim)
            about = [iri for topics in actors.values() for iri in topics.get(row.iri, ())]
            if about:
                told["claims_by_verdict"] = counts(call.index.claims[iri] for iri in set(about))
            results.append(told)
    return {"results": results} if results else {"results": [], "note": "Nothing is called so."}


def _claims(call: Call, given: Arguments) -> dict[str, Any]:
    """The claims that fit, the worst first."""
    topics = call.ground.topics(call.client)
    allowed = [
        topics.get(role, {}).get(_topic(call, role, given[role]), frozenset())
        for role in ("field", "actor")
        if given[role]
    ]
    words, about = given["text"].casefold().split(), _about(topics) if given["text"] else {}
    found = [
        claim
        for claim in call.index.claims.values()
        if given["verdict"] in ("", verdict(claim))
        and all(claim.iri in claims for claims in allowed)
        and (not words or _has(call, (claim.iri, *about.get(claim.iri, ())), words))
    ]
    found.sort(key=lambda claim: (STATES.index(claim.state), claim.document, claim.iri))
    first, last = given["offset"], given["offset"] + given["limit"]
    told: dict[str, Any] = {"claims_in_all": len(found), "claims_by_verdict": counts(found)}
    told["claims"] = call.texts.claims(found[first:last])
    if not found:
        told["note"] = f"No claim fits. {EVERY_WORD}" if len(words) > 1 else "No claim fits."
    return told | ({"next_offset": last} if last < len(found) else {})


def _topic(call: Call, role: str, name: str) -> str:
    """The topic that a name means. Raises ProtocolError, with those that are near."""
    topics, wanted = call.ground.topics(call.client).get(role, {}), name.strip().casefold()
    iri = call.expanded(name)
    if iri in topics:
        return iri
    names = {row.text.casefold(): row.iri for row in call.index.labels.names if row.iri in topics}
    names |= {last_part(iri).casefold(): iri for iri in topics}
    if wanted in names:
        return names[wanted]
    like = difflib.get_close_matches(wanted[:LONGEST], names, 3 * NEAR, 0.5)
    near = list(dict.fromkeys(last_part(names[text]) for text in like))[:NEAR]
    told = f"Near it: {', '.join(near)}." if near else "“search” finds its IRI."
    raise ProtocolError("parameter", f"No {role} of a claim is called {name[:100]!r}. {told}")


def _about(topics: Topics) -> Mapping[str, set[str]]:
    """Of each claim what it is about, in any role."""
    found: dict[str, set[str]] = defaultdict(set)
    for things in topics.values():
        for iri, claims in things.items():
            for claim in claims:
                found[claim].add(iri)
    return found


def _has(call: Call, iris: Iterable[str], words: list[str]) -> bool:
    """Whether the names of the things have all the words."""
    labels = call.index.labels
    texts = " ".join(text.casefold() for iri in iris for text in labels.texts(iri))
    return all(word in texts for word in words)


def _question(call: Call, given: Arguments) -> dict[str, Any]:
    """The list of questions, or one with its answer."""
    vocabulary = call.ground.vocabulary(call.client)
    if not given["slug"]:
        found = {q.slug: q.words.label(call.language) for q in vocabulary.fitting(given["text"])}
        return {"questions": found, "questions_in_all": len(vocabulary.questions)}
    question = vocabulary.question(given["slug"])
    if question is None:
        told = "“question” without a slug lists them."
        raise UnknownName(f"There is no question {given['slug'][:100]!r}; {told}")
    return {
        "question": question.words.label(call.language),
        "iri": question.iri,
        "query": question.query,
        **answers.asked(call, question.query, given["limit"]),
    }
