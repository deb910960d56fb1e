"""How a query is answered: by workers of our own, or by a remote endpoint."""

from .embedded import Embedded
from .remote import Remote

__all__ = ["Embedded", "Remote"]
