"""`switchyard publish`: make a revision the live one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ui.cli.data import DatabaseUrl, Reason, Who, data, examples, now
from ui.cli.output import AsJson, plain_problem, print_json, refuse

if TYPE_CHECKING:
    from rulesets.problems import Problem

Number = Annotated[int, typer.Argument(help="The revision's number.", min=1)]


def add_to(cli: typer.Typer) -> None:
    cli.command(epilog=examples('switchyard publish 4 --reason "Express from £20"'))(publish)


def publish(
    number: Number, reason: Reason, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None
) -> None:
    """Make a revision the live one. The next order is decided by it; nothing is deleted. Its tests must
    pass."""
    from engine.testing import red_tests
    from engine.watch_trial import require_matchable
    from rulesets import revisions

    with data(database_url) as database:
        ruleset = database.transact(lambda session: revisions.revision(session, number)).ruleset
        red = red_tests(ruleset)
        if red:
            _refuse(red, as_json)
        require_matchable(ruleset)
        before = database.transact(revisions.live_number)
        made = database.transact(lambda session: revisions.publish(session, number, who, reason, now()))
    if as_json:
        print_json({"live": made.number, "before": before, "hash": made.hash})
    else:
        typer.echo(f"Revision {made.number} is live; before it was {before or 'none'}.")


def _refuse(red: "Sequence[Problem]", as_json: bool) -> NoReturn:
    """Say which tests do not pass; nothing was published."""
    if as_json:
        print_json({"published": False, "tests": [plain_problem(each) for each in red]})
    refuse("\n".join([*map(str, red), "Nothing was published."]))
