"""`switchyard publish`: make a revision the live one."""

from typing import Annotated

import typer

from ui.cli.data import DatabaseUrl, Reason, Who, data, examples, now
from ui.cli.output import AsJson, print_json

Number = Annotated[int, typer.Argument(help="The revision's number.", min=1)]


def add_to(cli: typer.Typer) -> None:
    cli.command(epilog=examples('switchyard publish 4 --reason "Express from £20"'))(publish)


def publish(
    number: Number, reason: Reason, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None
) -> None:
    """Make a revision the live one. The next order is decided by it; nothing is deleted."""
    from engine.watch_trial import require_matchable
    from rulesets import revisions

    with data(database_url) as database:
        require_matchable(database.transact(lambda session: revisions.revision(session, number)).ruleset)
        before = database.transact(revisions.live_number)
        made = database.transact(lambda session: revisions.publish(session, number, who, reason, now()))
    if as_json:
        print_json({"live": made.number, "before": before, "hash": made.hash})
    else:
        typer.echo(f"Revision {made.number} is live; before it was {before or 'none'}.")
