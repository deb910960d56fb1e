"""Graphs as they are: SPARQL 1.1 Graph Store Protocol, its read side."""
