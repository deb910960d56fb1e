"""Labels the blank nodes of N-Quads canonically, within limits; run by exec.

Called as ``python -m churo.release.foreign.canonical_form FILE SECONDS``, seconds of processor time beside
one for each megabyte. RDFC-1.0 takes exponential time for some
graphs (its §7.1 names them poison), which is why it is done in a process that can be ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from . import bounds


def main(path: str, seconds: str) -> None:
    """Write the dataset in canonical form to standard output."""
    bounds.begin()
    file = Path(path)
    bounds.limit(file.stat().st_size, int(seconds))
    dataset = Dataset(parse(file.read_bytes(), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    serialize(dataset, sys.stdout.buffer, RdfFormat.N_QUADS)


if __name__ == "__main__":
    main(*sys.argv[1:])
