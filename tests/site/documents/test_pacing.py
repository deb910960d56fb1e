"""Who goes through much stops now and then, so that others are served and a deadline holds."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from churo.errors import Abandoned
from churo.publication.identifiers import Spaces
from churo.rdf import Literal, NamedNode, Triple
from churo.site.documents.model import Document, Incoming
from churo.site.documents.pacing import STEP, Paced, paced
from churo.site.documents.page_model import Reader
from churo.site.documents.resolver import Origin

BASE = "https://kg.example/"
HUB = f"{BASE}id/hub"


def document(number: int) -> Document:
    """A thing of which so many values are said."""
    said = NamedNode(f"{BASE}words#said")
    triples = frozenset(Triple(NamedNode(HUB), said, Literal(f"v{n}")) for n in range(number))
    nowhere, origin = Incoming(1, 1, 0, (), ()), Origin()
    return Document(HUB, (), False, triples, (), frozenset(), nowhere, {}, origin)


@pytest.mark.parametrize("number, stops", [(0, 0), (STEP - 1, 0), (STEP, 1), (3 * STEP, 3)])
def test_there_is_a_stop_after_so_many_items(number: int, stops: int) -> None:
    """All items come, in their order."""
    seen: list[None] = []

    assert list(paced(range(number), lambda: seen.append(None))) == list(range(number))
    assert len(seen) == stops


def test_a_template_stops_while_it_goes_through_values() -> None:
    """Also where it asks how many there are; each time it goes through them."""
    seen: list[None] = []
    values = Paced.of(range(STEP), lambda: seen.append(None))
    text = (
        "{% for v in values %}{{ v }}{{ ' ' if not loop.last }}{% endfor %} of {{ values|length }}"
    )
    gathered = len(seen)

    told = Environment().from_string(text).render(values=values)

    assert told == f"{' '.join(map(str, range(STEP)))} of {STEP}"
    assert len(seen) == gathered + 1


def test_what_is_said_of_a_thing_is_read_only_as_long_as_somebody_waits() -> None:
    """A few values are read at one go."""

    def gone() -> None:
        raise Abandoned

    spaces = Spaces(BASE, "https://kg.example")
    few = Reader(document(9), spaces, "en", {}, gone)

    assert len(few.rows(HUB, {})[0].values) == 9
    with pytest.raises(Abandoned):
        Reader(document(STEP), spaces, "en", {}, gone)
