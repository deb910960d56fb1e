"""Lays out Turtle and TriG files one way: turtlefmt for Turtle, block by block for TriG."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError, SyntaxFault
from . import RdfFormat, parsing
from .trig import NAME, OPAQUE

FORMATTER = "turtlefmt"
INDENT = "    "
_PREFIX = re.compile(r"^\s*@(?:prefix|base)\b[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A stretch of a TriG file: the Turtle inside graph ``name``, or of the default graph if empty."""

    name: str
    turtle: str


def formatted(path: Path) -> str:
    """The file's text as it should be laid out.

    Raises SyntaxFault for text that is neither Turtle nor TriG, InputError without turtlefmt.
    """
    text = path.read_text("utf-8-sig")
    format = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE
    deque(parsing.quads(text.encode(), format, str(path)), maxlen=0)  # what is wrong has its place
    if path.suffix != ".trig":
        return _turtle([text], path)[0]
    head = "".join(match[0].lstrip() for match in _PREFIX.finditer(text))
    blocks = list(_blocks(_PREFIX.sub("", text), path))
    bodies = _turtle([f"{head}\n{block.turtle}" for block in blocks], path)
    parts = [_laid_out(block, body) for block, body in zip(blocks, bodies, strict=True)]
    header = _turtle([head], path)[0].rstrip("\n") if head else ""
    return "\n\n".join(filter(None, [header, *parts])) + "\n"


def _blocks(text: str, path: Path) -> Iterator[Block]:
    """The blocks of a TriG file without its directives, in their order."""
    start, depth, name = 0, 0, ""
    for match in OPAQUE.finditer(text):
        if match[0] == "{":
            if (named := NAME.search(text, start, match.start())) is None or depth:
                raise _astray(text, match.start(), "a brace opens no graph", path)
            yield from _default(text[start : named.start()])
            start, depth, name = match.end(), 1, named[1]
        elif match[0] == "}":
            if not depth:
                raise _astray(text, match.start(), "a brace closes no graph", path)
            yield Block(name, text[start : match.start()])
            start, depth = match.end(), 0
    if depth:
        raise _astray(text, len(text), f"the graph {name} is not closed: add a brace", path)
    yield from _default(text[start:])


def _default(turtle: str) -> Iterator[Block]:
    if turtle.strip():
        yield Block("", turtle)


def _laid_out(block: Block, body: str) -> str:
    turtle = _PREFIX.sub("", body).strip("\n")
    if not block.name:
        return turtle
    lines = (f"{INDENT}{line}" if line else line for line in turtle.splitlines())
    return f"{block.name} {{\n" + "\n".join(lines) + "\n}"


def _turtle(texts: Iterable[str], path: Path) -> list[str]:
    """Turtle texts as turtlefmt lays them out, in one call of it."""
    beside = Path(sys.executable).parent / FORMATTER
    program = str(beside) if beside.exists() else shutil.which(FORMATTER)
    if program is None:
        raise InputError(
            "is not installed.", FORMATTER, "Install the extra: pip install 'churo[test]'."
        )
    with tempfile.TemporaryDirectory() as directory:
        files = []
        for number, text in enumerate(texts):
            if '"""' in text and path.suffix == ".trig":
                raise InputError("has a long literal, which would be indented.", str(path))
            files.append(Path(directory) / f"{number:06}.ttl")
            files[-1].write_text(text, "utf-8")
        done = subprocess.run([program, *map(str, files)], capture_output=True, text=True)
        if done.returncode:
            # What is wrong stands before a trace of the formatter's own calls.
            told = re.search(r"^Error: (.*)$", done.stderr, re.MULTILINE)
            reason = told[1].replace(directory, "") if told else "it cannot be read as Turtle"
            raise SyntaxFault(f"{reason}.", str(path))
        return [file.read_text("utf-8") for file in files]


def _astray(text: str, at: int, reason: str, path: Path) -> SyntaxFault:
    line = text.count("\n", 0, at) + 1
    return SyntaxFault(f"{reason} (line {line} after the prefixes).", str(path))
