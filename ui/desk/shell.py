"""What the frame around every page asks of the other packages; called in threads."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from engine.store.setup import is_set_up, setup
from rulesets import revisions
from ui.wiring import database

MOVES = ("published", "rolled_back")


@dataclass(frozen=True, slots=True)
class Live:
    """The revision that decides now, and since when."""

    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Retailer:
    """Whose orders these are; `note` is shown on every page. `live` is None before any publishing."""

    name: str
    zone: str
    note: str
    live: Live | None


def retailer() -> Retailer:
    """The retailer of this program, with empty words before one is set up."""
    with database().read() as session:
        if not is_set_up(session):
            return Retailer("", "UTC", "", None)
        found = setup(session).retailer
        return Retailer(found.name, found.zone, found.note, _live(session))


def _live(session: Session) -> Live | None:
    moves = (entry for entry in revisions.audit(session) if entry.action in MOVES)
    last = next(moves, None)
    return None if last is None else Live(last.number, last.at)
