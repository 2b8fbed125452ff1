"""`switchyard simulate`: what another revision would have done with past orders."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from ui.cli.data import DatabaseUrl, Who, data, examples, known, now, read_text
from ui.cli.output import AsJson, print_json, refuse
from ui.cli.progress import Progress

if TYPE_CHECKING:
    from sqlmodel import Session

    from engine.database import Database
    from engine.store.simulations import Simulation, Taken
    from ui.views.simulation import RunView

Base = Annotated[
    int | None, typer.Option(help="The revision to compare with (otherwise the live one).", min=1)
]
Candidate = Annotated[int | None, typer.Option(help="The revision to try.", min=1)]
Rules = Annotated[
    str | None, typer.Option(help="A YAML file to try. It is kept as a revision; the draft stays.")
]
_DAY = ["%Y-%m-%d"]
First = Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="The first day of orders.")]
Last = Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="The last day of orders.")]
Days = tuple[datetime | None, datetime | None]


def add_to(cli: typer.Typer) -> None:
    lines = (
        "switchyard simulate --candidate 2",
        "switchyard simulate --rules rules.yaml --from 2026-01-05 --to 2026-03-29 --json",
    )
    cli.command(epilog=examples(*lines))(simulate)


def simulate(
    who: Who,
    base: Base = None,
    candidate: Candidate = None,
    rules: Rules = None,
    first: First = None,
    last: Last = None,
    as_json: AsJson = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Decide past orders by two revisions from the same stock, and show what would have changed. Without
    days, all orders. Ctrl+C cancels it."""
    if (candidate is None) == (rules is None):
        raise typer.BadParameter("give either --candidate or --rules", param_hint="--candidate")
    text = None if rules is None else read_text(rules)
    with data(database_url) as database:
        if text is not None:
            candidate = _kept(database, text, who)
        job = database.transact(lambda session: _start(session, base, candidate or 0, (first, last), who))
        _run(database, job)
        with database.read() as session:
            _show(session, job.id, as_json)


def _kept(database: "Database", text: str, who: str) -> int:
    """The number of the revision that says what the file says."""
    from rulesets import revisions
    from rulesets.reading import read_yaml

    with database.read() as session:
        ruleset = read_yaml(text, known(session))
    return database.transact(lambda session: revisions.keep(session, ruleset, who, now())).number


def _start(session: "Session", base: int | None, candidate: int, days: Days, who: str) -> "Taken":
    from engine.simulation import jobs
    from rulesets import revisions

    base = revisions.live(session).number if base is None else base
    starts, ends = _span(session, days)
    return jobs.start_here(session, base, candidate, starts, ends, who)


def _span(session: "Session", days: Days) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last, in the retailer's zone."""
    from engine.store.setup import setup
    from engine.store.spans import first_and_last_order

    zone = ZoneInfo(setup(session).retailer.zone)
    found = first_and_last_order(session)
    if found is None:
        refuse("There are no orders yet to simulate on.")
    first, last = (given or at.astimezone(zone) for given, at in zip(days, found, strict=True))
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def _midnight(day: datetime, zone: ZoneInfo) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=zone).astimezone(UTC)


def _run(database: "Database", job: "Taken") -> None:
    from engine.simulation import jobs

    progress = Progress(beside=True)
    try:
        jobs.run(database, job, lambda done, total: progress("Orders decided twice", done, total))
    except KeyboardInterrupt:
        refuse("Cancelled; no result was kept.")
    finally:
        progress.end()


def _show(session: "Session", simulation_id: int, as_json: bool) -> None:
    from engine.store import simulations
    from engine.store.setup import setup
    from ui.views.simulation import run_view

    found = simulations.one(session, simulation_id)
    if found is None or found.status != "done":
        refuse(
            f"The simulation {found.status if found else 'is gone'}: {(found and found.error) or 'no result'}"
        )
    if as_json:
        print_json(_plain(found))
        return
    retailer = setup(session).retailer
    typer.echo("\n".join(_lines(run_view(found, retailer.zone, retailer.currency, now()))))


def _lines(run: "RunView") -> list[str]:
    said = [f"{run.title}, {run.span}", run.says, run.says_more, ""]
    said += [
        f"{row.label:<26}{row.base:>12}{row.candidate:>12}{row.difference:>12}  {row.verdict}"
        for row in run.kpis
    ]
    if run.groups:
        said += ["", f"{'Orders that change':<60}{'orders':>8}{'money':>12}{'days':>8}"]
    for group in (*run.groups, *([run.total] if run.total and run.groups else [])):
        way = f"{group.was} → {group.becomes}" if group.becomes else group.was
        said.append(f"{way:<60}{group.orders:>8}{group.money:>12}{group.days:>8}")
        said += [f"    {group.cause}"] if group.becomes else []
    said += ["", "Rules that never fired: " + (", ".join(rule.name for rule in run.never) or "none")]
    return [*said, f"Hash {run.hash}"]


def _plain(found: "Simulation") -> dict[str, Any]:
    return {
        "id": found.id,
        "base": found.base,
        "candidate": found.candidate,
        "from": found.starts_at.isoformat(),
        "until": found.ends_at.isoformat(),
        **(found.result or {}),
    }
