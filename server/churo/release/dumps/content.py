"""What a dump is before it is written: its part of the dataset, its media type, its bytes."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE = "dataset"
AS_READ = "as-read"
ASSERTION_GRAPHS = "assertion-graphs"


@dataclass(frozen=True)
class Part:
    """What files are about: the whole dataset, one named graph, or a view made of the dataset.

    ``slug`` names it and, without a ``stem`` of their own, begins the files' names. ``triples``
    are distinct triples, ``None`` of what is not RDF. ``graph`` is the IRI of a named graph or of
    a dataset that is part of the whole; ``view`` says of what sort a view is.
    """

    slug: str
    title: str
    triples: int | None
    graph: str = ""
    view: str = ""
    stem: str = ""


@dataclass(frozen=True)
class Content:
    """One file of a part before it is packed."""

    part: Part
    suffix: str
    media_type: str
    body: bytes

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.part.stem or self.part.slug}.{self.suffix}"


@dataclass(frozen=True)
class File:
    """A file as written: ``packing`` is the media type of its compression, empty for none.

    ``size`` is in bytes, ``sha256`` in lower-case hexadecimal.
    """

    part: Part
    name: str
    media_type: str
    packing: str
    size: int
    sha256: str
