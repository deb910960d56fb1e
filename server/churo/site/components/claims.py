"""The claims of a release with what was found about them, read once from its views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ...http.context import never
from ...model import Release
from ..releases import view_files
from ..releases.served_release import ServedRelease
from ..releases.view_files import Cell
from ..store.once import Once
from .labels import Labels, Text, best, last_part

# What a claim may be, the worst first: where several stand in one place, the first is shown.
STATES = (
    "refuted",
    "contested",
    "no-evidence",
    "uncheckable",
    "partly",
    "supported",
    "sourced",
    "unassessed",
)


@dataclass(frozen=True)
class Place:
    """A stretch of a document, from character ``start`` to before ``end``, in the passage ``number``."""

    passage: str
    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Claim:
    """One thing that is said, with what was found about it; ``sources`` are pairs of side and IRI."""

    iri: str
    document: str
    state: str
    modality: str
    polarity: str
    voice: str
    assessment: str
    day: str
    places: tuple[Place, ...]
    reasons: tuple[Text, ...]
    sources: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]
    corrects: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last part of its IRI."""
        return last_part(self.iri)


@dataclass(frozen=True)
class Source:
    """A text relied on, its publisher by IRI or name; a ``reproduction`` was published elsewhere first.

    ``language`` is that of its title, empty where that is not known.
    """

    iri: str
    title: str
    publisher: str
    issued: str
    address: str
    reproduction: bool
    language: str = ""


@dataclass(frozen=True)
class Passage:
    """A passage of a document, with its section by language."""

    place: Place
    document: str
    sections: tuple[Text, ...]

    def section(self, language: str) -> Text:
        """The heading that it stands under, in a language, else in another."""
        return best(self.sections, language) or Text("")


@dataclass(frozen=True)
class ClaimSource:
    """A document or the record, with its claims in the order of the text and its passages."""

    iri: str
    kind: str
    sha256: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]

    @property
    def slug(self) -> str:
        """The last part of its IRI, by which our addresses name it."""
        return last_part(self.iri)

    def of_passage(self, number: int) -> list[Claim]:
        """The claims of a passage, in the order of the text."""
        return self._by_number.get(number, [])

    @cached_property
    def _by_number(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = {}
        for claim in self.claims:
            for number in dict.fromkeys(place.number for place in claim.places):
                found.setdefault(number, []).append(claim)
        return found


class ClaimIndex:
    """All claims of the release whose id is ``release``."""

    def __init__(self, release: Release) -> None:
        self.release = release.id
        self.labels = Labels(release)
        passages = _passages(release)
        self.claims = {claim.iri: claim for claim in _claims(release, passages)}
        pairs = view_files.rows(release, "claims", "verdict", "state")
        # The state that each verdict means, for which there are chips.
        self.verdicts = {verdict.value: state.value for verdict, state in pairs if verdict.value}
        # The claim that each assessment judges.
        self.assessed = {c.assessment: c.iri for c in self.claims.values() if c.assessment}
        self.sources = {source.iri: source for source in _sources(release)}
        columns = ("document", "kind", "sha256")
        self.documents = tuple(
            ClaimSource(
                iri.value,
                kind.value,
                sha256.value,
                tuple(p for p in passages.values() if p.document == iri.value),
                tuple(sorted(self._of(iri.value), key=_reading)),
            )
            for iri, kind, sha256 in view_files.rows(release, "documents", *columns)
        )

    def _of(self, document: str) -> Iterable[Claim]:
        return (claim for claim in self.claims.values() if claim.document == document)


class ReleaseClaims:
    """The claims of the served release, read by whoever needs them first."""

    def __init__(self, served: ServedRelease) -> None:
        self._served = served
        self._index: Once[ClaimIndex] = Once()

    def get(self, gone: Callable[[], bool] = never) -> ClaimIndex:
        """The claims. Raises Abandoned when nobody waits for them."""
        release = self._served.release
        return self._index.get(release.id, lambda: ClaimIndex(release), gone)


def worst(states: Iterable[str]) -> str:
    """The state that is shown where there are several."""
    return min(states, key=STATES.index, default="unassessed")


def _reading(claim: Claim) -> tuple[int, int, str]:
    first = claim.places[0] if claim.places else Place("", 0, 0, 0)
    return first.number, first.start, claim.iri


def _claims(release: Release, passages: dict[str, Passage]) -> Iterable[Claim]:
    places = _places(release, passages)
    reasons: dict[str, list[Text]] = defaultdict(list)
    for claim, reason in view_files.rows(release, "claim-reasons", "claim", "reason"):
        reasons[claim.value].append(Text(reason.value, reason.language))
    sources: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim, side, source in view_files.rows(release, "claim-sources", "claim", "side", "source"):
        sources[claim.value].append((side.value, source.value))
    right: dict[str, list[str]] = defaultdict(list)
    wrong: dict[str, list[str]] = defaultdict(list)
    for claim, better in view_files.rows(release, "claim-corrections", "claim", "correction"):
        right[claim.value].append(better.value)
        wrong[better.value].append(claim.value)
    columns = ("claim", "document", "state", "modality", "polarity", "voice", "assessment", "day")
    for row in view_files.rows(release, "claims", *columns):
        iri, document, state, modality, polarity, voice, assessment, day = (c.value for c in row)
        yield Claim(
            iri=iri,
            document=document,
            state=state if state in STATES else "unassessed",
            modality=modality,
            polarity=polarity,
            voice=voice,
            assessment=assessment,
            day=day,
            places=tuple(sorted(places[iri], key=lambda p: (p.number, p.start))),
            reasons=tuple(reasons[iri]),
            sources=tuple(sources[iri]),
            corrections=tuple(right[iri]),
            corrects=tuple(wrong[iri]),
        )


def _places(release: Release, passages: dict[str, Passage]) -> dict[str, list[Place]]:
    """Where claims stand: a stretch is in the passage that it begins in, which none is without."""
    found: dict[str, list[Place]] = defaultdict(list)
    columns = ("claim", "passage", "start", "end")
    for claim, iri, start, end in view_files.rows(release, "claim-places", *columns):
        passage = passages.get(iri.value)
        if passage is None:
            continue
        whole = passage.place
        place = Place(iri.value, whole.number, number(start), number(end)) if end.value else whole
        if whole.start <= place.start < whole.end:
            found[claim.value].append(place)
    return found


def _passages(release: Release) -> dict[str, Passage]:
    """The passages by IRI, in the order of the text."""
    sections: dict[str, list[Text]] = defaultdict(list)
    found: dict[str, tuple[Place, str]] = {}
    columns = ("passage", "document", "number", "start", "end", "section")
    for iri, document, index, start, end, section in view_files.rows(release, "passages", *columns):
        place = Place(iri.value, number(index), number(start), number(end))
        found[iri.value] = (place, document.value)
        sections[iri.value].append(Text(section.value, section.language))
    ordered = sorted(found.items(), key=lambda row: (row[1][1], row[1][0].number))
    return {
        iri: Passage(place, document, tuple(sections[iri])) for iri, (place, document) in ordered
    }


def _sources(release: Release) -> Iterable[Source]:
    columns = ("source", "title", "publisher", "issued", "address", "reproduction")
    for row in view_files.rows(release, "sources", *columns):
        iri, title, publisher, issued, address, copied = (cell.value for cell in row)
        language = row[1].language
        yield Source(iri, title, publisher, issued, address, copied == "true", language)


def number(cell: Cell) -> int:
    """A whole number of a view; 0 for what is none."""
    text = cell.value
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
