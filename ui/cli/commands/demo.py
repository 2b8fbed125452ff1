"""`switchyard demo`: the sample retailer, ready to look at."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from ui.cli.commands.serve import Port, run
from ui.cli.output import settings

if TYPE_CHECKING:
    from engine.database import Database


def add_to(cli: typer.Typer) -> None:
    cli.command()(demo)


def demo(port: Port = None) -> None:
    """Load the sample retailer if there are no data yet, and serve it."""
    from ui.cli.database import open_database

    chosen = settings(port=port)
    database = open_database(chosen)
    load_if_empty(database)
    database.close()
    run(chosen)


def load_if_empty(database: "Database") -> None:
    """Load the sample's year, all of it or nothing, unless a retailer is there already; says what it held."""
    from connectors.sample.load import load_sample
    from engine.store.setup import is_set_up
    from ui.cli.progress import Progress

    with database.read() as session:
        if is_set_up(session):
            return
    typer.echo("Loading the sample shop's year of orders, once.")
    progress = Progress()
    report = load_sample(database, datetime.now(UTC), progress)
    progress.end()
    typer.echo(report.text())
