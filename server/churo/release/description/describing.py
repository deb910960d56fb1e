"""Tells of a release in the texts that lie beside its dumps: description, checksums, citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Quad

from ...publication.distributions import DESCRIPTION
from ..dumps import compression
from ..dumps.content import Content, File
from ..dumps.graph_dumps import by_graph, merge
from . import citation, dcat, statistics
from .dcat import Described
from .naming import beside


@dataclass(frozen=True)
class Made:
    """What a release is to be written of.

    ``quads`` are merged into the default graph, ``named_only`` are in their named graphs alone.
    ``told`` has version, title and sources; ``texts`` are further files by name; ``contents``
    are the dumps; ``prefixes`` shorten names in what is written. ``ours`` says that the releases
    are named in the dataset's own namespace and not by where they are served. ``served`` are the
    ``quads`` as the engine answers them, by default the same. ``canonical`` says that the labels
    of blank nodes are those of RDFC-1.0. ``titles`` are the title by language, where it has any.
    """

    quads: frozenset[Quad]
    named_only: frozenset[Quad]
    told: Mapping[str, str]
    texts: Mapping[str, str]
    contents: Iterable[Content]
    prefixes: Mapping[str, str]
    ours: bool
    served: frozenset[Quad] | None = None
    canonical: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def answered(self) -> frozenset[Quad]:
        """The quads as the engine answers them."""
        return self.quads if self.served is None else self.served


def texts(made: Made, files: Sequence[File], sha256: str, id: str) -> dict[str, str]:
    """The texts by name; ``sha256`` is the digest of the canonical N-Quads."""
    graphs = by_graph(made.answered)
    triples = merge(graphs)
    dataset = dcat.dataset_of(triples)
    own = dcat.own_space(dataset, graphs)
    told = Described(
        dataset=dataset,
        namespace=beside(dataset) if made.ours else "",
        version=made.told["version"],
        title=made.told["title"],
        told=triples,
        counted=statistics.of(triples, graphs, own),
        own=own,
        files=files,
        sha256=sha256 if made.canonical else "",
        prefixes=made.prefixes,
        read=len(made.quads) if made.answered is not made.quads else 0,
    )
    return written(told, id)


def written(told: Described, id: str) -> dict[str, str]:
    """The texts of release ``id``, by name."""
    return {
        DESCRIPTION: dcat.turtle(told, id),
        compression.SUMS: compression.sums(told.files),
        **citation.texts(told, id),
    }
