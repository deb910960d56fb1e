"""The walls of the house: who may import whom, how large a room may be, what is named where."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PACKAGE = HOUSE / "server/churo"
MODULES = sorted(PACKAGE.rglob("*.py"))
FOUNDATION = {"model", "terms", "errors", "settings"}
RULES = {
    "protocol",
    "negotiation",
    "catalogue",
    "checks",
    "identifiers",
    "trees",
    "distributions",
    "writing",
    "history",
}
MAY = {
    "errors": set(),
    "terms": set(),
    "model": {"errors"},
    "settings": {"errors", "model"},
    "protocol": FOUNDATION,
    "negotiation": FOUNDATION,
    "catalogue": FOUNDATION,
    "checks": FOUNDATION | {"catalogue"},
    "identifiers": FOUNDATION | {"protocol"},
    "trees": FOUNDATION,
    "distributions": FOUNDATION,
    "writing": FOUNDATION,
    "history": FOUNDATION,
    "engine": FOUNDATION | RULES,
    "release": FOUNDATION | RULES,
    "representation": FOUNDATION | RULES,
    "reconciliation": FOUNDATION | RULES,
    "web": FOUNDATION | RULES | {"engine", "reconciliation", "representation", "churo"},
    "reporting": FOUNDATION | RULES | {"release"},
    "wiring": FOUNDATION | RULES | {"engine", "representation", "web"},
    "churo": FOUNDATION | {"wiring"} | RULES | {"engine", "release", "representation", "web"},
    "__main__": FOUNDATION | RULES | {"engine", "release", "representation", "reporting", "web"},
}


def room(path: Path) -> str:
    """The room a module is in: its package, or its own name at the top."""
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "churo" if part == "__init__" else part


def imported(path: Path) -> set[str]:
    """The rooms that a module imports from, except its own."""
    depth = len(path.relative_to(PACKAGE).parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level >= depth:
            above = node.level - depth
            names = [node.module.split(".")[0]] if node.module else [a.name for a in node.names]
            known = {n for n in names if (PACKAGE / n).exists() or (PACKAGE / f"{n}.py").exists()}
            found |= known if above == 0 and known else {"churo"} if above == 0 else set()
    return found - {room(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: Path) -> None:
    """A module imports only from the rooms that the table allows."""
    assert imported(path) <= MAY[room(path)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_are_small(path: Path) -> None:
    """Files have at most 250 lines, functions at most 40."""
    text = path.read_text("utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert len(text.splitlines()) <= 250
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_say_what_they_are_for(path: Path) -> None:
    """The first line is a sentence."""
    told = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""

    assert told.splitlines()[:1] and told.splitlines()[0].endswith(".")


def test_only_web_imports_flask() -> None:
    """HTTP is one room's business; the composition root connects it."""
    users = {
        room(path)
        for path in MODULES
        if re.search(r"^\s*(from|import) (flask|granian)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert users <= {"web", "wiring"}


def test_server_names_no_domain_term() -> None:
    """The server could publish another graph tomorrow."""
    pattern = re.compile(r"churo/(ontology|code)#|(?<![:\w])(churo|code):[A-Za-z]")
    files = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".html", ".css"}]

    assert [str(p) for p in files if pattern.search(p.read_text("utf-8"))] == []


def test_nothing_happens_at_import() -> None:
    """Importing every module starts no thread or process and prints nothing."""
    names = [".".join(("churo", *p.relative_to(PACKAGE).with_suffix("").parts)) for p in MODULES]
    names = [n.removesuffix(".__init__") for n in names]
    code = (
        f"import importlib, threading, multiprocessing\n"
        f"[importlib.import_module(n) for n in {names!r}]\n"
        f"assert threading.active_count() == 1 and not multiprocessing.active_children()"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr
