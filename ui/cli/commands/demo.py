"""`switchyard demo`: the sample retailer, ready to look at."""

import typer

from ui.cli.commands.serve import Port, run
from ui.cli.output import settings


def add_to(cli: typer.Typer) -> None:
    cli.command()(demo)


def demo(port: Port = None) -> None:
    """Load the sample retailer if there are no data yet, and serve it."""
    run(settings(port=port))
