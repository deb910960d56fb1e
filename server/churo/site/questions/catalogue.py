"""The published questions of a release, read once from its views: texts, families, parameters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ...model import Release
from ..components.labels import Text, last_part
from ..releases import view_files

RELATED = 5
_NAME = re.compile(r"<[^<>\s]*+>|(?<![\w:-])[A-Za-z][\w-]*+:[\w-]++")


@dataclass(frozen=True)
class Parameter:
    """What of a question may be another thing: its name, what stands in its place, what may."""

    name: str
    constant: str
    labels: tuple[Text, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A published question; ``patterns`` are its words with the names of parameters in braces."""

    iri: str
    form: str
    text: str
    keywords: frozenset[str]
    family: str
    parameters: tuple[Parameter, ...]
    patterns: tuple[Text, ...]

    @property
    def slug(self) -> str:
        """The last part of its IRI, by which our addresses name it."""
        return last_part(self.iri)

    def asked_of(self, chosen: Mapping[str, str], prefixes: Mapping[str, str]) -> str:
        """The query with the things that are ``chosen`` by parameter in the places of the others."""
        places = {row.constant: f"<{chosen[row.name]}>" for row in self.parameters}

        def put(match: re.Match[str]) -> str:
            prefix, _, local = match[0].partition(":")
            iri = prefixes.get(prefix, prefix + ":") + local
            return places.get(match[0].strip("<>"), places.get(iri, match[0]))

        return _NAME.sub(put, self.text)


class QuestionCatalogue:
    """The questions of a release by their slugs, in the order of these."""

    def __init__(self, release: Release) -> None:
        keywords: dict[str, set[str]] = defaultdict(set)
        for question, keyword in view_files.rows(
            release, "question-keywords", "question", "keyword"
        ):
            keywords[question.value].add(keyword.value)
        self._frequency = Counter(word for words in keywords.values() for word in words)
        # The state that each verdict means, for which there are chips.
        pairs = view_files.rows(release, "claims", "verdict", "state")
        self.verdicts = {verdict.value: state.value for verdict, state in pairs if verdict.value}
        # What columns are called that are named after no term.
        self.headings: dict[str, list[Text]] = defaultdict(list)
        for column, heading in view_files.rows(release, "columns", "column", "heading"):
            self.headings[column.value].append(Text(heading.value, heading.language))
        parameters, patterns = _parameters(release), _patterns(release)
        rows = view_files.rows(release, "questions", "question", "form", "text")
        self.questions = {
            last_part(iri.value): Question(
                iri.value,
                form.value,
                text.value,
                frozenset(keywords[iri.value]),
                self._family(keywords[iri.value]),
                tuple(parameters[iri.value]),
                tuple(patterns[iri.value]),
            )
            for iri, form, text in sorted(rows)
        }

    def by_family(self) -> list[tuple[str, list[Question]]]:
        """The questions by what they are about, the largest family first."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions.values():
            found[question.family].append(question)
        return sorted(found.items(), key=lambda row: (not row[0], -len(row[1]), row[0]))

    def related(self, question: Question) -> list[Question]:
        """The questions that share what a question is about, the rarer that is the better."""
        scored = []
        for other in self.questions.values():
            shared = question.keywords & other.keywords
            score = sum(1 / self._frequency[word] for word in shared)
            if score and other != question:
                scored.append((-score, other.slug, other))
        return [other for _, _, other in sorted(scored)[:RELATED]]

    def _family(self, keywords: set[str]) -> str:
        return max(sorted(keywords), key=lambda word: self._frequency[word], default="")


def _parameters(release: Release) -> dict[str, list[Parameter]]:
    choices: dict[tuple[str, str], list[str]] = defaultdict(list)
    for question, parameter, choice in view_files.rows(
        release, "question-choices", "question", "parameter", "choice"
    ):
        choices[question.value, parameter.value].append(choice.value)
    columns = ("question", "rank", "parameter", "constant", "label")
    labels: dict[tuple[str, ...], list[Text]] = defaultdict(list)
    for *key, label in view_files.rows(release, "question-parameters", *columns):
        labels[tuple(cell.value for cell in key)].append(Text(label.value, label.language))
    found: dict[str, list[Parameter]] = defaultdict(list)
    for (iri, _, name, constant), texts in sorted(labels.items()):
        offered = dict.fromkeys((constant, *choices[iri, name]))
        found[iri].append(Parameter(name, constant, tuple(texts), tuple(offered)))
    return found


def _patterns(release: Release) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = defaultdict(list)
    for question, pattern in view_files.rows(release, "question-parameters", "question", "pattern"):
        text = Text(pattern.value, pattern.language)
        if text not in found[question.value]:
            found[question.value].append(text)
    return found
