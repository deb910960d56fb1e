"""How a query is answered by another engine, through SPARQL 1.1 Protocol."""

from .engine import Remote

__all__ = ["Remote"]
