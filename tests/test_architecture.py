"""The walls of the house: who may import whom, how large a room may be, what is named where.

Run as a script, it prints the floors and the arrows.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PACKAGE = HOUSE / "server/churo"
MODULES = sorted(PACKAGE.rglob("*.py"))

FOUNDATION = {"model", "terms", "errors", "settings", "memo", "languages", "folding"}
RULES = {
    "formats",
    "protocol",
    "negotiation",
    "publication",
    "rdf",
    "parent_death",
    "rlimit",
    "scratch",
    "credentials",
}
# Which rooms of the package a room may import from.
MAY: Mapping[str, set[str]] = {
    "errors": set(),
    "languages": set(),
    "terms": set(),
    "memo": set(),
    "folding": {"memo"},
    "model": {"errors"},
    "setting_values": set(),
    "settings": {"errors", "model", "setting_values"},
    "protocol": FOUNDATION,
    "formats": set(),
    "negotiation": FOUNDATION | {"formats"},
    "rdf": FOUNDATION | {"formats"},
    "publication": FOUNDATION | {"protocol", "rdf"},
    "scratch": set(),
    "parent_death": set(),
    "rlimit": set(),
    "credentials": set(),
    "http": {
        "errors",
        "model",
        "negotiation",
        "settings",
        "formats",
        "memo",
        "scratch",
        "parent_death",
    },
    "engine": FOUNDATION | RULES,
    "release": FOUNDATION | RULES,
    "site": FOUNDATION | RULES | {"http", "engine"},
    "standing_queries": FOUNDATION | RULES | {"site"},
    "query_wording": FOUNDATION | RULES | {"http", "engine", "site"},
    "ground_floor": FOUNDATION | RULES | {"site"},
    "app": FOUNDATION | RULES | {"http", "engine", "site", "ground_floor", "log_output"},
    "log_output": {"settings"},
    "serving": {"errors", "settings", "app", "log_output"},
    "static_site": FOUNDATION | RULES | {"http", "engine", "site", "app"},
    "cli": FOUNDATION
    | RULES
    | {
        "engine",
        "release",
        "app",
        "http",
        "log_output",
        "standing_queries",
        "query_wording",
        "static_site",
    },
    "analysis": FOUNDATION | RULES | {"release", "engine"},
    "churo": {"analysis"},
    "__main__": {"cli"},
}
# What may use a foreign library, by module; every module below a room that is named.
ONLY: Mapping[str, set[str]] = {
    "flask": {"app", "site.addresses.routing"},
    "granian": {"http.process.server", "http.process.eager_loop", "http.delivery"},
    "jinja2": {"site.templates"},
    "pyoxigraph": {"rdf", "engine", "release", "analysis"},
    "rdflib": {"release.check.shacl_report", "analysis"},
    "oxrdflib": {"analysis"},
    "click": {"cli"},
    "resvg_py": {"site.components.share_picture"},
    "mcp": {"cli.mcp_stdio"},
    "mcp_types": {"cli.mcp_stdio"},
    "anyio": {"cli.mcp_stdio"},
    "xlsxwriter": {"release.dumps.workbooks"},
    "prometheus_client": {"http.monitoring", "site.health"},
}
# What of the foreign world the server of HTTP does without.
NOT_IN_HTTP = {"pyoxigraph", "rdflib", "jinja2", "flask", "click"}

# The steps in which a release comes to be, and what is done with one.
STEPS = (
    "source",
    "dumps",
    "description",
    "foreign",
    "store",
    "publish",
    "remote",
    "streaming",
    "building",
    "check",
)


@cache
def tree(name: str) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(TEXTS[name])


def name_of(path: Path) -> str:
    """The dotted name of a module below the package; the package itself is churo."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__") if parts != ("__init__",) else "churo"


NAMES = {name_of(path): path for path in MODULES}
TEXTS = {name: path.read_text("utf-8") for name, path in NAMES.items()}
# The ground floor of the site, which knows no feature; every other folder is a feature.
GROUND = {"addresses", "components", "messages", "names", "releases", "replies", "static", "store"}
ROOMS = {
    name
    for name in NAMES
    if name.startswith("site.")
    and name[5:] not in GROUND
    and (PACKAGE / "site" / name[5:]).is_dir()
}


@cache
def imports(name: str) -> frozenset[tuple[str, str]]:
    """What a module imports: the modules of the package, and the foreign libraries, as (name, kind)."""
    return frozenset(_imports(name))


def _imports(name: str) -> Iterator[tuple[str, str]]:
    package = NAMES[name].relative_to(PACKAGE).parts[:-1]
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], "foreign") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0], "foreign"
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1]
            base = ".".join((*above, *(node.module or "").split("."))).strip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".strip(".")
                yield (inner if inner in NAMES else base or "churo"), "own"


