"""The errors churo raises, as types that carry what went wrong."""

from __future__ import annotations

from dataclasses import dataclass


class ChuroError(Exception):
    """Root of every error that is somebody's to mend: what, where and how, in its message."""


@dataclass
class InputError(ChuroError):
    """A file, setting or argument that cannot be used; ``where`` names it, ``mend`` says how."""

    what: str
    where: str = ""
    mend: str = ""

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.where and f"{self.where}:", self.what, self.mend) if part
        )


@dataclass
class SyntaxFault(InputError):
    """A file that does not parse, at ``line`` and ``column`` (both from 1)."""

    line: int = 0
    column: int = 0


class QueryError(ChuroError):
    """Root of what can go wrong with one query."""


@dataclass
class QuerySyntaxError(QueryError):
    """The query is not SPARQL; ``line`` and ``column`` count from 1."""

    message: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


@dataclass
class QueryRefused(QueryError):
    """The query asks for what is not on offer; ``kind`` is service, update, function, depth or length."""

    kind: str
    message: str
    limit: float | None = None


@dataclass
class NotAcceptable(QueryError):
    """The client accepts no format of the ``kind`` of answer that the query gives."""

    kind: str


@dataclass
class LimitExceeded(QueryError):
    """A limit was hit; ``limit`` is seconds, memory, answer or stack, ``value`` its setting."""

    limit: str
    value: float


@dataclass
class Busy(QueryError):
    """There was no room in time, for the ``reason``; ``retry_after`` in seconds."""

    retry_after: float
    reason: str = "No worker became free."


class Abandoned(QueryError):
    """The client went away and the query was stopped."""


class EngineFault(QueryError):
    """The engine failed for a reason that is ours."""


@dataclass
class ProtocolError(QueryError):
    """A request that breaks the protocol; ``kind`` is a row of the table in web/problems.py."""

    kind: str
    message: str


@dataclass
class UnknownName(ChuroError):
    """A name that the release does not know; ``kind`` is a row of the table in web/problems.py.

    ``suggestions`` are IRIs with the addresses at which they are served.
    """

    message: str
    kind: str = "not-found"
    suggestions: tuple[tuple[str, str], ...] = ()


@dataclass
class Withdrawn(ChuroError):
    """An IRI that is no longer in use; ``successor`` and its ``address`` are empty without one."""

    iri: str
    successor: str = ""
    address: str = ""
