"""What a series says of its completeness begins with how many events it has."""

from __future__ import annotations

import re

from churo.release import building
from churo.release.source.derived_graphs import heading
from churo.release.source.merged_store import select

SERIES = """
SELECT ?series ?told (COUNT(DISTINCT ?event) AS ?events) {
  ?series a churo:EventSeries ; ev:completeness ?told FILTER (LANG(?told) = "en")
  OPTIONAL { ?event churo:inSeries/churo:partOf* ?series }
}
GROUP BY ?series ?told
"""


def test_a_series_has_as_many_events_as_it_says(dataset: building.Dataset) -> None:
    """With those of the series that are part of it; one that nobody counts says so instead."""
    rows = select(dataset.public, heading(dataset.prefixes) + SERIES)
    found = {
        row["series"].value.rpartition("/")[2]: (told[1], row["events"].value)
        for row in rows
        if (told := re.match(r"(\d++)\b", row["told"].value))
    }

    assert len(found) > 15
    assert {name: pair for name, pair in found.items() if pair[0] != pair[1]} == {}
