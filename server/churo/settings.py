"""Every setting of churo as one row: its name, type, default and meaning."""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlsplit

from .errors import InputError
from .model import Limits
from .setting_values import KINDS, level, out_of_range, size, switch

ENVIRONMENT = "CHURO_"
REPORTED = ("http", "https", "mailto")


@dataclass(frozen=True)
class Setting:
    """One row: ``type`` reads the value from text and has the name that the table shows."""

    name: str
    type: Callable[[str], Any]
    default: Any
    meaning: str


@dataclass(frozen=True)
class Settings:
    """What the rows say, each value in its type; every field is a row of ``ROWS``.

    Names end in the unit of what they say.
    """

    sources: Annotated[str, str, "directory of ontology, data, shapes, queries; empty finds it"] = (
        ""
    )
    releases: Annotated[Path, Path, "directory of the releases"] = Path(".churo/releases")
    memory_triples: Annotated[
        int, int, "quads of files up to which a release of them is held in memory"
    ] = 50_000
    house_memory_triples: Annotated[
        int, int, "quads of a house up to which its release is held in memory"
    ] = 200_000
    default_graph_memory_bytes: Annotated[
        int, size, "memory of each process for the default graph of a store on disk; 0: none"
    ] = 512 << 20
    host: Annotated[str, str, "address to listen on"] = "127.0.0.1"
    port: Annotated[int, int, "port to listen on"] = 8000
    public_url: Annotated[str, str, "address that clients see; empty means host and port"] = ""
    base_iri: Annotated[str, str, "namespace whose IRIs are served by path"] = (
        "https://w3id.org/churo/"
    )
    processes: Annotated[int, int, "processes that hold client connections"] = 2
    workers_per_process: Annotated[int, int, "query workers of each process"] = 2
    queue_length: Annotated[int, int, "queries that may wait for a worker of one process"] = 32
    queue_timeout_seconds: Annotated[float, float, "how long a query may wait for a worker"] = 12.0
    query_timeout_seconds: Annotated[float, float, "how long a query may run"] = 10.0
    query_memory_bytes: Annotated[int, size, "address space that a query may add"] = 2 << 30
    max_answer_bytes: Annotated[int, size, "size that an answer may have"] = 128 << 20
    max_query_bytes: Annotated[int, size, "size that a query may have"] = 64 << 10
    max_query_depth: Annotated[int, int, "brackets that a query may open inside one another"] = 100
    cache_bytes: Annotated[int, size, "size of the answers that each process keeps"] = 64 << 20
    max_cache_entry_bytes: Annotated[int, size, "size of the largest answer that is kept"] = 2 << 20
    max_age_seconds: Annotated[int, int, "how long a client may reuse an answer unasked"] = 60
    budget_seconds: Annotated[float, float, "computing time of a client in a window; 0: free"] = (
        60.0
    )
    budget_window_seconds: Annotated[int, int, "time in which a client's budget renews"] = 60
    budget_loopback: Annotated[bool, switch, "whether loopback clients have a budget"] = False
    trusted_proxies: Annotated[int, int, "proxies in front whose X-Forwarded-For is believed"] = 0
    request_body_timeout_seconds: Annotated[
        float, float, "time in which a request body must have arrived"
    ] = 15.0
    send_timeout_seconds: Annotated[float, float, "how long a client may stand still"] = 120.0
    spool_bytes: Annotated[int, size, "size of the files that wait for slow clients"] = 256 << 20
    reload_interval_seconds: Annotated[
        float, float, "time between looks for a new release; 0 never looks"
    ] = 2.0
    report_url: Annotated[
        str, str, "where readers report errors: http, https or mailto, with {title} and {body}"
    ] = ""
    engine_url: Annotated[str, str, "SPARQL endpoint that answers instead of our own engine"] = ""
    engine_user: Annotated[str, str, "who asks there, Basic or Digest"] = ""
    engine_password: Annotated[str, str, "the password of that user"] = field(
        default="", repr=False
    )
    engine_token: Annotated[str, str, "bearer token, instead of a user"] = field(
        default="", repr=False
    )
    engine_default_graph: Annotated[
        str, str, "graph there that has the default graph; empty: its own default graph"
    ] = ""
    engine_connections: Annotated[
        int, int, "queries of each process that are asked there at once"
    ] = 8
    log_level: Annotated[str, level, "debug, info, warning or error"] = "info"


