"""The Containerfile as shipped: what it copies is there, what it sets is a setting, nobody is root."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from churo.settings import ENVIRONMENT, Settings, read

HOUSE = Path(__file__).resolve().parents[2]
TEXT = (HOUSE / "server/deploy/container/Containerfile").read_text("utf-8")
LINES = TEXT.replace("\\\n", " ").splitlines()
STEPS = [line.split(None, 1) for line in LINES if line.strip() and not line.startswith("#")]


def told(word: str) -> list[str]:
    """What stands after an instruction, each time that it is given."""
    return [rest for name, rest in STEPS if name == word]


def test_images_have_short_names() -> None:
    """No registry's host: whoever builds chooses where they come from."""
    assert told("ARG") == ["BASE=debian:bookworm-slim"]
    assert {row.split()[0] for row in told("FROM")} == {"${BASE}"}


def test_who_serves_is_not_root() -> None:
    """By number, so that an orchestrator can tell."""
    (user,) = told("USER")
    uid, gid = map(int, user.split(":"))

    assert uid == gid >= 10000
    assert [name for name, _ in STEPS].index("USER") < [name for name, _ in STEPS].index(
        "ENTRYPOINT"
    )


def test_what_is_installed_is_locked() -> None:
    """By hashes, and what only builds goes again."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    build = {re.split("[><=]", row)[0] for row in project["dependency-groups"]["build"]}
    installs = re.findall(r"pip install ([^&]*)", TEXT.replace("\\\n", ""))
    gone = re.search(r"pip uninstall --yes ([^&]*?)\s*&&", TEXT.replace("\\\n", ""))

    assert gone is not None and set(gone[1].split()) == build
    assert all("--require-hashes" in row or "--no-deps" in row for row in installs)


def test_it_sets_what_there_is() -> None:
    """Settings by their names, with the port that is exposed and asked for health."""
    (environ,) = told("ENV")
    given = dict(re.findall(rf"({ENVIRONMENT}\w+)=(\S+)", environ))

    settings = read(given)
    assert settings.host == "0.0.0.0" and str(settings.releases) == "/srv/releases"
    assert told("EXPOSE") == [str(Settings().port)]
    assert f"http://127.0.0.1:{Settings().port}/readyz" in TEXT


def test_the_checkout_travels_without_what_was_made() -> None:
    """What git ignores stays outside, but for what is made anew inside."""
    ignored = (HOUSE / ".containerignore").read_text("utf-8").split()

    assert {".git", ".venv", ".churo", "**/node_modules"} <= set(ignored)
