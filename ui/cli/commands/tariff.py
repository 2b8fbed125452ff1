"""`switchyard tariff`: what sending costs, as a CSV that a spreadsheet opens."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.data import DatabaseUrl, Who, data, examples, now, read_text, setup_if_any
from ui.cli.output import REFUSED, AsJson, echo_note, print_json

if TYPE_CHECKING:
    from engine.model import Tariff
    from engine.tariff.differences import Difference
    from engine.tariff_change import TariffChange

File = Annotated[str, typer.Argument(help="A CSV file, or - for the input.")]


def add_to(cli: typer.Typer) -> None:
    group = typer.Typer(
        no_args_is_help=True, help="What sending costs, as a CSV: out of the program, and in."
    )
    group.command(epilog=examples("switchyard tariff export > tariff.csv"))(export)
    group.command(epilog=examples("switchyard tariff check tariff.csv"))(check)
    group.command("import", epilog=examples("switchyard tariff import tariff.csv"))(import_)
    group.command(epilog=examples("switchyard tariff back"))(back)
    cli.add_typer(group, name="tariff")


def export(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Print the tariff in use as CSV. Importing it again gives the same tariff."""
    from engine.store.setup import setup
    from engine.tariff.writing import write_tariff

    with data(database_url) as database, database.read() as session:
        tariff = setup(session).tariff
    text = write_tariff(tariff)
    if as_json:
        print_json({"name": tariff.version, "currency": tariff.currency, "csv": text})
    else:
        typer.echo(text, nl=False)


def check(file: File, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Find everything that is wrong with a tariff, by line and column, and what it would change. Nothing is
    changed."""
    from engine.refusals import RefusedSetup
    from engine.tariff.differences import difference, notes
    from engine.tariff.reading import read_tariff

    text, seen = read_text(file), setup_if_any(database_url)
    try:
        tariff = read_tariff(text, None if seen is None else seen.retailer.currency)
    except RefusedSetup as refused:
        problems = [{"place": each.field, "message": each.message} for each in refused.problems]
        if as_json:
            print_json({"ok": False, "problems": problems, "notes": [], "changes": None})
        else:
            typer.echo("\n".join(f"{each['place']}: {each['message']}" for each in problems))
        raise typer.Exit(REFUSED) from refused
    changes = None if seen is None else difference(seen.tariff, tariff)
    if as_json:
        found = None if changes is None else _changes(changes)
        print_json({"ok": True, "problems": [], "notes": list(notes(tariff)), "changes": found})
        return
    typer.echo(f"{tariff.version}: {_size(tariff)}, no problems.")
    for note in notes(tariff):
        typer.echo(f"Note: {note}")
    if changes is not None:
        typer.echo(changes.sentence)


def import_(file: File, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Use a tariff from now on, for decisions and simulations. The one until now is kept: see `back`."""
    from engine.store.setup import setup
    from engine.tariff.reading import read_tariff
    from engine.tariff_change import replace_tariff

    text = read_text(file)
    with data(database_url) as database:
        with database.read() as session:
            tariff = read_tariff(text, setup(session).retailer.currency)
        changed = database.transact(lambda session: replace_tariff(session, tariff, now(), who))
    _say(changed, as_json=as_json)


def back(who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Use the tariff again that was in use before this one."""
    from engine.tariff_change import back_to_previous

    with data(database_url) as database:
        changed = database.transact(lambda session: back_to_previous(session, now(), who))
    _say(changed, as_json=as_json)


def _say(changed: "TariffChange", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {"name": changed.version, "before": changed.before, "changes": _changes(changed.difference)}
        )
        return
    typer.echo(f"The tariff in use is {changed.version}. {changed.difference.sentence}")
    if changed.version != changed.before:
        echo_note(f"Until now it was {changed.before}; to have it back: switchyard tariff back")


def _changes(found: "Difference") -> dict[str, Any]:
    return {
        "changed": found.changed,
        "added": found.added,
        "removed": found.removed,
        "others": list(found.others),
    }


def _size(tariff: "Tariff") -> str:
    services, zones = ({key[at] for key in tariff.steps} for at in (0, 1))
    prices = sum(len(steps) for steps in tariff.steps.values())
    return f"{len(services)} services, {len(zones)} zones, {prices:,} prices"
