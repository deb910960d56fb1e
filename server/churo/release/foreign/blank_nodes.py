"""Labels blank nodes the same wherever the data are written, where that does not take too long."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass

from pyoxigraph import Quad, RdfFormat, parse, serialize

from ...errors import InputError
from ...rdf import has_blank
from . import bounds

SECONDS = 10  # of processor time that canonical labels may take


@dataclass(frozen=True)
class Labelled:
    """Quads whose blank nodes have bounded labels; ``canonical`` says that they are RDFC-1.0's.

    Else they are numbered in the order in which the files have them.
    """

    quads: frozenset[Quad]
    canonical: bool


def labelled(quads: frozenset[Quad], where: str, seconds: int = SECONDS) -> Labelled:
    """The quads with canonical labels (RDFC-1.0), or as they are where those take too long."""
    terms = ((q.subject, q.object, q.graph_name) for q in quads)
    if not any(has_blank(term) for row in terms for term in row):
        return Labelled(quads, True)
    with tempfile.NamedTemporaryFile() as plain, tempfile.TemporaryFile() as canonical:
        serialize(quads, plain, RdfFormat.N_QUADS)
        plain.flush()
        try:
            module = f"{__package__}.canonical_form"
            bounds.run(module, [plain.name, str(seconds)], canonical, where)
        except InputError:
            return Labelled(quads, False)
        canonical.seek(0)
        return Labelled(frozenset(parse(canonical, RdfFormat.N_QUADS)), True)
