"""What commands that need a retailer's data share: the database as it is, times and examples for `--help`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from engine.database import Database
from engine.refusals import NotKnown, Refused
from ui.cli.database import open_database
from ui.cli.output import NOT_FOUND, refuse, settings

DatabaseUrl = Annotated[
    str | None,
    typer.Option(help="Where the data is (otherwise DATABASE_URL, or SQLite in SWITCHYARD_DATA)."),
]
CODES = (
    "Exit codes: 0 done; 1 refused, the reason is on the error stream; 2 wrongly written; "
    "3 not found, or no data yet."
)


def examples(*lines: str) -> str:
    """The end of a command's --help: how it is written, and its exit codes."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines) + f"\n\n{CODES}"


@contextmanager
def data(database_url: str | None) -> Iterator[Database]:
    """The database, which must hold a retailer. Refusals of the engine become sentences and exit codes."""
    opened = _existing(database_url)
    try:
        yield opened
    except NotKnown as unknown:
        refuse(_sentences(unknown), NOT_FOUND)
    except Refused as refused:
        refuse(_sentences(refused))
    finally:
        opened.close()


def now() -> datetime:
    return datetime.now(UTC)


def _existing(database_url: str | None) -> Database:
    from engine.store.setup import is_set_up

    opened = open_database(settings(database_url=database_url))
    with opened.read() as session:
        there = is_set_up(session)
    if not there:
        opened.close()
        place = opened.url.render_as_string(hide_password=True)
        refuse(f"There is no retailer in {place} yet. Load the sample: switchyard demo", NOT_FOUND)
    return opened


def _sentences(refused: Refused) -> str:
    return "\n".join(f"{problem.field}: {problem.message}" for problem in refused.problems)
