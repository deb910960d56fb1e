"""A worker may open the tables of its store and nothing else."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from churo.engine import tables
from churo.engine.tables import Tables
from churo.engine.worker import resource_limits, system_call_filter


def in_process(work: Callable[[], object]) -> str:
    """What work says in a process of its own: what it gives, or the error that it raises."""
    inside, outside = os.pipe()
    if (child := os.fork()) == 0:
        try:
            told = repr(work())
        except BaseException as error:
            told = type(error).__name__
        os.write(outside, told.encode())
        os._exit(0)
    os.close(outside)
    os.waitpid(child, 0)
    with os.fdopen(inside) as file:
        return file.read()


@pytest.mark.parametrize(
    "work",
    [
        lambda: socket.socket(),
        lambda: socket.socket(socket.AF_UNIX),
        lambda: socket.socketpair(),
        lambda: os.execv("/bin/true", ["true"]),
    ],
    ids=["internet", "unix", "pair", "program"],
)
def test_what_is_denied_fails(work: Callable[[], object]) -> None:
    """No socket and no other program, however many descriptors there are."""
    assert in_process(lambda: (system_call_filter.deny(), work())) == "PermissionError"


def test_files_are_still_read() -> None:
    """Else no table could be opened."""
    read = in_process(lambda: (system_call_filter.deny(), len(Path("/dev/null").read_bytes())))

    assert read == "(True, 0)"


def test_as_many_files_can_be_opened_as_there_are_tables(tmp_path: Path) -> None:
    """Beside the one connection; a pipe to tell of it stands for a table that is open."""
    inside, outside = os.pipe()
    if (child := os.fork()) == 0:
        resource_limits.reserve()
        told = os.dup2(outside, 60)
        confined = resource_limits.confined(socket.socket(), 1 << 30, Tables(frozenset({told}), 3))
        number = 0
        try:
            while os.open("/dev/null", os.O_RDONLY):
                number += 1
        except OSError:
            os.write(told, str(number).encode())
        os._exit(confined.fileno())
    os.close(outside)
    os.waitpid(child, 0)
    with os.fdopen(inside) as file:
        assert file.read() == "4"


def test_the_tables_of_a_store_are_found(tmp_path: Path) -> None:
    """Those that are open by their descriptors, and how many are not."""
    store = Store(str(tmp_path))
    store.bulk_extend(
        Quad(NamedNode(f"u:{n}"), NamedNode("u:p"), NamedNode("u:o")) for n in range(9)
    )
    store.flush()
    del store
    (tmp_path / "unread.sst").touch()
    store = Store.read_only(str(tmp_path))
    found = tables.of(tmp_path)

    assert found.closed == 1
    assert {os.readlink(f"/proc/self/fd/{number}") for number in found.open} == {
        str(path) for path in tmp_path.glob("0*.sst")
    }
    del store
