"""Puts the command line together from the modules in `ui.cli.commands`."""

import importlib
import pkgutil
import sys
from importlib import metadata
from typing import Annotated

import typer

from ui.cli import commands

EPILOG = (
    "Exit codes: 0 done; 1 refused, failed or found something, the reason is on the error stream; "
    "2 wrongly written; 3 not found, or no data yet."
)


def build() -> typer.Typer:
    """Every module in `commands` has `add_to(cli)`, which adds its command or group of commands."""
    cli = typer.Typer(
        name="switchyard",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        epilog=EPILOG,
    )
    cli.callback()(_root)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        importlib.import_module(f"{commands.__name__}.{found.name}").add_to(cli)
    return cli


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(metadata.version("switchyard"))
        raise typer.Exit


def _root(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Switchyard decides where every order goes, by rules that you can read."""


def main() -> None:
    sys.exit(build()())
