"""An export tells how many addresses are done, and how many are known."""

from __future__ import annotations

from churo.static_site.copying import Copied
from churo.static_site.crew import Crew
from churo.static_site.exporting import copy_all

LINKS = {"/a": {"/b", "/c"}, "/b": {"/a", "/d"}}


def copied_of(addresses: list[str]) -> Copied:
    """What addresses that only lead to others give."""
    return Copied(found={to for at in addresses for to in LINKS.get(at, ())}, done=len(addresses))


def test_what_was_found_is_known_before_it_is_asked_for() -> None:
    """Once each; at the end nothing is left."""
    told: list[tuple[int, int]] = []
    crew: Crew[list[str], Copied] = Crew(1, copied_of)
    try:
        copy_all(crew, [["/a"]], Copied(), lambda _, done, known: told.append((done, known)))
    finally:
        crew.close()

    assert told == [(1, 3), (3, 4), (4, 4)]
