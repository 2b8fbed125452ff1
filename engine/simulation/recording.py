"""What a simulation takes from the records because it is not simulated: rejections, counts, earlier sales."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine.needs import Needs
from engine.simulation.inputs import Known, Recorded, Sale, Setup
from engine.store import known, spans
from engine.store.snapshots import local_day

NOTHING: Recorded = Recorded()


def recorded(session: Session, setup: Setup, needs: Needs, starts: datetime, ends: datetime) -> Recorded:
    """What was recorded in the span and before it, as far as rules ask for it."""
    sells = needs.sales or any(place.safety_weeks for place in setup.locations)
    watches = needs.rejections or needs.accuracy
    if not (sells or watches):
        return NOTHING
    days = _days(setup.zone, starts, ends) if watches else ()
    since = starts - timedelta(weeks=known.SALES_WEEKS)
    return Recorded(
        known={day: _known(session, at, needs) for day, at in days},
        sales=tuple(Sale(*row) for row in spans.sales(session, since, starts)) if sells else (),
        ledger_since=known.first_movement(session) if sells else None,
    )


def _days(zone: str, starts: datetime, ends: datetime) -> Iterator[tuple[date, datetime]]:
    """Each local day of the span with the instant at which it begins."""
    at, _ = local_day(starts, zone)
    while at < ends:
        yield at.astimezone(ZoneInfo(zone)).date(), at
        _, at = local_day(at, zone)


def _known(session: Session, at: datetime, needs: Needs) -> dict[str, Known]:
    said_no = known.rejections(session, at) if needs.rejections else {}
    right = known.accuracy(session, at) if needs.accuracy else {}
    return {
        code: Known(
            said_no[code].last_at if code in said_no else None,
            said_no[code].rate if code in said_no else None,
            right.get(code),
        )
        for code in said_no.keys() | right.keys()
    }
