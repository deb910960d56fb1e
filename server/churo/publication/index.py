"""Reads what a release on disk knows by heart: answers to what its server would ask of all of it."""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..model import INDEX

EMPTY = '{"head":{"vars":[]},"results":{"bindings":[]}}'  # an answer without rows
SECONDS = 10.0  # that one query may take


@dataclass(frozen=True)
class Standing:
    """A query that is asked of every release; it tells only of subjects whose IRIs begin with ``below``."""

    query: str
    below: str = ""


@dataclass(frozen=True)
class Index:
    """``answers`` in SPARQL JSON by ``key``; ``None`` for what took more than ``SECONDS``, or is too much.

    ``sample`` is a subject and how many triples it has, by which can be told whether queries are
    answered rightly; ``None`` where no subject has an IRI.
    """

    answers: Mapping[str, str | None] = field(default_factory=dict)
    sample: tuple[str, int] | None = None


NOTHING = Index()


def key(query: str) -> str:
    """What tells one query from another."""
    return hashlib.sha256(query.encode()).hexdigest()


def text(index: Index) -> str:
    """An index as it is stored."""
    return json.dumps({"answers": index.answers, "sample": index.sample}) + "\n"


def read(directory: Path) -> Index:
    """The index of a release, empty where it has none. Raises InputError for what is none."""
    try:
        told = json.loads((directory / INDEX).read_text("utf-8"))
        sample = (str(told["sample"][0]), int(told["sample"][1])) if told["sample"] else None
        return Index(dict(told["answers"]), sample)
    except FileNotFoundError:
        return NOTHING
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError("is no index.", str(directory / INDEX)) from error
