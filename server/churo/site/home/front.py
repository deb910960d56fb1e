"""What the first page shows of a release's claims: its promise, questions with answers, numbers, the map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from ...model import Release
from ...publication.identifiers import Spaces
from ..components import document_map, years
from ..components.claim_card import Named
from ..components.claims import ClaimIndex
from ..components.document_map import Section
from ..components.labels import Text, best
from ..components.pages import Pages
from ..components.years import YearBar
from ..messages import dates
from ..releases import view_files


@dataclass(frozen=True)
class Highlight:
    """A question with its answer, and where more is; ``state`` is that of the claim it is about."""

    question: Named
    answer: Text
    state: str


@dataclass(frozen=True)
class Banner:
    """The map of a document, small, with the page that has it large."""

    name: Named
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Front:
    """What the first page shows in a language."""

    promise: Text | None
    lead: Text | None
    highlights: tuple[Highlight, ...]
    numbers: tuple[int, int, int]
    banners: tuple[Banner, ...]
    years: tuple[YearBar, ...] = ()


class FrontViews:
    """What the views of a release say for its first page, in every language."""

    def __init__(self, release: Release) -> None:
        rows = view_files.rows(release, "front", "promise", "lead")
        self.promises = [Text(cell.value, cell.language) for cell, _ in rows]
        self.leads = [Text(cell.value, cell.language) for _, cell in rows]
        self.faults = len({row[0] for row in view_files.rows(release, "slips", "slip")})
        days = {row[0]: row[1] for row in view_files.rows(release, "timeline", "event", "first")}
        self.years = years.bars(day.value for day in days.values())
        self.questions: dict[tuple[str, str, str], list[tuple[Text, Text]]] = defaultdict(list)
        columns = ("rank", "target", "page", "question", "answer")
        for rank, target, page, question, answer in view_files.rows(
            release, "highlights", *columns
        ):
            if answer.value:
                pair = (
                    Text(question.value, question.language),
                    Text(answer.value, answer.language),
                )
                self.questions[rank.value, target.value, page.value].append(pair)


def front(
    views: FrontViews, index: ClaimIndex, spaces: Spaces, pages: Pages, language: str
) -> Front:
    """What is shown in a language."""
    documents = [document for document in index.documents if document.passages]
    return Front(
        best(views.promises, language),
        best(views.leads, language),
        tuple(_highlights(views, index, spaces, pages, language)),
        (sum(len(document.claims) for document in documents), views.faults, len(index.sources)),
        tuple(
            Banner(
                Named(
                    (label := index.labels.label(document.iri, language)).text,
                    label.language,
                    pages.path(f"/claims/{document.slug}", language),
                ),
                tuple(document_map.sections(document, language, lambda claim: True)),
            )
            for document in documents
        ),
        views.years,
    )


def _highlights(
    views: FrontViews, index: ClaimIndex, spaces: Spaces, pages: Pages, language: str
) -> list[Highlight]:
    found = []
    for (_, target, page), pairs in sorted(views.questions.items()):
        texts = dict(pairs)
        question = best(texts, language) or Text("")
        href = pages.path(f"/{page}", language) if page else spaces.shown(target, language)
        claim = index.claims.get(target)
        name = Named(question.text, question.language, href)
        answer = texts[question]
        told = replace(answer, text=dates.within(answer.text, answer.language or language))
        found.append(Highlight(name, told, claim.state if claim else ""))
    return found
