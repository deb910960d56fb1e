"""Which claims of a document a reader wants to see: by state, footing and section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..addresses import parameters
from ..components import document_map
from ..components.claim_card import CardWriter, Named
from ..components.claims import STATES, Claim, ClaimSource
from ..components.labels import Text, last_part


@dataclass(frozen=True)
class Choice:
    """What is chosen; an empty string takes all. A section is named by its place in the document."""

    state: str
    modality: str
    section: str

    @staticmethod
    def read(given: Mapping[str, str], document: ClaimSource) -> Choice:
        """The choice of the parameters. Raises ParameterError for a value that nothing has."""
        known: dict[str, Iterable[str]] = {
            "state": {claim.state for claim in document.claims},
            "modality": {last_part(claim.modality) for claim in document.claims},
            "section": {str(row.index) for row in document_map.sections(document, "", _all)},
        }
        return Choice(*(parameters.choice(given, name, sorted(known[name])) for name in known))

    def takes(self, claim: Claim) -> bool:
        """Whether a claim is judged and put forward so; of its section the map takes care."""
        return self.state in ("", claim.state) and self.modality in ("", last_part(claim.modality))

    def __bool__(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.state or self.modality or self.section)


@dataclass(frozen=True)
class Options:
    """What there is to choose from in a document."""

    states: tuple[str, ...]
    modalities: tuple[tuple[str, Named], ...]
    sections: tuple[tuple[int, Text], ...]


def options(document: ClaimSource, writer: CardWriter, language: str) -> Options:
    """The options of a document, in a language."""
    states = {claim.state for claim in document.claims}
    modalities = sorted({claim.modality for claim in document.claims})
    return Options(
        tuple(state for state in STATES if state in states),
        tuple((last_part(iri), writer.named(iri)) for iri in modalities),
        tuple((row.index, row.title) for row in document_map.sections(document, language, _all)),
    )


def _all(claim: Claim) -> bool:
    return True
