"""The faults of the documents, read once of each release from its views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...model import Release
from ..components.claims import number
from ..components.labels import Text
from ..releases import view_files


@dataclass(frozen=True)
class Slip:
    """A fault: the passages where it stands, of what sort it is, why it is one, which claims it affects."""

    iri: str
    document: str
    passages: tuple[str, ...]
    start: int
    fault: str
    reasons: tuple[Text, ...]
    claims: tuple[str, ...]


def read(release: Release) -> tuple[Slip, ...]:
    """The faults in the order of the text."""
    claims: dict[str, list[str]] = defaultdict(list)
    for slip, claim in view_files.rows(release, "slip-claims", "slip", "claim"):
        claims[slip.value].append(claim.value)
    parts: dict[str, list[view_files.Row]] = defaultdict(list)
    columns = ("slip", "document", "passage", "start", "fault", "reason")
    for row in view_files.rows(release, "slips", *columns):
        parts[row[0].value].append(row)
    slips = [_slip(iri, rows, claims[iri]) for iri, rows in parts.items()]
    return tuple(sorted(slips, key=lambda slip: (slip.document, slip.start, slip.iri)))


def _slip(iri: str, rows: Iterable[view_files.Row], claims: list[str]) -> Slip:
    documents, passages, starts, faults, reasons = zip(*(row[1:] for row in rows), strict=True)
    return Slip(
        iri,
        documents[0].value,
        tuple(dict.fromkeys(passage.value for passage in passages)),
        min(map(number, starts)),
        faults[0].value,
        tuple(dict.fromkeys(Text(reason.value, reason.language) for reason in reasons)),
        tuple(claims),
    )
