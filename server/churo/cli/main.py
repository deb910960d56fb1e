"""The command churo, which has the others."""

from __future__ import annotations

import errno
import signal
from importlib import import_module
from typing import Any

import click

from ..errors import ChuroError
from . import standard_streams
from .terminal import printable

COMMANDS = (
    "build",
    "check",
    "diff",
    "dump",
    "export",
    "format",
    "mcp",
    "push",
    "query",
    "serve",
    "verify",
)


class Commands(click.Group):
    """The commands, each imported when it is wanted; known errors are one sentence and exit code 2.

    So is what the system refuses: a file that is not there, a disk that is full.
    """

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run as a program."""
        standard_streams.require()
        return super().main(*arguments, **options)

    def list_commands(self, context: click.Context) -> list[str]:
        """Their names."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of a name, which is that of its module."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".commands.{name}", __package__), name)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(context)
        except ChuroError as error:
            told = str(error)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who read has gone, of which nobody need be told
            where = f"{error.filename}: " if error.filename else ""
            told = f"{where}{error.strerror or error}."
        except KeyboardInterrupt:  # 1 is a result, as that of a check
            click.echo("churo: stopped.", err=True)
            context.exit(128 + signal.SIGINT)
        click.echo(f"churo: {printable(told)}", err=True)
        context.exit(2)


@click.command(cls=Commands)
@click.version_option(package_name="churo")
def main() -> None:
    """Publish a knowledge graph: check it, build a release of it, serve it, ask it.

    Every setting is also an environment variable, CHURO_ and its name in capitals.
    """
