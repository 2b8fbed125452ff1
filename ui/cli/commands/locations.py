"""`switchyard locations`: hours, holidays, pick-ups, costs and limits of every location, as YAML."""

from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.data import DatabaseUrl, Who, data, examples, now, read_text
from ui.cli.output import AsJson, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

File = Annotated[str, typer.Argument(help="A YAML file, or - for the input.")]


def add_to(cli: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Locations as YAML: out of the program, and in.")
    group.command(epilog=examples("switchyard locations export > locations.yaml"))(export)
    group.command("import", epilog=examples("switchyard locations import locations.yaml"))(import_)
    cli.add_typer(group, name="locations")


def export(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Print the locations as YAML. Importing it again changes nothing."""
    from engine.location_document import write_locations
    from engine.plain import location_document
    from engine.store.setup import setup

    with data(database_url) as database, database.read() as session:
        places = setup(session).locations
    if as_json:
        print_json([location_document(place) for place in places])
    else:
        typer.echo(write_locations(places), nl=False)


def import_(file: File, who: Who, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Set up the locations of a file anew, each by its code; those that it leaves out stay as they are.
    Decisions and simulations use it from now on."""
    from engine.location_document import read_locations
    from engine.setup import change_locations

    text = read_text(file)
    with data(database_url) as database:
        places = read_locations(text)
        changed = database.transact(lambda session: change_locations(session, places, now(), who))
    if as_json:
        print_json({code: list(names) for code, names in changed.items()})
        return
    _say(changed)


def _say(changed: "Mapping[str, Sequence[str]]") -> None:
    for code, names in changed.items():
        typer.echo(f"{code}: {', '.join(names)} changed.")
    if not changed:
        typer.echo("Nothing changes: the locations are as the file says.")
