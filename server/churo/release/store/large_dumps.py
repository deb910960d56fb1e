"""Writes the dumps of data that are too large for memory, from sorted files, as they pass by."""

# Why: docs/decisions/2026-11-26-store-on-disk.md

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...formats import N_QUADS, N_TRIPLES, TURTLE, Format, of_ending
from ...model import DATASET
from ...publication.distributions import DUMPS
from ..dumps import compression
from ..dumps.content import AS_READ, WHOLE, Content, File, Part
from . import rewriting, sorting

ANSWERED, DUMPED = "answered.nq", "dumped.nt"  # what the store gave, in its own order
TRIG, JSON_LD = (row for name in ("trig", "jsonld") if (row := of_ending(name)) is not None)


@dataclass(frozen=True)
class Written:
    """The files of the whole: quads as they were read, triples as they are answered; how many of each.

    ``same`` says that the quads that are answered are those that were read.
    """

    files: Sequence[File]
    read: int
    triples: int
    same: bool


@dataclass(frozen=True)
class Quads:
    """The files of the quads as they were read, and how many there are."""

    files: Sequence[File]
    number: int


def quads(directory: Path) -> Quads:
    """Write the quads of a release's dataset, packed and in JSON-LD."""
    files, number = compression.write_stream(
        directory / DUMPS, content(N_QUADS), directory / DATASET
    )
    return Quads([*files, *_rewritten(directory, directory / DATASET, JSON_LD)], number)


def content(format: Format, part: Part | None = None) -> Content:
    """A dump in a format without its bytes; of a part that is told later if none is given."""
    return Content(part or Part(WHOLE, "", None), format.suffix, format.media_type, b"")


def beside(directory: Path, read: Quads, named: bool, kept: bool) -> Written:
    """Write the triples as they are answered beside the quads as they were read.

    Quads without graphs whose literals are ``kept`` are those triples; else ``DUMPED`` has them.
    Call it in the main thread.
    """
    same, triples, number = True, list[File](), read.number
    turtle_of = directory / DATASET
    if named and not kept:
        same = _answers_what_was_read(directory)
    if named or not kept:
        turtle_of = merged = directory / "sorted.nt"
        sorting.sort(directory / DUMPED, merged)
        (directory / DUMPED).unlink()
        if not named:
            same = filecmp.cmp(directory / DATASET, merged, shallow=False)
        if named or not same:
            triples, number = compression.write_stream(
                directory / DUMPS, content(N_TRIPLES), merged
            )
    turtle = _rewritten(directory, turtle_of, TURTLE)
    if named or not same:
        trig = _rewritten(directory, directory / DATASET, TRIG)
    else:  # N-Quads and TriG without graphs are N-Triples and Turtle
        trig = [_linked(directory / DUMPS, file, TURTLE, TRIG) for file in turtle]
    triples = triples or [
        _linked(directory / DUMPS, file, N_QUADS, N_TRIPLES)
        for file in read.files
        if file.media_type == N_QUADS.media_type
    ]
    (directory / "sorted.nt").unlink(missing_ok=True)
    files = _told([*read.files, *trig], [*triples, *turtle], number, read.number, same)
    return Written(files, read.number, number, same)


def _told(
    graphs: Iterable[File], merged: Iterable[File], triples: int, quads: int, same: bool
) -> list[File]:
    """Files with graphs and without, each with what it is a part of."""
    whole = Part(
        WHOLE, f"the whole dataset{'' if same else ' as the endpoint answers it'}", triples
    )
    title = f"the dataset as it was read, {quads} quads"
    part = whole if same else Part(AS_READ, title, None, view="rdf", stem=WHOLE)
    files = [replace(file, part=part) for file in graphs]
    files += [replace(file, part=whole) for file in merged]
    return sorted(files, key=lambda file: file.name)


def _rewritten(directory: Path, source: Path, format: Format) -> list[File]:
    """The files of a source in another syntax; none where that cannot hold it."""
    target = directory / f"rewritten.{format.suffix}"
    files: list[File] = []
    if rewriting.rewrite(source, target, format):
        files, _ = compression.write_stream(directory / DUMPS, content(format), target)
    target.unlink()
    return files


def _answers_what_was_read(directory: Path) -> bool:
    """Whether the store gave the quads that it was given."""
    answered = directory / "sorted.nq"
    sorting.sort(directory / ANSWERED, answered)
    (directory / ANSWERED).unlink()
    same = filecmp.cmp(directory / DATASET, answered, shallow=False)
    answered.unlink()
    return same


def _linked(dumps: Path, file: File, format: Format, other: Format) -> File:
    """The same bytes as a file of another format, which those of the format are without graphs."""
    name = content(other).name + file.name.removeprefix(content(format).name)
    link(dumps / file.name, dumps / name)
    return replace(file, name=name, media_type=other.media_type)


def share(path: Path, other: Path) -> None:
    """Have two files that are equal take the room of one."""
    path.unlink()
    link(other, path)


def link(path: Path, other: Path) -> None:
    """Give a file another name; where the file system has no links, copy it."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)