def own(name: str) -> set[str]:
    """The modules of the package that a module imports."""
    return {target for target, kind in imports(name) if kind == "own"}


def foreign(name: str) -> set[str]:
    """The foreign libraries that a module imports."""
    return {target for target, kind in imports(name) if kind == "foreign"}


def arrows() -> dict[str, set[str]]:
    """The modules that each module imports."""
    return {name: own(name) - {name} for name in NAMES}


def step(name: str) -> str:
    """The step of a release that a module is part of, empty outside and for the package itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "release" and len(parts) > 1 else ""


def room(name: str) -> str:
    """The room of the package that a module is in."""
    return name.split(".")[0]


def feature(name: str) -> str:
    """The room of the site that a module is in; empty for its ground floor."""
    return next((r for r in ROOMS if name == r or name.startswith(f"{r}.")), "")


def floors(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The nodes by floors, lowest first: each stands above all that it points at.

    Raises ValueError when there is a circle.
    """
    found: list[list[str]] = []
    placed: set[str] = set()
    while len(placed) < len(graph):
        floor = sorted(n for n in graph if n not in placed and graph[n] & set(graph) <= placed)
        if not floor:
            raise ValueError(f"a circle among {sorted(set(graph) - placed)}")
        found.append(floor)
        placed |= set(floor)
    return found


def between(names: Iterable[str], group: Mapping[str, str]) -> dict[str, set[str]]:
    """The arrows between groups of modules."""
    graph: dict[str, set[str]] = {group[name]: set() for name in names}
    for name, targets in arrows().items():
        if name in group:
            graph[group[name]] |= {group[t] for t in targets if t in group} - {group[name]}
    return graph


def of_package() -> dict[str, set[str]]:
    """The arrows between the rooms of the package."""
    return between(NAMES, {name: room(name) for name in NAMES})


def modules_of(part: str) -> dict[str, set[str]]:
    """The arrows between the modules of a room."""
    names = [name for name in NAMES if name.startswith(f"{part}.")]
    return between(names, {name: name for name in names})


def folders_of(part: str) -> dict[str, set[str]]:
    """The arrows between the folders of a room, and the modules that lie in none."""
    names = [name for name in NAMES if name.startswith(f"{part}.")]
    return between(names, {name: ".".join(name.split(".")[:2]) for name in names})


def faults(find: Callable[[str], Iterable[object]]) -> dict[str, list[object]]:
    """What a rule finds wrong, by the name of the module; all modules are looked at."""
    found = {name: list(find(name)) for name in NAMES}
    return {name: wrong for name, wrong in found.items() if wrong}


def test_arrows_point_one_way() -> None:
    """A module imports only from the rooms that the table allows."""
    assert faults(lambda name: {*map(room, own(name))} - {room(name)} - MAY[room(name)]) == {}


def test_rooms_of_the_site_do_not_know_one_another() -> None:
    """A feature stands on the ground floor of the site, which knows no feature."""

    def others(name: str) -> set[str]:
        found = {*map(feature, own(name))} - {feature(name), ""}
        return found if room(name) == "site" else set()

    assert faults(others) == {}


def test_steps_of_a_release_stand_on_earlier_ones() -> None:
    """Each folder of release imports from those before it in the table, in the order of the work."""

    def later(name: str) -> set[str]:
        before = STEPS[: STEPS.index(step(name)) + 1] if step(name) else STEPS
        return {*map(step, own(name))} - {*before, ""}

    assert faults(later) == {}


PARTS = (
    "http",
    "engine",
    "site",
    "release",
    "publication",
    "rdf",
    "static_site",
    "cli",
    "analysis",
)


@pytest.mark.parametrize("part", PARTS)
def test_there_is_no_circle(part: str) -> None:
    """Inside a room, too, arrows point down, between its modules and between its folders."""
    assert floors(modules_of(part))
    assert floors(folders_of(part))


def test_the_package_has_no_circle() -> None:
    """Rooms stand on one another."""
    assert floors(of_package())


def test_libraries_have_one_border() -> None:
    """A foreign library is used where the table says; HTTP's own room needs no graph and no template."""

    def strange(name: str) -> set[str]:
        allowed = {
            library
            for library, places in ONLY.items()
            if any(name == place or name.startswith(f"{place}.") for place in places)
        }
        return foreign(name) & (
            {*ONLY} - allowed | (NOT_IN_HTTP if room(name) == "http" else set())
        )

    assert faults(strange) == {}


