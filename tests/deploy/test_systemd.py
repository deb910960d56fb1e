"""The unit as shipped: systemd takes it, little is exposed, and it fits the server's settings."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from churo.http.process.server import last_answer
from churo.settings import ENVIRONMENT, Settings, read
from tests.needs import program

HOUSE = Path(__file__).resolve().parents[2]
UNIT = HOUSE / "server/deploy/systemd/churo.service"
NGINX = HOUSE / "server/deploy/nginx"
MOST = 2.0  # exposure, of 10
TEXT = UNIT.read_text("utf-8")


def values(name: str) -> list[str]:
    """What the unit says under a name, line by line."""
    return re.findall(rf"^{name}=(.*)$", TEXT, re.MULTILINE)


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """Every line is understood; the command is where the test has one."""
    command = tmp_path / "churo"
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    unit = tmp_path / UNIT.name
    unit.write_text(TEXT.replace("/srv/churo/.venv/bin/churo", str(command)))

    done = subprocess.run(
        [program("systemd-analyze"), "verify", unit], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_little_is_exposed() -> None:
    """As systemd itself counts it."""
    done = subprocess.run(
        [program("systemd-analyze"), "security", "--offline=yes", "--no-pager", UNIT],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"exposure level for churo.service: ([\d.]+)", done.stdout)

    assert found and float(found[1]) <= MOST, done.stdout


def test_churo_sees_how_much_memory_is_free() -> None:
    """Else it reads no default graph into memory: ProcSubset=pid hides /proc/meminfo (systemd.exec(5))."""
    assert values("ProcSubset") == []


def test_churo_may_write_where_it_must() -> None:
    """The first start builds a release, below the unit's state directory."""
    environ = dict(line.split("=", 1) for line in values("Environment"))
    settings = read({name: text for name, text in environ.items() if name.startswith(ENVIRONMENT)})
    (state,) = values("StateDirectory")

    assert settings.releases.is_relative_to(Path("/var/lib") / state)
    assert values("ProtectSystem") == ["strict"]


def test_nginx_reads_the_releases_of_the_unit() -> None:
    """One directory, which others than churo may read."""
    root = re.search(r"root (\S+);", (NGINX / "churo-dumps.conf").read_text("utf-8"))

    assert root and f"CHURO_RELEASES={root[1]}" in values("Environment")
    assert (values("StateDirectoryMode"), values("UMask")) == (["0755"], ["0022"])


def test_systemd_and_nginx_wait_for_the_last_answer() -> None:
    """Neither cuts off a query before its deadline."""
    (stop,) = values("TimeoutStopSec")
    read_timeout = re.search(
        r"proxy_read_timeout (\d+)s", (NGINX / "churo.conf").read_text("utf-8")
    )

    assert int(stop) > last_answer(Settings())
    assert read_timeout and int(read_timeout[1]) > last_answer(Settings())
