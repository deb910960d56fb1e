"""Gives a release as an rdflib.Dataset that Oxigraph answers for."""

from __future__ import annotations

from typing import Any, NoReturn

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, ModificationException
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from ..engine.diagnosis.explanation import in_words, of_parser
from ..errors import InputError
from ..publication import catalogue
from .sources import Source, store

QUERY = "the query"


class ReadOnlyStore(OxigraphStore):
    """A store that refuses to be changed, and to let rdflib's own engine answer in its place.

    rdflib falls back to that engine without a word when a store says NotImplementedError: for
    queries parsed beforehand, and for parameters that the store does not know. It is slower by
    orders of magnitude and compares dates of mixed types otherwise.
    """

    def query(self, query: Query | str, *rest: Any, **parameters: Any) -> Result:
        """Answer a query given as text. Raises InputError where Oxigraph would not answer.

        That of a mistake in the query has its place and a hint.
        """
        if isinstance(query, Query):
            raise InputError("was parsed beforehand.", QUERY, "Give it as text.")
        known = {"initNs", "initBindings", "queryGraph"}
        if others := sorted(parameters.keys() - known):
            told = f"has a parameter that Oxigraph does not know: {', '.join(others)}."
            raise InputError(told, QUERY, "Leave it out.")
        try:
            return super().query(query, *rest, **parameters)
        except SyntaxError as error:
            declared = {name: str(space) for name, space in self.namespaces() if name}
            raise in_words(of_parser(str(error)), query, declared) from error
        except RuntimeError as error:  # a binding that Oxigraph cannot put in
            raise InputError(f"cannot be answered: {error}.", QUERY) from error

    def __len__(self, context: Graph | None = None) -> int:
        """The number of triples of a graph, of the default graph where none is named.

        It is what a query and ``triples`` find there. All graphs together would count what is
        only said, and refuted, too.
        """
        if context is None:
            context = Graph(self, DATASET_DEFAULT_GRAPH_ID)
        return super().__len__(context)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise ModificationException

    def add_graph(self, graph: Graph) -> None:
        """Do nothing: rdflib says it of every graph that is looked at."""

    add = addN = remove = update = remove_graph = destroy = _refuse


def dataset(source: Source = None) -> Dataset:
    """The release of ``source`` as a read-only rdflib.Dataset with the project's prefixes bound.

    Its default graph is what is accepted; what each assertion states is in the graph that has
    the assertion's IRI. Its length is the number of triples of the default graph; as with any
    Dataset, iterating it gives the quads of all graphs. What may mislead in an answer is told by
    ``churo query`` and the endpoint, not here.

    ``source`` is nothing for the graph that the package brings; the path of a release, of a
    directory of releases or of an RDF file; the URL of a churo server, of a directory of dumps or
    of one dump; or several files. Raises InputError for what cannot be read.
    """
    found = Dataset(store=ReadOnlyStore(store=store(source)), default_union=False)
    for prefix, space in catalogue.prefixes().items():
        found.bind(prefix, space, replace=True)
    return found


def inner(found: Dataset) -> pyoxigraph.Store:
    """The Oxigraph store behind a Dataset that ``dataset`` gave."""
    assert isinstance(found.store, ReadOnlyStore), found.store
    return found.store._inner