def test_rooms_are_small() -> None:
    """Files have at most 250 lines, functions at most 40."""

    def large(name: str) -> Iterator[str]:
        if len(TEXTS[name].splitlines()) > 250:
            yield "the file"
        for node in functions(name):
            if (node.end_lineno or 0) - node.lineno >= 40:
                yield node.name

    assert faults(large) == {}


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module, also those inside others."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_modules_say_what_they_are_for() -> None:
    """The first line is a sentence."""

    def silent(name: str) -> list[str]:
        told = (ast.get_docstring(tree(name)) or "").splitlines()[:1]
        return [] if told and told[0].endswith(".") else ["the first line"]

    assert faults(silent) == {}


def test_nothing_is_handed_over_behind_the_back() -> None:
    """No module has values of a thread, nor the framework's of a request."""
    hidden = re.compile(r"threading\.local|import local|\b(?:current_app|flask\.g)\b")

    assert faults(lambda name: hidden.findall(TEXTS[name])) == {}


def test_imports_are_at_the_top() -> None:
    """What a module needs stands in its head, so that no arrow is hidden.

    SHACL's engine and what asks other engines are slow to load, and large.
    """

    def inner(name: str) -> set[str]:
        return {
            ast.unparse(statement)
            for function in functions(name)
            for statement in ast.walk(function)
            if isinstance(statement, ast.Import | ast.ImportFrom)
        } - {"import pyshacl", "from .remote.configured import remote"}

    assert faults(inner) == {}


ASKS = {
    "ask",
    "begin",
    "load",
    "rows",
    "iris",
    "bindings",
    "triples",
    "rows_about",
    "triples_about",
}


def test_no_lock_is_held_while_the_engine_is_asked() -> None:
    """Whoever needs a lock would wait as long as a query may take."""

    def held(name: str) -> list[str]:
        if room(name) != "site":
            return []
        return [
            ast.unparse(call)
            for block in ast.walk(tree(name))
            if isinstance(block, ast.With) and "lock" in ast.unparse(block.items[0]).lower()
            for call in ast.walk(block)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr.lstrip("_") in ASKS | {"compute"}
        ]

    assert faults(held) == {}


def test_server_names_no_domain_term() -> None:
    """The server could publish another graph tomorrow: of ours it knows the vocabulary of evidence alone."""
    pattern = re.compile(r"w3id\.org/churo/(?!evidence#)|(?<![:\w])(churo|code):[A-Za-z]")
    files = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".html", ".css", ".rq"}]
    named = {str(p.relative_to(PACKAGE)) for p in files if pattern.search(p.read_text("utf-8"))}

    assert named == {"settings.py"}  # the namespace that is served where none is set


def test_nothing_happens_at_import() -> None:
    """Importing every module starts no thread or process and prints nothing."""
    names = [f"churo.{name}" for name in NAMES if name != "churo"]
    code = (
        f"import importlib, threading, multiprocessing\n"
        f"[importlib.import_module(n) for n in {names!r}]\n"
        f"assert threading.active_count() == 1 and not multiprocessing.active_children()"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_what_serves_does_not_load_rdflib() -> None:
    """Nor SHACL's engine: they are slow to load, and large."""
    code = (
        "import sys; from churo import app; from churo.publication import catalogue; import churo.engine.worker.supervisor; "
        "catalogue.read(catalogue.house()); assert catalogue.prefixes(); "
        "print(sorted({'rdflib', 'pyshacl', 'oxrdflib', 'pandas'} & sys.modules.keys()))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("program", "without"),
    [
        ("churo.serving", {"httpcore", "httpx", "xlsxwriter", "pyshacl", "trio"}),
        ("churo.engine.worker.supervisor", {"httpcore", "httpx", "flask", "granian", "jinja2"}),
    ],
)
def test_a_program_does_not_load_what_it_does_not_need(program: str, without: set[str]) -> None:
    """What serves nothing that builds or asks others; what keeps workers, who share its memory, no server.

    Each process would hold it for as long as it runs.
    """
    code = f"import sys; import {program}; print(sorted({without!r} & sys.modules.keys()))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def show(title: str, graph: Mapping[str, set[str]]) -> None:
    """Print the floors of a graph, highest first, with the arrows that go down from each node."""
    ordered = floors(graph)
    print(f"\n{title}: {len(graph)} rooms on {len(ordered)} floors")
    for number in range(len(ordered), 0, -1):
        for name in ordered[number - 1]:
            down = ", ".join(target.rpartition(".")[2] for target in sorted(graph[name]))
            print(f"  {number}  {name.rpartition('.')[2]:22} → {down or '–'}")


if __name__ == "__main__":
    show("churo", of_package())
    for part in PARTS:
        show(f"churo/{part}", folders_of(part))
