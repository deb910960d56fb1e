"""The command line: check, build, serve, query, dump, diff, push, verify."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from . import catalogue
from .errors import ChuroError, InputError
from .model import ASSERTIONS, DATASET
from .release import building, checking, comparing, validation
from .release import coverage as covering
from .release.remembered import Remembered
from .reporting import count, show, show_coverage, show_verdict, wrong
from .settings import Settings, public_url_of, read

FORMATS = {
    "table": ("text/csv", "text/turtle"),
    "csv": ("text/csv", "text/turtle"),
    "tsv": ("text/tab-separated-values", "text/turtle"),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "turtle": ("text/csv", "text/turtle"),
}


class Group(click.Group):
    """Commands whose known errors are one sentence and exit code 2."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(context)
        except ChuroError as error:
            click.echo(f"churo: {error}", err=True)
            context.exit(2)


@click.group(cls=Group)
@click.version_option(package_name="churo")
def main() -> None:
    """Publish a knowledge graph: check it, build a release of it, serve it, ask it.

    Every setting is also an environment variable, CHURO_ and its name in capitals.
    """


def tell(step: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)


def root(settings: Settings) -> Path:
    """The house that the settings name."""
    return catalogue.house(settings.house)


@main.command()
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="SLUG=FILE",
    help="A copy of a source document, to verify positions and digests; may be given again. "
    "FILE alone will do where there is one document.",
)
@click.option(
    "--accept", is_flag=True, help="Take the answers as they are now for the expected ones."
)
@click.option("--changed", is_flag=True, help="Check only what has changed since the last check.")
@click.option(
    "--coverage", is_flag=True, help="Count what each passage gave, and how it was judged."
)
@click.option(
    "--only",
    multiple=True,
    help="Make this check only; may be given again. files, literals, hygiene, questions, shapes, "
    "document, or a view of the catalogue.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def check(
    documents: tuple[str, ...],
    accept: bool,
    changed: bool,
    coverage: bool,
    only: tuple[str, ...],
    form: str,
) -> None:
    """Validate everything. Exit code 1 when something is to be mended, 2 when unreadable."""
    settings = read(os.environ)
    dataset = building.load(root(settings))
    if coverage:
        return show_coverage(covering.coverage(dataset.public))
    if accept:
        for file in validation.accept(dataset.public, dataset.root, dataset.prefixes):
            click.echo(f"{file}: accepted")
    copies = dict(map(_copy, documents))
    remembered = Remembered(settings.releases.parent / "checks.json") if changed else None
    findings = checking.check(dataset, tell, copies, only, remembered)
    if remembered:
        remembered.write()
    if form == "json":
        click.echo(
            json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)
        )
    else:
        show(findings)
        click.echo(f"{len(dataset.published)} triples, {count(findings)}.")
    sys.exit(1 if wrong(findings) else 0)


def _copy(text: str) -> tuple[str, Path]:
    """A document's slug, empty when none is given, and the file of its copy."""
    slug, equals, file = text.partition("=")
    return (slug, Path(file)) if equals else ("", Path(text))


@main.command()
def build() -> None:
    """Make a release: check, generate layers, write, publish."""
    settings = read(os.environ)
    click.echo(publish(settings).name)


@main.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Serve this RDF file instead; may be given again.",
)
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.option("--public-url", help="Address that clients see.")
def serve(data: tuple[Path, ...], **overrides: Any) -> None:
    """Serve the graph on HTTP, building a release first where there is none."""
    from .web.serving import serve as run

    settings = read(os.environ, overrides)
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    if data:
        building.plain(data, settings.releases / "data")
        place = settings.releases / "data" / "current"
    else:
        fresh(settings)
        place = settings.releases / "current"
    click.echo(f"Serving {place.resolve().name} on {public_url_of(settings)}/", err=True)
    run(settings, place)


@main.command()
@click.argument("text")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True
)
def query(text: str, form: str) -> None:
    """Ask the current release: churo query 'SELECT …'. Prefixes of the house are known; - reads the query from standard input."""
    from .engine import Embedded
    from .model import Limits, Question
    from .representation.aligned import aligned

    settings = read(os.environ)
    release = catalogue.read_release(fresh(settings))
    heads = "".join(
        f"PREFIX {prefix}: <{iri}> " for prefix, iri in catalogue.prefixes(root(settings)).items()
    )
    text = sys.stdin.read() if text == "-" else text
    limits = Limits(
        settings.deadline,
        settings.memory,
        settings.answer,
        settings.query + len(heads),
        settings.depth,
    )
    engine = Embedded(limits, 1, 1, settings.wait)
    try:
        engine.load(release)
        answer = engine.ask(Question(heads + text, settings.base, *FORMATS[form]))
        body = b"".join(answer.body.open()).decode()
    finally:
        engine.close()
    click.echo(aligned(body) if form == "table" and answer.kind == "solutions" else body, nl=False)


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--assertions", is_flag=True, help="Copy what each assertion states instead, graph by graph."
)
def dump(target: Path, assertions: bool) -> None:
    """Copy the current release's N-Quads to TARGET; - is standard output."""
    name = ASSERTIONS if assertions else DATASET
    data = (fresh(read(os.environ)) / name).read_bytes()
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        return
    partial = target.with_name(target.name + ".part")
    partial.write_bytes(data)
    partial.replace(target)
    click.echo(f"{target}: {len(data)} bytes")


@main.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@click.option("--summary", is_flag=True, help="Only count, entity by entity.")
def diff(old: Path, new: Path, summary: bool) -> None:
    """Show what differs between two releases or N-Quads files, as RDF Patch. Exit code 1 when something does."""
    difference = comparing.compare(old, new)
    click.echo(comparing.summary(difference) if summary else comparing.patch(difference), nl=False)
    sys.exit(1 if difference.added or difference.removed else 0)


@main.command()
@click.argument("endpoint")
def push(endpoint: str) -> None:
    """Load the current release into ENDPOINT, a SPARQL 1.1 Graph Store, graph by graph."""
    from .release.pushing import push as load

    for graph, triples in load(catalogue.read_release(fresh(read(os.environ))).files, endpoint):
        click.echo(f"{graph}: {triples} triples")


@main.command()
@click.argument("where")
@click.option("--description", default="", help="Another description than the one beside it.")
def verify(where: str, description: str) -> None:
    """Check a dump against its description: bytes, SHA-256, triples.

    WHERE is a file, a directory of dumps, or the URL of either. Exit code 1 when something
    differs, 2 when there is nothing to check.
    """
    from .release.verifying import verify as check_all

    verdicts = []
    for verdict in check_all(where, description):
        show_verdict(verdict)
        verdicts.append(verdict)
    sys.exit(1 if any(verdict.wrong for verdict in verdicts) else 0)


def fresh(settings: Settings) -> Path:
    """The current release, built first where there is none or the house has changed."""
    release = building.current(settings.releases)
    if release is None or building.stale(root(settings), release):
        return publish(settings)
    return release


def publish(settings: Settings) -> Path:
    """Build and publish a release. Raises InputError when something is to be mended."""
    tell("reading")
    dataset = building.load(root(settings))
    findings = checking.check(dataset, tell)
    if wrong(findings):
        show(findings)
        raise InputError(f"{count(findings)}; nothing was published.", "build", "See above.")
    return building.build(dataset, settings.releases, findings)


if __name__ == "__main__":
    main()
