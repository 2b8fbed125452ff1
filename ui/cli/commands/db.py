"""`switchyard db`: the database's tables."""

import typer

from ui.cli.commands.serve import DatabaseUrl
from ui.cli.output import settings


def add_to(cli: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="The database's tables.")
    group.command()(upgrade)
    cli.add_typer(group, name="db")


def upgrade(database_url: DatabaseUrl = None) -> None:
    """Bring the tables to the newest shape. `serve` and `demo` do it by themselves at each start."""
    from ui.cli.database import open_database

    opened = open_database(settings(database_url=database_url))
    opened.close()
    typer.echo(f"The tables are up to date: {opened.url.render_as_string(hide_password=True)}")
