"""Parses RDF, and tells of what it refuses the file, the line, the column and how to mend it."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.parsers.expat import ExpatError, ParserCreate

from ..errors import SyntaxFault
from ..terms import WELL_KNOWN
from . import Quad, RdfFormat, parse, well_formed
from .remedies import Refusal, remedy

BASE = "file:///"  # of what is read by itself: a relative IRI names something nowhere else
BY_LINE = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
MOST = 20  # mistakes of one file that are told
CONTEXT = re.compile(r'"@context"\s{0,99}:\s{0,99}\[?\s{0,99}"([^"\s]{1,500})"')
LONGEST = 16 << 20  # bytes of a name or text that the library takes
BUFFER = "Reached the buffer"  # how it begins to tell of a longer one, as if memory were short
# What the parser stumbles over after something else that is wrong, but may be right in itself.
CONSEQUENCES = re.compile(r": (?:[\[\]{}] is not a valid|Unexpected end|.{0,80}should end with)")


def quads(
    data: bytes,
    format: RdfFormat,
    where: str,
    known: Mapping[str, str] = WELL_KNOWN,
    base: str = BASE,
) -> Iterator[Quad]:
    """The quads of ``data``, read from ``base``.

    Raises SyntaxFault, which names ``where``, for what cannot be parsed: when all is read, with
    the other mistakes as far as the parser goes on after the first.
    """
    faults: dict[str, SyntaxFault] = {}
    rows, text, last = parse(data.removeprefix(BOM_UTF8), format, base), "", (0, 0)
    while len(faults) < MOST:
        try:
            quad = next(rows)
        except StopIteration:
            break
        except SyntaxError as error:
            text = text or data.removeprefix(BOM_UTF8).decode("utf-8", "replace")
            found = fault(error, text, where, known)
            if not faults or not (found.line == last[0] or CONSEQUENCES.search(found.what)):
                faults.setdefault(_once(found), found)
            astray = "Line jumps" in found.what and format not in BY_LINE
            if astray or (found.line, found.column) in ((0, 0), last):
                break  # the parser does not go on, or has taken text for quotation marks
            last = found.line, found.column
        except ValueError as error:
            raise SyntaxFault(f"{error}.", where) from error
        except MemoryError as error:
            raise of_memory(error, where) from error
        else:
            if not faults:
                yield quad
    if faults:
        first, *others = faults.values()
        raise replace(first, others=tuple(others))
    if format == RdfFormat.RDF_XML:
        well_formed.require(data, where)


def of_memory(error: MemoryError, where: str) -> SyntaxFault:
    """What is wrong with a text of which the library says that it takes too much memory."""
    long = str(error).startswith(BUFFER)
    return too_long(where) if long else SyntaxFault("takes too much memory.", where)


def too_long(where: str) -> SyntaxFault:
    """What is wrong with a text that has a name or text longer than any may be."""
    return SyntaxFault(
        f"has a text of more than {LONGEST >> 20} MiB.",
        where,
        "Keep it in a file of its own, and name that in its place.",
    )


def _once(found: SyntaxFault) -> str:
    """What tells one mistake from another: a prefix that is not declared is one wherever it is used."""
    return found.mend if "has not been declared" in found.what else found.what


def fault(error: SyntaxError, text: str, where: str, known: Mapping[str, str]) -> SyntaxFault:
    """A parser's error as one of ours: what is wrong, where if that is known, how to mend it."""
    line, column, what = error.lineno or 0, error.offset or 0, reason(error.msg)
    if "LoadDocumentCallback" in what:
        return _remote_context(text, where)
    if not line:
        line, column, what = _xml_place(text, what)
    told = f"line {line}, column {column}: {what}." if line else f"{what}."
    mend = remedy(what, Refusal(text, line, column, known)) if line else ""
    return SyntaxFault(told, where, mend, line, column)


def _remote_context(text: str, where: str) -> SyntaxFault:
    named = CONTEXT.search(text)
    context = f"its @context {named[1]}" if named else "its @context"
    line = text.count("\n", 0, named.start(1)) + 1 if named else 0
    place = f"line {line}: " if line else ""
    mend = "Write the context out in the file, or give N-Quads."
    return SyntaxFault(f"{place}{context} is not fetched.", where, mend, line)


def _xml_place(text: str, what: str) -> tuple[int, int, str]:
    """The place where a text stops to be XML, for a parser that does not tell it; 0 if it is XML."""
    if not text.lstrip("\ufeff \t\r\n").startswith("<"):
        return 0, 0, what
    parser = ParserCreate()
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except ExpatError as error:
        return error.lineno, error.offset + 1, what
    return 0, 0, what


def reason(message: str) -> str:
    """What a parser complains of, without the place, which is told already."""
    return re.sub(r"^Parser error (?:at|between) [^:]*: ", "", message).rstrip(".")
