"""The errors churo raises, as types that carry what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    """A file that does not parse, at ``line`` and ``column`` (both from 1; 0 unknown).

    ``others`` are further mistakes of the same file.
    """

    line: int = 0
    column: int = 0
    others: tuple[SyntaxFault, ...] = ()

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.others)])


class QueryError(ChuroError):
    """Root of what can go wrong with one query, on which a worker ``spent`` seconds."""

    spent: float = 0.0


@dataclass
class QuerySyntaxError(QueryError):
    """The query is not SPARQL; ``line`` and ``column`` count from 1, 0 says that they are not known.

    For whoever wrote it: the ``excerpt`` points at the place, the ``hint`` says what is probably
    wrong, the ``declaration`` is a line that would mend it. Each may be empty. In other languages the
    hint is told by its ``hint_kind`` with ``hint_values``.
    """

    message: str
    line: int = 0
    column: int = 0
    excerpt: str = ""
    hint: str = ""
    declaration: str = ""
    hint_kind: str = ""
    hint_values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return place + self.message


@dataclass
class QueryRefused(QueryError):
    """The query asks for what is not on offer; ``kind`` is service, update, function, depth or length.

    The ``hint`` says what to write instead, where that is known; ``hint_kind`` is its kind.
    """

    kind: str
    message: str
    limit: float | None = None
    hint: str = ""
    hint_kind: str = ""

    def __str__(self) -> str:
        return self.message


@dataclass
class NotAcceptable(QueryError):
    """The client accepts no format of the ``kind`` of answer that the query gives.

    Where the format cannot hold this answer there is a ``reason``, with the media types that can.
    """

    kind: str
    reason: str = ""
    formats: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.reason or f"There is no such format for {self.kind or 'any answer'}."


@dataclass
class LimitExceeded(QueryError):
    """A limit was hit; ``limit`` is seconds, memory, answer or stack, ``value`` its setting."""

    limit: str
    value: float

    def __str__(self) -> str:
        units = {"seconds": "seconds", "memory": "bytes of memory", "answer": "bytes"}
        if self.limit == "stack":
            return "The query needs more stack than a worker has."
        number = f"{self.value:g}" if self.limit == "seconds" else f"{int(self.value):,}"
        return f"The limit is {number} {units[self.limit]}."


@dataclass
class Busy(QueryError):
    """There was no room in time, for the ``reason``; ``retry_after`` in seconds."""

    retry_after: float
    reason: str = "No worker became free."

    def __str__(self) -> str:
        return self.reason


@dataclass
class TooManyAtOnce(QueryError):
    """The client asks more at a time than its share; ``retry_after`` in seconds."""

    retry_after: float

    def __str__(self) -> str:
        return "You have as many queries under way as one client may have."


@dataclass
class OverBudget(QueryError):
    """The client has used up its computing time; ``retry_after`` in seconds."""

    retry_after: float

    def __str__(self) -> str:
        return f"You may compute again in {self.retry_after:g} seconds."


class Abandoned(QueryError):
    """The client went away and the query was stopped."""


class EngineFault(QueryError):
    """The engine failed for a reason that is ours."""


@dataclass
class ProtocolError(QueryError):
    """A request that breaks the protocol; ``kind`` is a row of the table of problem kinds."""

    kind: str
    message: str

    def __str__(self) -> str:
        return self.message


@dataclass
class ParameterError(ProtocolError):
    """A value of the parameter ``name`` that a form may be asked with again.

    ``wrong`` says in a word what is wrong with it, ``right`` what would be right.
    """

    name: str
    wrong: str
    right: str = ""


@dataclass
class UnknownName(ChuroError):
    """A name that the release does not know; ``kind`` is a row of the table of problem kinds.

    ``suggestions`` are IRIs with the addresses at which they are served.
    """

    message: str
    kind: str = "not-found"
    suggestions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.message


@dataclass
class Withdrawn(ChuroError):
    """An IRI that is no longer in use; ``successor`` is empty where nothing replaces it.

    ``address`` is where it is served, empty where that is not on the web; ``reason`` what the data says of why.
    """

    iri: str
    successor: str = ""
    address: str = ""
    reason: str = ""

    def __str__(self) -> str:
        told = f"{self.successor} replaces it." if self.successor else "nothing replaces it."
        return f"{self.iri} is no longer in use; {told} {self.reason}".rstrip()
