"""The published questions of a release, read once from its views: texts, families, parameters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

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

    @cached_property
    def names(self) -> frozenset[str]:
        """What it asks of or with: the names in its query, in one spelling."""
        return frozenset(match[0] for match in _NAME.finditer(self.text))

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
        # What columns are called that are named after no term.
        self.headings: dict[str, list[Text]] = defaultdict(list)
        for column, heading in view_files.rows(release, "columns", "column", "heading"):
            self.headings[column.value].append(Text(heading.value, heading.language))
        # What readers ask first, in their order, each in few words by language.
        self.first: dict[str, list[Text]] = defaultdict(list)
        columns = ("rank", "question", "wording")
        for _, iri, wording in sorted(view_files.rows(release, "questions-asked-first", *columns)):
            self.first[last_part(iri.value)].append(Text(wording.value, wording.language))
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
        """The questions by what they are about: first the families of which most is asked first, then
        the largest, and in each what is asked first, then what can be asked of others."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in sorted(self.questions.values(), key=self._place):
            found[question.family].append(question)
        asked = Counter(self.questions[slug].family for slug in self.asked_first)
        return sorted(
            found.items(), key=lambda row: (not row[0], -asked[row[0]], -len(row[1]), row[0])
        )

    @property
    def asked_first(self) -> list[str]:
        """The questions that readers ask first, by their slugs, in their order."""
        return [slug for slug in self.first if slug in self.questions]

    def _place(self, question: Question) -> tuple[int, bool, str]:
        order = self.asked_first
        asked = order.index(question.slug) if question.slug in order else len(order)
        return asked, not question.parameters, question.slug

    def related(self, question: Question) -> list[Question]:
        """The questions of its family or with its keywords that name the same things and have the same
        keywords, the rarer these are the better."""
        scored = []
        for other in self.questions.values():
            shared = question.keywords & other.keywords
            weights = [1 / self._frequency[word] for word in shared]
            weights += [1 / self._naming[name] for name in question.names & other.names]
            score = fsum(weights)  # exact: the same in whatever order sets have them
            if shared and other != question:
                scored.append((-score, other.slug, other))
        return [other for _, _, other in sorted(scored)[:RELATED]]

    @cached_property
    def _naming(self) -> Counter[str]:
        """How many questions name each thing."""
        return Counter(name for row in self.questions.values() for name in row.names)

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
