"""Runs work on what strangers wrote in a process of its own, which ends when it takes too much."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import IO

from ... import parent_death, rlimit
from ...errors import InputError, SyntaxFault

BASE = 2 << 30  # bytes of address space that any work may have
FACTOR = 16  # bytes more for each byte of what is worked on
SECONDS = 30  # of processor time that any work may have
PER_SECOND = 1 << 20  # bytes of what is worked on that give a second more
STACK = 4 << 20  # bytes: what a child reads with these, its parent reads again with more
WORDS = 1000  # characters of what is told of one mistake
CAUSES = {
    signal.SIGXCPU: "takes too long to be read",
    signal.SIGKILL: "takes too long to be read, or too much memory",
    signal.SIGSEGV: "is nested too deeply",
    signal.SIGBUS: "is nested too deeply",
    signal.SIGABRT: "is nested too deeply, or takes too much memory",
}
REFUSED = 3  # the code that a child ends with when it has told why
TOLD, REFUSAL = b"{", b"["  # how a line begins that ``tell`` or ``refuse`` writes


def limit(size: int, seconds: int = SECONDS) -> None:
    """Bound this process for work on ``size`` bytes, in memory and in ``seconds`` of a processor."""
    rlimit.bound(resource.RLIMIT_AS, BASE + FACTOR * size)
    rlimit.bound(resource.RLIMIT_CPU, seconds + size // PER_SECOND)
    rlimit.bound(resource.RLIMIT_CORE, 0)


def run(
    module: str,
    arguments: Sequence[str],
    out: IO[bytes],
    where: str,
    heard: Callable[[Mapping[str, int]], None] = lambda told: None,
) -> dict[str, int]:
    """Run a module on arguments; what it writes goes to ``out``; give what it told with ``tell``.

    ``heard`` is told each time, as it comes. Raises InputError, naming ``where``, as the module
    tells or as it was ended.
    """
    command = [sys.executable, "-P", "-m", module, *arguments]
    pipe, known, rest, refused = subprocess.PIPE, dict[str, int](), b"", b""
    with subprocess.Popen(command, stdin=pipe, stdout=out, stderr=pipe) as child:
        try:
            for line in child.stderr or ():
                if line.startswith(TOLD):
                    known |= json.loads(line)
                    heard(known)
                elif line.startswith(REFUSAL):
                    refused = line
                else:
                    rest = (rest + line)[-WORDS:]
            child.wait()
        except BaseException:
            child.kill()
            raise
    if child.returncode == 0:
        return known
    if child.returncode == REFUSED:
        raise _told(refused, where)
    raise InputError(f"{_cause(child.returncode, rest)}.", where)


def _cause(code: int, rest: bytes) -> str:
    cause = next((text for number, text in CAUSES.items() if code == -number), "")
    last = rest.decode("utf-8", "replace").strip().rpartition("\n")[2]
    memory = "takes too much memory" if "MemoryError" in last else ""
    return cause or memory or f"cannot be read: {last}"


def begin() -> None:
    """Have this process, which ``run`` runs, end with the one that waits for it."""
    parent_death.end_with_input(0)


def tell(**numbers: int) -> None:
    """Tell whoever runs this process how far it is, or what it found."""
    sys.stderr.write(json.dumps(numbers) + "\n")
    sys.stderr.flush()


def _told(text: bytes, where: str) -> InputError:
    """What a child told of its failure."""
    rows: list[tuple[str, str, tuple[int, int]]] = json.loads(text)
    first, *others = (SyntaxFault(what, where, mend, *place) for what, mend, place in rows)
    return replace(first, others=tuple(others))


def refuse(error: InputError) -> None:
    """End this process and tell its parent why."""
    others = error.others if isinstance(error, SyntaxFault) else ()
    rows = [[row.what[:WORDS], row.mend[:WORDS], _place(row)] for row in (error, *others)]
    sys.stderr.write(json.dumps(rows) + "\n")
    sys.stderr.flush()
    sys.exit(REFUSED)


def _place(error: InputError) -> tuple[int, int]:
    return (error.line, error.column) if isinstance(error, SyntaxFault) else (0, 0)
