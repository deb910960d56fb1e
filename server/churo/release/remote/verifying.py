"""Checks downloaded files, here or on a server, against the description that lies beside them.

The description is a stranger's: what it says bounds what is read, and it leads nowhere but to files
beside it, or on the server that it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from ...errors import InputError
from ...publication import distributions
from ...publication.distributions import DESCRIPTION, DUMPS, Description, Distribution
from . import fetching, holdings, origins
from .counting import Counted, CountingProcess, Job, Unreadable
from .fetching import Deadline, NotThere
from .holdings import Directory, Elsewhere, Held, Holding, Server

MOST_DESCRIPTION = 8 << 20  # bytes of a description
MOST_FILE = 8 << 30  # bytes of a file, and of what is in it, whatever its description says
SWELLING = 100  # times its size that a file may have unpacked, where its description does not say
ALL_SECONDS = 3600.0
NOT_THERE = "not there"  # why nothing is found of a file that was not downloaded
BESIDE = "It lies beside the dumps: name one of them, or their directory, as …/dumps/latest/ of a server."
SLOWEST = 256 << 10  # bytes a second that parsing must manage in the mean


@dataclass(frozen=True)
class Verdict:
    """What was found of one file: what is right of it, what is wrong; right when nothing is wrong.

    ``unread`` says why nothing was found of it: it is not there, or not where it may be read.
    """

    name: str
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    unread: str = ""


def verify(where: str, description: str = "", seconds: float = ALL_SECONDS) -> Iterator[Verdict]:
    """Check a file, or every file of a release's directory or of a description.

    ``where`` is a path or an http(s) URL. The description is ``description.ttl`` in the same
    place unless ``description`` names another. All is read within ``seconds``. Raises InputError
    when there is nothing to check or nothing to check it against.
    """
    deadline, where = Deadline(seconds), _address(where)
    at = _address(description) if description else urljoin(where, DESCRIPTION)
    base, text = _described(at, deadline)
    told = distributions.read(text, base, _shown(base))
    name = unquote(urlsplit(where).path.rsplit("/", 1)[-1])
    rows = list(told.files.values())
    if name not in ("", DESCRIPTION):
        rows = [row for row in rows if unquote(row.name) == name]
        if not rows:
            what, mend = f"says nothing of {name!r}.", "Give the file the name it had."
            raise InputError(what, _shown(base), mend)
    holding = _holding(where, base, bool(description), deadline)
    with closing(_Examination(told, holding, deadline)) as examination:
        verdicts = []
        for row in rows:
            verdicts.append(examination.verdict(row))
            if not verdicts[-1].unread or len(rows) > 1:
                yield verdicts[-1]
    if all(verdict.unread for verdict in verdicts):
        reason = verdicts[0].unread if verdicts else "no file is described"
        raise InputError(f"gives nothing to check: {reason}.", _shown(where))


def _address(where: str) -> str:
    """The URL of a path or URL; that of a directory ends with a slash."""
    try:
        if urlsplit(where).scheme in (*origins.WEB, "file"):
            return where
    except ValueError as error:
        raise InputError(f"is no URL: {error}.", where) from error
    path = Path(where).resolve()
    if not path.exists():
        raise InputError("is not there.", where)
    if (path / DUMPS / DESCRIPTION).is_file():
        path /= DUMPS
    return path.as_uri() + ("/" if path.is_dir() else "")


def _path(url: str) -> Path | None:
    """The path that a file: URL names; ``None`` for one of the web."""
    parts = urlsplit(url)
    return Path(unquote(parts.path)) if parts.scheme == "file" else None


def _shown(url: str) -> str:
    path = _path(url)
    return str(path) if path is not None else origins.shown(url)


def _described(url: str, deadline: Deadline) -> tuple[str, bytes]:
    """The address of a description, after redirections, and what it says. Raises InputError."""
    try:
        return _read(url, deadline)
    except NotThere as error:
        raise InputError(error.what, error.where, BESIDE) from error


def _read(url: str, deadline: Deadline) -> tuple[str, bytes]:
    path = _path(url)
    if path is None:
        return fetching.read(url, MOST_DESCRIPTION, deadline.sooner(fetching.FIRST_SECONDS))
    with holdings.opened(path) as file:
        text = file.read(MOST_DESCRIPTION + 1)
    if len(text) > MOST_DESCRIPTION:
        raise InputError(f"has more than {MOST_DESCRIPTION:,} bytes.", str(path))
    return url, text


def _holding(where: str, base: str, apart: bool, deadline: Deadline) -> Holding:
    """Where the files are: beside ``where``, or where a description read at ``base`` has them."""
    path = _path(where)
    if path is not None:
        return Directory(path if where.endswith("/") else path.parent)
    return Server(where, deadline, where) if apart else Server(base, deadline)


class _Examination:
    """Looks at one file after another."""

    def __init__(self, told: Description, holding: Holding, deadline: Deadline) -> None:
        self._told, self._holding, self._deadline = told, holding, deadline
        self._counting = CountingProcess()

    def close(self) -> None:
        """End the process that reads files."""
        self._counting.close()

    def verdict(self, row: Distribution) -> Verdict:
        """What is right and wrong of a file. Raises InputError when all time is over."""
        if row.size > MOST_FILE:
            return Verdict(row.name, unread=f"is said to have {row.size:,} bytes")
        try:
            with self._holding.open(row) as held:
                return self._compared(row, held)
        except Elsewhere as error:
            return Verdict(row.name, unread=error.what.rstrip("."))
        except InputError as error:
            self._deadline.check(_shown(row.url))
            told = error.what.rstrip(".")
            if self._holding.remote:  # who describes a file must give it
                return Verdict(row.name, wrong=(told,))
            return Verdict(row.name, unread=NOT_THERE if isinstance(error, NotThere) else told)

    def _compared(self, row: Distribution, held: Held) -> Verdict:
        size = f"over {row.size}" if held.size > row.size else str(held.size)
        right, wrong = _compare(
            [("bytes:", size, str(row.size)), ("SHA-256:", held.sha256, row.sha256)]
        )
        if not wrong and row.of in self._told.triples:
            try:
                counted = self._counted(row, held)
            except Unreadable as error:
                wrong = (f"cannot be read as {row.media_type}: {error}",)
            else:
                more, wrong = _compare(_counts(row, counted, self._told))
                right += more
        return Verdict(row.name, right, wrong)

    def _counted(self, row: Distribution, held: Held) -> Counted:
        most = _unpacked_size(row, self._told)
        seconds = min(fetching.FIRST_SECONDS + most / SLOWEST, self._deadline.left())
        job = Job(str(held.path), row.media_type, row.packing, most)
        return self._counting.count(job, seconds)


def _unpacked_size(row: Distribution, told: Description) -> int:
    """The bytes that a file may have when it is unpacked: those of the same file as it was."""
    plain = told.files.get(row.name.rpartition(".")[0]) if row.packing else row
    if plain is not None and not plain.packing and plain.of == row.of:
        return min(plain.size, MOST_FILE)
    return min(row.size * SWELLING, MOST_FILE)


Rows = Iterable[tuple[str, object, object]]


def _compare(rows: Rows) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of rows of what, found and due: what is right, and what is wrong."""
    right, wrong = [], []
    for what, found, due in rows:
        if found == due:
            right.append(f"{what} {due}")
        else:
            wrong.append(f"{what} {found} instead of {due}")
    return tuple(right), tuple(wrong)


def _counts(row: Distribution, counted: Counted, told: Description) -> Rows:
    """What was counted and what it should be: all triples, those of each graph, the canonical hash."""
    yield "triples:", counted.triples, told.triples[row.of]
    named = counted.named
    if row.of == told.release and named:
        due = {iri: told.triples[node] for node, iri in told.graphs.items() if node in told.triples}
        for iri in sorted(due.keys() | named.keys()):
            yield f"triples of <{iri}>:", named.get(iri, 0), due.get(iri, 0)
    if row.of == told.release and told.canonical and (named or not told.graphs):
        yield "RDFC-1.0 SHA-256:", counted.canonical, told.canonical
