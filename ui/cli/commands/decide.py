"""`switchyard decide`: what would happen to an order, without keeping it."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.data import DatabaseUrl, Revision, data, examples, now, read_text
from ui.cli.output import AsJson, print_json, refuse

if TYPE_CHECKING:
    from engine.model import Decision
    from engine.store.setup import Setup

File = Annotated[str, typer.Argument(help="An order as JSON, as the HTTP API takes it; - for the input.")]
OUTCOMES = {
    "held": "Held",
    "routed": "Routed",
    "part_backordered": "Partly backordered",
    "backordered": "Backordered",
    "preordered": "Preordered",
    "waiting": "Waiting",
    "cancelled": "Cancelled",
    "part_cancelled": "Partly cancelled",
}


def add_to(cli: typer.Typer) -> None:
    lines = ("switchyard decide order.json", "switchyard decide order.json --revision 3 --json")
    cli.command(epilog=examples(*lines))(decide)


def decide(
    file: File, revision: Revision = None, as_json: AsJson = False, database_url: DatabaseUrl = None
) -> None:
    """Decide an order on the stock there is now, say why, and keep nothing of it."""
    from engine.intake import dry_run
    from engine.store.setup import setup

    document = _document(read_text(file))
    with data(database_url) as database:
        found = dry_run(database, document, revision, now())
        with database.read() as session:
            places = setup(session)
    if as_json:
        print_json(_plain(found))
    else:
        typer.echo("\n".join(_lines(found, places)))


def _document(text: str) -> object:
    try:
        document: object = json.loads(text)
    except ValueError as error:
        refuse(f"The order is not JSON: {error}.")
    return document


def _lines(found: "Decision", places: "Setup") -> list[str]:
    names = {place.code: place.name for place in places.locations}
    said = [OUTCOMES[found.outcome]]
    for shipment in found.plan.shipments:
        units = ", ".join(f"{line.quantity} × {line.sku}" for line in shipment.lines)
        said.append(f"  {names[shipment.location]}: {units}")
    if found.plan.shortfall:
        said.append(f"  waits: {', '.join(f'{line.quantity} × {line.sku}' for line in found.plan.shortfall)}")
    said += [f"  {hold.owner}: {hold.reason}" for hold in found.holds]
    return [*said, "", *(found.trace.why if found.trace else ())]


def _plain(found: "Decision") -> dict[str, Any]:
    from dataclasses import replace

    from engine import documents

    trace = None if found.trace is None else documents.trace(found.trace)
    return {**documents.decision(replace(found, trace=None)), "trace": trace}
