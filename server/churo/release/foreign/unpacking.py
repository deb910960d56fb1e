"""Makes of a file as others publish it the UTF-8 text of one RDF format: packings, marks, encodings."""

from __future__ import annotations

import bz2
import codecs
import io
import re
from collections.abc import Callable
from typing import IO, Any

from ...errors import InputError
from ...formats import RDF_FORMATS, Format, of_ending
from ..dumps.compression import BROKEN, PACKINGS

PACKED: dict[str, Callable[[IO[bytes]], Any]] = {
    "bz2": bz2.BZ2File,
    **{row.suffix.removeprefix("."): row.reader for row in PACKINGS},
}
CHUNK = 1 << 20
ROOM = 1 << 30  # bytes that any file may have when it is unpacked
RATIO = 100  # times its size that a larger one may have

# Unicode §23.8: a mark at the beginning is a signature, not part of the text. Longest first.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How XML 1.0 Appendix F tells UTF-16 without a mark, and where a declaration names an encoding.
UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
DECLARED = re.compile(rb"\A\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")


def format_of(name: str, where: str) -> tuple[Format, str]:
    """The RDF format that the endings of a file's name tell, and the ending of its packing.

    The packing is empty for none. Raises InputError, naming ``where``, for another ending.
    """
    stem, dot, ending = name.rpartition(".")
    packing = ending.lower() if dot and ending.lower() in PACKED else ""
    if packing:
        _, dot, ending = stem.rpartition(".")
    format = of_ending(ending) if dot else None
    if format is None:
        told = f".{ending}" if dot else ""
        known = " ".join(f".{name}" for row in RDF_FORMATS for name in (*row.names, *row.endings))
        packed = " ".join(f".{name}" for name in PACKED)
        raise InputError(
            f"no RDF format has the ending {told!r}.", where, f"Use {known}, also packed: {packed}."
        )
    return format, packing


def mark(file: IO[bytes], packing: str, size: int, where: str) -> bytes | None:
    """The mark before a text in UTF-8, empty for none; ``None`` before any other encoding.

    Raises InputError for what cannot be unpacked.
    """
    longest = max(len(start) for start, _ in MARKS)
    head = Unpacking(file, packing, size, where, lambda position, read: None).read(longest)
    found = next(((start, name) for start, name in MARKS if head.startswith(start)), (b"", ""))
    return found[0] if found[1] in ("", "utf-8-sig") else None


class Unpacking(io.BytesIO):
    """A file of ``size`` bytes to be read unpacked, part by part; ``heard`` is told how far it is.

    Its first ``passed`` bytes are left out. ``heard`` is given the bytes that are read of the file and
    those that they were unpacked to.
    """

    def __init__(
        self,
        file: IO[bytes],
        packing: str,
        size: int,
        where: str,
        heard: Callable[[int, int], None],
        passed: int = 0,
    ) -> None:
        self._file, self._packed, self._where = file, bool(packing), where
        self._inner = PACKED[packing](file) if packing else file
        self._most, self._read, self._told = max(ROOM, RATIO * size), 0, 0
        self._heard = heard
        self.read(passed)

    def read(self, size: int | None = -1) -> bytes:
        """At most so many bytes. Raises InputError as ``unpacked`` does."""
        try:
            part: bytes = self._inner.read(-1 if size is None else size)
        except BROKEN as error:
            raise InputError(f"cannot be unpacked: {error}.", self._where) from error
        self._read += len(part)
        if self._read - self._told >= CHUNK:
            self._told = self._read
            if self._packed and self._read > self._most:
                raise InputError(f"unpacks to more than {self._most:,} bytes.", self._where)
            self._heard(self._file.tell(), self._read)
        return part


def unpacked(file: IO[bytes], packing: str, size: int, where: str) -> bytes:
    """The bytes of a file of ``size`` bytes, unpacked.

    Raises InputError for what is broken, or larger than any file or any good packing makes it.
    """
    most = max(ROOM, RATIO * size)
    parts: list[bytes] = []
    read = 0
    try:
        with PACKED[packing](file) if packing else file as inner:
            while part := inner.read(CHUNK):
                read += len(part)
                if packing and read > most:
                    raise InputError(f"unpacks to more than {most:,} bytes.", where)
                parts.append(part)
    except BROKEN as error:
        raise InputError(f"cannot be unpacked: {error}.", where) from error
    return b"".join(parts)


def as_utf8(data: bytes, format: Format, where: str) -> bytes:
    """The text in UTF-8 without a mark; XML may be in any encoding that it declares.

    Raises InputError for an encoding that is not known or not kept to.
    """
    encoding = _encoding(data, format)
    if encoding in ("", "utf-8"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise InputError(
            f"is not in the encoding {encoding} that it tells: {error}.", where
        ) from error
    if format.xml:
        text = DECLARATION.sub("", text, count=1)
    return text.encode("utf-8")


def _encoding(data: bytes, format: Format) -> str:
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if marked or not format.xml:
        return marked
    unmarked = next((name for start, name in UNMARKED if data.startswith(start)), "")
    declared = DECLARED.match(data)
    return unmarked or (declared[1].decode("ascii").lower() if declared else "")
