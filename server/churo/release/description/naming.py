"""Names what a release is made of: IRIs that identify, and references that locate.

What identifies is under the dataset's own namespace and never changes. What locates is relative
to the description's own address, so that a mirror tells its own addresses and not ours
(RFC 3986 §5.1.3). While a description is made, both kinds of reference have absolute stand-ins.
"""

# Why: docs/decisions/2026-11-25-descriptions-locate-relatively.md

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

# The release's directory of dumps, and the server's own root two steps above it.
HERE = "http://here.invalid/"
ROOT = "http://root.invalid/"
REFERENCES = {HERE: "./", ROOT: "../../"}


@dataclass(frozen=True)
class Names:
    """The IRIs of the catalogue, of the dataset through all its versions, and of this release."""

    catalogue: str
    dataset: str
    release: str

    def part(self, slug: str) -> str:
        """The IRI of something that is part of this release."""
        return f"{self.release}#{slug}"


def names(dataset: str, namespace: str, id: str) -> Names:
    """The names of release ``id`` in the ``namespace`` of all releases.

    Without a namespace, which nobody gives to other people's data, a release is known by where
    it is served; so is a dataset that has no IRI.
    """
    dataset = dataset or f"{ROOT}#dataset"
    if not namespace:
        return Names(f"{ROOT}#catalogue", dataset, HERE)
    return Names(namespace, dataset, namespace + id)


def beside(dataset: str) -> str:
    """The namespace that a dataset's IRI is in, for its releases to be named beside it."""
    return dataset[: dataset.rfind("/") + 1]


def relative(turtle: str) -> str:
    """Turtle in which the stand-ins are references."""
    for stand_in, reference in REFERENCES.items():
        turtle = turtle.replace(f"<{stand_in}", f"<{reference}")
    return turtle


def space(iris: Iterable[str]) -> str:
    """The longest namespace, up to a slash or hash, that all the IRIs are in; may be empty."""
    common = os.path.commonprefix(list(iris))
    cut = common[: max(common.rfind("/"), common.rfind("#")) + 1]
    return cut if cut.count("/") >= 3 else ""
