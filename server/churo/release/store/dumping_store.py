"""Writes the default graph of a store on disk as N-Triples, in the store's order; run by exec.

Called as ``python -m churo.release.store.dumping_store DIRECTORY``; writes to its standard output.
"""

from __future__ import annotations

import sys

from pyoxigraph import DefaultGraph, RdfFormat, Store

from ..foreign import bounds


def main(directory: str) -> None:
    """Write the triples as the store answers them."""
    bounds.begin()
    store = Store.read_only(directory)
    store.dump("/dev/stdout", RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


if __name__ == "__main__":
    main(*sys.argv[1:])
