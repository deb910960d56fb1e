"""A store is read as fast as it can be, however it was loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from churo.release.store import building_store
from churo.release.store.building_store import Job


@pytest.mark.parametrize("loads", [1, 3, 5])
def test_a_store_has_one_table_for_each_order(tmp_path: Path, loads: int) -> None:
    """However often it was loaded, since each query looks into every table; texts may keep theirs."""
    data = tmp_path / "data.nt"
    data.write_text("".join(f'<urn:{n}> <urn:p> "{n}" .\n' for n in range(100)))
    for number in range(1, loads):
        (tmp_path / f"{number}.nt").write_text(f'<urn:of> <urn:other> "{number}" .\n')
    others = [str(tmp_path / f"{number}.nt") for number in range(1, loads)]
    store = tmp_path / "store"
    building_store.build(Job(str(store), str(data), others, False, str(tmp_path / "work"), ""))

    assert len(list(store.glob("*.sst"))) <= 4 + loads
    assert len(Store.read_only(str(store))) == 100 + loads - 1
