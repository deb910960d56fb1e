"""Labels the blank nodes of N-Quads canonically, within limits; run by exec.

Called as ``python -m churo.release.canonical_form FILE``. RDFC-1.0 takes exponential time for some
graphs (its §7.1 names them poison), which is why it is done in a process that can be ended.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from . import bounds

SECONDS = 10  # of processor time, and one more for each megabyte


def main(path: str) -> None:
    """Write the dataset in canonical form to standard output."""
    file = Path(path)
    bounds.limit(file.stat().st_size, SECONDS)
    dataset = Dataset(parse(file.read_bytes(), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    serialize(dataset, sys.stdout.buffer, RdfFormat.N_QUADS)


if __name__ == "__main__":
    main(*sys.argv[1:])