# What settings were called in 0.2: such a name stops the start.
RENAMED = {
    "house": "sources",
    "base": "base_iri",
    "workers": "workers_per_process",
    "queue": "queue_length",
    "wait": "queue_timeout_seconds",
    "deadline": "query_timeout_seconds",
    "memory": "query_memory_bytes",
    "answer": "max_answer_bytes",
    "query": "max_query_bytes",
    "depth": "max_query_depth",
    "cache": "cache_bytes",
    "cache_entry": "max_cache_entry_bytes",
    "max_age": "max_age_seconds",
    "budget": "budget_seconds",
    "window": "budget_window_seconds",
    "trusted_hops": "trusted_proxies",
    "body_wait": "request_body_timeout_seconds",
    "send_wait": "send_timeout_seconds",
    "outbox": "spool_bytes",
    "reload": "reload_interval_seconds",
}
# Scripts that start several releases side by side set these; a warning says their new names.
STILL_READ = frozenset({"house", "base", "workers", "deadline", "budget", "window", "trusted_hops"})


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
            if name in STILL_READ:
                _warn(variable, name)
                given.setdefault(RENAMED[name], _value(rows, RENAMED[name], text, variable))
            else:
                given[name] = _value(rows, name, text, variable)
    for name, value in (overrides or {}).items():
        if value is not None:
            given[name] = _value(rows, name, value, name)
    settings = Settings(**given)
    _check_numbers(settings)
    _check_addresses(settings)
    return settings


def environment(settings: Settings) -> dict[str, str]:
    """The variables by which ``read`` has the same settings; those of defaults are left out."""
    told = ((row, getattr(settings, row.name)) for row in ROWS)
    return {f"{ENVIRONMENT}{row.name.upper()}": str(v) for row, v in told if v != row.default}


def _warn(variable: str, name: str) -> None:
    told = (
        f"{variable} is named {ENVIRONMENT}{RENAMED[name].upper()} now and will not be read later."
    )
    warnings.warn(told, FutureWarning, stacklevel=3)


def _check_numbers(settings: Settings) -> None:
    """Raise InputError for a number with which nothing would be served, or that is none (NaN)."""
    for row in ROWS:
        if told := out_of_range(row.name, getattr(settings, row.name)):
            raise InputError(told, ENVIRONMENT + row.name.upper(), f"For example {row.default}.")


def _check_addresses(settings: Settings) -> None:
    """Raise InputError for a namespace or public address below which nothing could be served."""
    base = urlsplit(settings.base_iri)
    if not base.scheme or base.query or "#" in settings.base_iri or base.path[-1:] != "/":
        raise InputError(
            f"{settings.base_iri!r} is no namespace whose IRIs are paths.",
            f"{ENVIRONMENT}BASE_IRI",
            "Give an absolute IRI that ends with a slash, as https://example.org/.",
        )
    if settings.report_url and urlsplit(settings.report_url).scheme not in REPORTED:
        raise InputError(
            f"{settings.report_url!r} is no address that a report can be sent to.",
            f"{ENVIRONMENT}REPORT_URL",
            "Give mailto:someone@example.org?subject={title}&body={body}, or an http address.",
        )
    public = urlsplit(settings.public_url)
    odd = public.scheme not in ("http", "https") or not public.hostname or public.username
    letters = settings.public_url.isprintable() and " " not in settings.public_url
    if settings.public_url and (odd or not letters or public.query or "#" in settings.public_url):
        raise InputError(
            f"{settings.public_url!r} is no address of a server.",
            f"{ENVIRONMENT}PUBLIC_URL",
            "Give an absolute URL without query or fragment, as https://example.org/data.",
        )


def _value(rows: Mapping[str, Setting], name: str, value: Any, where: str) -> Any:
    if name in RENAMED:
        new = f"{ENVIRONMENT}{RENAMED[name].upper()}"
        raise InputError("has another name now.", where, f"Set {new}.")
    if name not in rows:
        near = difflib.get_close_matches(name, rows, 1)
        names = {row: f"{ENVIRONMENT}{row.upper()}" for row in rows}
        known = f"Settings are: {', '.join(names.values())}."
        mend = f"Did you mean {names[near[0]]}?" if near else known
        raise InputError("no such setting.", where, mend)
    if not isinstance(value, str):
        return value
    try:
        return rows[name].type(value)
    except (ValueError, KeyError) as error:
        kind = KINDS.get(rows[name].type, rows[name].type.__name__)
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
        settings.query_timeout_seconds,
        settings.query_memory_bytes,
        settings.max_answer_bytes,
        settings.max_query_bytes,
        settings.max_query_depth,
    )
