"""Has work done by several processes, forked from this one, as fast as each of them is."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from .. import parent_death
from ..errors import ChuroError, EngineFault, InputError

Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew(Generic[Task, Result]):
    """``number`` processes that do ``work``; they share what is in memory when they are made.

    To be made and used in a process without other threads, and ``close``\\ d.
    """

    def __init__(self, number: int, work: Callable[[Task], Result]) -> None:
        context, parent = get_context("fork"), os.getpid()
        self._ends: list[Connection] = []
        self._processes = []
        for _ in range(number):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, work, parent))
            process.start()
            theirs.close()
            self._ends.append(ours)
            self._processes.append(process)

    def run(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results, in the order in which they are ready.

        Raises InputError for what a process cannot write or use, EngineFault when one ends.
        """
        left, busy = iter(tasks), set()
        for end in self._ends:
            if (task := next(left, None)) is not None:
                end.send(task)
                busy.add(end)
        while busy:
            ready = wait(busy)
            for end in [end for end in self._ends if end in ready]:
                yield self._received(end)
                if (task := next(left, None)) is not None:
                    end.send(task)
                else:
                    busy.discard(end)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()
            process.join()

    def _received(self, end: Connection) -> Result:
        try:
            failed, result = end.recv()
        except EOFError:
            raise EngineFault("A process that wrote files ended.") from None
        if failed:
            raise InputError(failed)
        done: Result = result
        return done


def _serve(end: Connection, work: Callable[[Task], Result], parent: int) -> None:
    # Told to stop together with its parent, which is who tells of it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent_death.kill_with_parent(parent)
    while True:
        task = end.recv()
        try:
            end.send(("", work(task)))
        except (ChuroError, OSError) as error:
            end.send((str(error), None))
