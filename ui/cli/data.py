"""What commands that need a retailer's data share: the database as it is, times and examples for `--help`."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from engine.database import Database, shown, sqlite_file
from engine.refusals import NotKnown, Refused, TooBusy
from engine.store.setup import Setup, all_skus, is_set_up, setup
from rulesets.checking import Known
from rulesets.problems import Refused as RefusedRules
from rulesets.revisions import NotPossible, UnknownRevision
from ui.cli.database import open_database
from ui.cli.output import NOT_FOUND, refuse, settings
from ui.settings import Settings

DatabaseUrl = Annotated[
    str | None,
    typer.Option(help="Where the data is (otherwise DATABASE_URL, or SQLite in SWITCHYARD_DATA)."),
]
Who = Annotated[str, typer.Option(help="Your name in the audit log.", default_factory=getuser)]
Reason = Annotated[str, typer.Option(help="Why, for the audit log.")]
Revision = Annotated[int | None, typer.Option(help="A revision's number (otherwise the live one).", min=1)]
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
        with refusals():
            yield opened
    finally:
        opened.close()


@contextmanager
def refusals() -> Iterator[None]:
    """End the command with a sentence and an exit code where the engine or the rules refuse."""
    try:
        yield
    except NotKnown as unknown:
        refuse(_sentences(unknown), NOT_FOUND)
    except UnknownRevision as unknown:
        refuse(str(unknown), NOT_FOUND)
    except Refused as refused:
        refuse(_sentences(refused))
    except (NotPossible, RefusedRules, TooBusy) as refused:
        refuse(str(refused))


def now() -> datetime:
    return datetime.now(UTC)


def read_text(path: str) -> str:
    """The text of a file, or of the input for `-`. Ends the command when it cannot be read."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        refuse(f"There is no file {path}.", NOT_FOUND)
    except UnicodeDecodeError:
        refuse(f"{path} is not a text in UTF-8.")
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}.")


def known(session: Session) -> Known:
    """The locations and SKUs that rules may name."""
    places = frozenset(place.code for place in setup(session).locations)
    return Known(places, frozenset(all_skus(session)))


def known_if_any(database_url: str | None) -> Known | None:
    """What rules may name; None where there is no retailer's data to look it up in."""
    chosen = settings(database_url=database_url)
    opened = _with_retailer(chosen)
    if opened is None:
        return None
    with closing(opened), opened.read() as session:
        return known(session)


def setup_if_any(database_url: str | None) -> Setup | None:
    """The retailer with its tariff; None where there is none yet."""
    opened = _with_retailer(settings(database_url=database_url))
    if opened is None:
        return None
    with closing(opened), opened.read() as session:
        return setup(session)


def _existing(database_url: str | None) -> Database:
    chosen = settings(database_url=database_url)
    opened = _with_retailer(chosen)
    if opened is None:
        refuse(
            f"There is no retailer in {shown(chosen.database)} yet. Load the sample: switchyard demo",
            NOT_FOUND,
        )
    return opened


def _with_retailer(chosen: Settings) -> Database | None:
    """The database when it holds a retailer. Looking makes no SQLite file where there was none."""
    file = sqlite_file(chosen.database)
    if file is not None and not file.exists():
        return None
    opened = open_database(chosen)
    with opened.read() as session:
        if is_set_up(session):
            return opened
    opened.close()
    return None


def _sentences(refused: Refused) -> str:
    return "\n".join(f"{problem.field}: {problem.message}" for problem in refused.problems)
