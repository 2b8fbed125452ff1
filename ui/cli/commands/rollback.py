"""`switchyard rollback`: bring back a revision that was live before."""

import typer

from ui.cli.commands.publish import Number
from ui.cli.data import DatabaseUrl, Reason, Who, data, examples, now
from ui.cli.output import AsJson, print_json


def add_to(cli: typer.Typer) -> None:
    cli.command(epilog=examples('switchyard rollback 3 --reason "Too many splits"'))(rollback)


def rollback(
    number: Number, reason: Reason, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None
) -> None:
    """Make a revision live again that was live before. Nothing is deleted."""
    from rulesets import revisions

    with data(database_url) as database:
        before = database.transact(revisions.live_number)
        made = database.transact(lambda session: revisions.rollback(session, number, who, reason, now()))
    if as_json:
        print_json({"live": made.number, "before": before, "hash": made.hash})
    else:
        typer.echo(f"Revision {made.number} is live again, instead of {before}.")
