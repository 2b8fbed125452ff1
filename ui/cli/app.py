"""Puts the command line together from the modules in `ui.cli.commands`."""

import importlib
import pkgutil
import sys
from importlib import metadata

import typer

from ui.cli import commands

EPILOG = "Exit codes: 0 done; 1 refused or failed, the reason is on the error stream; 2 wrongly written."


def build() -> typer.Typer:
    """Every module in `commands` has `add_to(cli)`, which adds its command or group of commands."""
    cli = typer.Typer(name="switchyard", no_args_is_help=True, pretty_exceptions_enable=False, epilog=EPILOG)
    cli.callback()(_root)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        importlib.import_module(f"{commands.__name__}.{found.name}").add_to(cli)
    return cli


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Switchyard decides where every order goes, by rules that you can read."""
    if version:
        typer.echo(metadata.version("switchyard"))
        raise typer.Exit


def main() -> None:
    sys.exit(build()())
