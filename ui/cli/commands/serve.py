"""`switchyard serve`: the page and the HTTP API on one port of this machine."""

from typing import Annotated

import typer

from ui.cli.output import refuse, settings
from ui.settings import Settings

Port = Annotated[int | None, typer.Option(help="The port; 0 takes any that is free. [default: 3700]")]
Host = Annotated[str | None, typer.Option(help="A loopback address. [default: 127.0.0.1]")]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(help="Where the data is kept. [default: DATABASE_URL, or SQLite in SWITCHYARD_DATA]"),
]


def add_to(cli: typer.Typer) -> None:
    cli.command()(serve)


def serve(port: Port = None, host: Host = None, database_url: DatabaseUrl = None) -> None:
    """Open Switchyard in the browser's reach: page and HTTP API on one port, on this machine only."""
    run(settings(port=port, host=host, database_url=database_url))


def run(chosen: Settings) -> None:
    """Serve with these settings until stopped, or refuse with the reason."""
    from ui.cli.database import open_database
    from ui.serving.page import PageError
    from ui.serving.server import AddressError
    from ui.serving.server import serve as serve_until_stopped
    from ui.serving.toolchain import ToolchainError

    open_database(chosen).close()
    try:
        serve_until_stopped(chosen)
    except (PageError, ToolchainError, AddressError) as error:
        refuse(str(error))
