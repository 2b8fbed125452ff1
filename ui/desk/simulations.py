"""What the Simulate page asks of the other packages; called in threads."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine.model import Retailer
from engine.refusals import Refused as EngineRefused
from engine.simulation import jobs
from engine.store import simulation_changes, simulations, spans
from engine.store.setup import is_set_up, setup
from rulesets import revisions
from rulesets.problems import Refused as RulesRefused
from ui.refusal import Refused
from ui.views.simulation import OrderRow, RunLine, RunView, order_row, run_line, run_view
from ui.wiring import database
from ui.words import simulate as words
from ui.words.shell import WHO

PAGE = 50
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a simulation can be made of: revisions, the draft, and the days on which orders were placed."""

    revisions: tuple[Option, ...]
    candidates: tuple[Option, ...]
    live: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A simulation as it is asked for: `candidate` a revision number or `draft`; days as YYYY-MM-DD, in
    the retailer's zone, `until` not included."""

    candidate: str
    base: str
    starts: str
    until: str


def choices() -> Choices | None:
    """What can be chosen; None while there are no published rules or no orders."""
    with database().read() as session:
        live = revisions.live_number(session)
        known = spans.first_and_last_order(session)
        shop = _shop(session)
        if live is None or known is None or shop is None:
            return None
        made = tuple(
            Option(str(each.number), words.revision(each.number, live))
            for each in revisions.revisions(session)
        )
        first, last = (_local_day(at, shop.zone) for at in known)
    draft = Option(DRAFT, words.DRAFT)
    until = last + timedelta(days=1)
    return Choices(made, (draft, *made), str(live), first.isoformat(), until.isoformat())


def start(wanted: Wanted) -> int:
    """Queue a simulation; gives its id. Raises Refused with a sentence."""
    try:
        with database().write() as session:
            shop = _shop(session)
            if shop is None:
                raise Refused(words.NO_ORDERS, words.NO_ORDERS_WHY)
            number = _candidate(session, wanted.candidate)
            starts, ends = _instant(wanted.starts, shop.zone), _instant(wanted.until, shop.zone)
            return jobs.start(session, _number(wanted.base), number, starts, ends, WHO)
    except RulesRefused as refusal:
        raise Refused("The draft has problems, so it cannot be tried yet.", str(refusal)) from refusal
    except revisions.NotPossible as refusal:
        raise Refused("The draft cannot be tried.", str(refusal)) from refusal
    except EngineRefused as refusal:
        raise Refused("This simulation cannot be run.", str(refusal)) from refusal


def runs() -> tuple[RunLine, ...]:
    """The newest simulations, newest first."""
    with database().read() as session:
        shop = _shop(session)
        zone = shop.zone if shop else "UTC"
        return tuple(run_line(run, zone) for run in simulations.latest(session, 12))


def run(simulation_id: int | None) -> RunView | None:
    """A simulation with its result, or the newest when no id is given; None when there is none."""
    with database().read() as session:
        shop = _shop(session)
        if simulation_id is None:
            newest = simulations.latest(session, 1)
            simulation_id = newest[0].id if newest else 0
        found = simulations.one(session, simulation_id)
        if found is None or shop is None:
            return None
        return run_view(found, shop.zone, shop.currency, datetime.now(UTC))


def orders_of(simulation_id: int, was: str, becomes: str, offset: int) -> tuple[OrderRow, ...]:
    """A page of the changed orders of one group."""
    with database().read() as session:
        shop = _shop(session)
        zone = shop.zone if shop else "UTC"
        found = simulation_changes.changes(session, simulation_id, was, becomes, PAGE, offset)
        return tuple(order_row(row, zone) for row in found)


def cancel(simulation_id: int) -> None:
    """Have a simulation stop. Nothing happens when it has ended."""
    with database().write() as session:
        jobs.cancel(session, simulation_id)


def _shop(session: Session) -> Retailer | None:
    return setup(session).retailer if is_set_up(session) else None


def _candidate(session: Session, chosen: str) -> int:
    if chosen != DRAFT:
        return _number(chosen)
    return revisions.freeze(session, WHO, datetime.now(UTC)).number


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refused("There is no such revision.", "Choose one from the list.")
    return int(text)


def _instant(day: str, zone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)).astimezone(UTC)
    except ValueError as error:
        raise Refused(f"“{day}” is not a date.", "Choose both days.") from error


def _local_day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
