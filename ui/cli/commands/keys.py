"""`switchyard keys`: who may use the HTTP API."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.data import DatabaseUrl, data, examples, now
from ui.cli.output import AsJson, echo_note, print_json

if TYPE_CHECKING:
    from engine.store.keys import ApiKey

Name = Annotated[str, typer.Argument(help="What the key is for, like “Web shop”.")]
Number = Annotated[int, typer.Argument(help="The key's number, as `keys list` shows it.", min=1)]


def add_to(cli: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Keys to the HTTP API: made, listed and revoked.")
    group.command(epilog=examples('switchyard keys create "Web shop"'))(create)
    group.command("list", epilog=examples("switchyard keys list --json"))(list_)
    group.command(epilog=examples("switchyard keys revoke 3"))(revoke)
    cli.add_typer(group, name="keys")


def create(name: Name, as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Make a key. It is printed once, on the output alone, and only its hash is kept."""
    from engine.access import create_key

    with data(database_url) as database:
        made = database.transact(lambda session: create_key(session, name, now()))
    if as_json:
        print_json({"id": made.key.id, "name": made.key.name, "secret": made.secret})
        return
    echo_note(f"Key {made.key.id}, “{made.key.name}”. Keep it now: it is not shown again.")
    typer.echo(made.secret)


def list_(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """List every key, the newest first. The secret itself is kept nowhere."""
    from engine.access import list_keys

    with data(database_url) as database, database.read() as session:
        keys = list_keys(session)
    if as_json:
        print_json([_plain(key) for key in keys])
        return
    for key in keys:
        state = f"revoked {_day(key.revoked_at)}" if key.revoked_at else f"last used {_day(key.last_used_at)}"
        typer.echo(f"{key.id:>4}  {key.prefix}…  made {_day(key.created_at)}, {state}  {key.name}")
    if not keys:
        echo_note("There are no keys yet. Make one: switchyard keys create NAME")


def revoke(number: Number, database_url: DatabaseUrl = None) -> None:
    """Revoke a key: nobody gets in with it any more."""
    from engine.access import revoke_key

    with data(database_url) as database:
        database.transact(lambda session: revoke_key(session, number, now()))
    typer.echo(f"Key {number} is revoked.")


def _plain(key: "ApiKey") -> dict[str, Any]:
    times = {"created_at": key.created_at, "last_used_at": key.last_used_at, "revoked_at": key.revoked_at}
    iso = {name: at.isoformat() if at else None for name, at in times.items()}
    return {"id": key.id, "name": key.name, "prefix": key.prefix, **iso}


def _day(at: datetime | None) -> str:
    return "never" if at is None else f"{at:%d %b %Y}"
