"""Labels the blank nodes of N-Quads anew while they are written, apart from file to file."""

from __future__ import annotations

import io
import re
from typing import IO, Any

from ...errors import InputError
from ...rdf.parsing import LONGEST, too_long

BLOCK = 1 << 20  # bytes that are looked at together
DEEPEST = 100  # triple terms inside one another
# What stands before a blank node on a line, or in the rest of a block: texts, IRIs, all else. What writes
# the lines closes the first two, so that nothing fails behind what it took, and nothing is remembered.
_BEFORE = rb'((?:[^"<_\\]++|<<\(|<[^>]*+>?+|"(?:[^"\\]|\\.)*+"?+|(?=_[^:])_|(?=_\Z)_)*+)'
# Matches wherever it is tried, so that what stands behind the last node is passed over once.
_PIECE = re.compile(_BEFORE + rb"(?:_:([^\s)]++)|\Z|.)", re.DOTALL)
_TOO_DEEP = re.compile(rb"(?:<<\( \S++ \S++ ){%d}" % (DEEPEST + 1))


class Relabelled(io.BytesIO):
    """A file to write the N-Quads of one file to, whose blank nodes become b0, b1 and so on.

    ``given`` is how many labels are given already: no other file has those (RDF 1.1 §3.4). They are
    numbered in the order in which the file has them. ``quads`` counts the lines.
    """

    def __init__(self, out: IO[bytes], given: int, where: str) -> None:
        self._out, self._where, self.given, self.quads = out, where, given, 0
        self._labels: dict[bytes, bytes] = {}
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: Any) -> int:
        """Take bytes. Raises InputError for what nobody reads: a line too long, terms nested too deeply."""
        self._parts.append(bytes(data))
        self._size += len(data)
        if self._size >= BLOCK:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing, since whole lines are written alone: ``close`` writes the last."""

    def close(self) -> None:
        """Write what is left."""
        self._pass_on()
        self._out.flush()

    def _pass_on(self) -> None:
        """Write all whole lines."""
        lines, end, rest = b"".join(self._parts).rpartition(b"\n")
        # Of the rest no byte is looked at again before as many have come as make a block.
        self._parts, self._size = [rest], 0
        if max(len(lines), len(rest)) > LONGEST:
            self._require_short([*lines.split(b"\n"), rest])
        if not end:
            return
        block = lines + end
        self.quads += block.count(b"\n")
        if b"<<(" in block and _TOO_DEEP.search(block):
            told = f"has more than {DEEPEST} triple terms inside one another."
            raise InputError(told, self._where)
        self._out.write(_PIECE.sub(self._label, block) if b"_:" in block else block)

    def _require_short(self, lines: list[bytes]) -> None:
        if max(map(len, lines)) > LONGEST:
            raise too_long(self._where)

    def _label(self, match: re.Match[bytes]) -> Any:
        if match[2] is None:
            return match[0]
        found = self._labels.get(match[2])
        if found is None:
            found = self._labels[match[2]] = b"_:b%d" % self.given
            self.given += 1
        return match[1] + found
