"""Every setting of churo as one row: its name, type, default and meaning."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from .errors import InputError
from .model import Limits

SIZES = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
ENVIRONMENT = "CHURO_"


def size(text: str) -> int:
    """Read a number of bytes, with K, M or G for powers of 1,024."""
    return int(text[:-1]) * SIZES[text[-1]] if text[-1:] in SIZES else int(text)


def switch(text: str) -> bool:
    """Read yes or no."""
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[
        text.lower()
    ]


@dataclass(frozen=True)
class Setting:
    """One row: ``type`` reads the value from text and has the name that the table shows."""

    name: str
    type: Callable[[str], Any]
    default: Any
    meaning: str


@dataclass(frozen=True)
class Settings:
    """What the rows say, each value in its type; every field is a row of ``ROWS``."""

    house: Annotated[str, str, "directory of ontology, data, shapes, queries; empty finds it"] = ""
    releases: Annotated[Path, Path, "directory of the releases"] = Path(".churo/releases")
    host: Annotated[str, str, "address to listen on"] = "127.0.0.1"
    port: Annotated[int, int, "port to listen on"] = 8000
    public_url: Annotated[str, str, "address that clients see; empty means host and port"] = ""
    base: Annotated[str, str, "namespace whose IRIs are served by path"] = "https://w3id.org/churo/"
    processes: Annotated[int, int, "processes that hold client connections"] = 2
    workers: Annotated[int, int, "query workers of each process"] = 2
    queue: Annotated[int, int, "queries that may wait for a worker of one process"] = 32
    wait: Annotated[float, float, "seconds that a query may wait for a worker"] = 12.0
    deadline: Annotated[float, float, "seconds that a query may run"] = 10.0
    memory: Annotated[int, size, "bytes of address space that a query may add"] = 2 << 30
    answer: Annotated[int, size, "bytes that an answer may have"] = 128 << 20
    query: Annotated[int, size, "bytes that a query may have"] = 64 << 10
    depth: Annotated[int, int, "brackets that a query may open inside one another"] = 100
    cache: Annotated[int, size, "bytes of answers that each process keeps"] = 64 << 20
    cache_entry: Annotated[int, size, "bytes of the largest answer kept"] = 2 << 20
    max_age: Annotated[int, int, "seconds that a client may reuse an answer unasked"] = 60
    budget: Annotated[float, float, "seconds of computing for a client in a window; 0: free"] = 60.0
    window: Annotated[int, int, "seconds in which a client's budget renews"] = 60
    budget_loopback: Annotated[bool, switch, "whether loopback clients have a budget"] = False
    trusted_hops: Annotated[int, int, "proxies in front whose X-Forwarded-For is believed"] = 0
    body_wait: Annotated[float, float, "seconds in which a request body must have arrived"] = 15.0
    send_wait: Annotated[float, float, "seconds that a client may stand still"] = 120.0
    outbox: Annotated[int, size, "bytes of files that wait for slow clients"] = 256 << 20
    reload: Annotated[float, float, "seconds between looks for a new release; 0 never looks"] = 2.0
    log_level: Annotated[str, str, "debug, info, warning or error"] = "info"


def _rows() -> Iterator[Setting]:
    hints = get_type_hints(Settings, include_extras=True)
    for row in fields(Settings):
        type, meaning = hints[row.name].__metadata__
        yield Setting(row.name, type, row.default, meaning)


ROWS = tuple(_rows())


def read(environ: Mapping[str, str], overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read settings from CHURO_<NAME> variables, then from ``overrides`` (``None`` is not given).

    Raises InputError on an unknown name or a value that its type cannot read.
    """
    rows = {row.name: row for row in ROWS}
    given: dict[str, Any] = {}
    for variable, text in environ.items():
        if variable.startswith(ENVIRONMENT):
            name = variable.removeprefix(ENVIRONMENT).lower()
            given[name] = _value(rows, name, text, variable)
    for name, value in (overrides or {}).items():
        if value is not None:
            given[name] = _value(rows, name, value, name)
    return Settings(**given)


def _value(rows: Mapping[str, Setting], name: str, value: Any, where: str) -> Any:
    if name not in rows:
        near = difflib.get_close_matches(name, rows, 1)
        mend = f"Did you mean {near[0]}?" if near else f"Settings are: {', '.join(rows)}."
        raise InputError("no such setting.", where, mend)
    if not isinstance(value, str):
        return value
    try:
        return rows[name].type(value)
    except (ValueError, KeyError) as error:
        kind = rows[name].type.__name__
        raise InputError(
            f"{value!r} is no {kind}.", where, f"For example {rows[name].default}."
        ) from error


def public_url_of(settings: Settings) -> str:
    """The address that clients see, without a slash at its end."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return (settings.public_url or f"http://{host}:{settings.port}").rstrip("/")


def limits_of(settings: Settings) -> Limits:
    """What one query may use."""
    return Limits(
        settings.deadline, settings.memory, settings.answer, settings.query, settings.depth
    )
