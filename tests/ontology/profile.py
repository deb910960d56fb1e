"""Asks the OWL API, which comes with HermiT, whether ontologies keep to a profile."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import owlready2
from rdflib import OWL, Graph

from tests.needs import program

PROGRAM = Path(__file__).with_name("Profile.java")
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"


def needs_java() -> None:
    """Leave out what asks the OWL API where there is no Java to ask with; the gate has one."""
    program("javac")


def violations(profile: str, ontologies: Mapping[str, Graph], directory: Path) -> list[str]:
    """What in ontologies, each by name, is not in ``profile``: DL or RL.

    Each graph must hold all that it imports: imports are not followed.
    """
    files = []
    for name, graph in ontologies.items():
        whole = Graph() + graph
        whole.remove((None, OWL.imports, None))
        files.append(directory / f"{name}.rdf")
        whole.serialize(files[-1], format="xml")
    done = subprocess.run(
        ["java", "-cp", str(HERMIT), str(PROGRAM), profile, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [line.replace(f"{directory}/", "") for line in done.stdout.splitlines()]
