"""What became of one order in one world, and the figures and the hash that follow from it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from engine.kpis import OrderFigures
from engine.model import Decision
from engine.simulation.cases import Case, Parcel

Standing = Literal["held", "waiting", "given", "cancelled"]
"""held; some unit still waits for stock; every unit was given to a location; every unit was cancelled."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One order in one world at the end of the span. `first` is the decision when it arrived; `parcels`
    are the shipments that left or will leave. `retried`: it was decided again later."""

    order_id: str
    placed_at: datetime
    promised_at: datetime | None
    first: Decision
    standing: Standing
    parcels: tuple[Parcel, ...]
    retried: bool
    by_person: bool
    cancelled: int
    returned: int

    @property
    def arrives_at(self) -> datetime | None:
        """When the last unit arrives; None while some unit has no location, or where nobody can say."""
        times = [parcel.planned.arrives_at for parcel in self.parcels]
        if self.standing != "given" or not times:
            return None
        return _latest(times)

    @property
    def sent_at(self) -> datetime | None:
        """When the last unit leaves, as `arrives_at`."""
        times = [parcel.planned.ships_at for parcel in self.parcels]
        if self.standing != "given" or not times:
            return None
        return _latest(times)

    @property
    def cost(self) -> int | None:
        """Postage and handling of all shipments, minor units; None when one is not known."""
        return _total([parcel.planned.cost for parcel in self.parcels])

    @property
    def postage(self) -> int | None:
        """Postage of all shipments, minor units; None when one is not known."""
        return _total([parcel.planned.postage for parcel in self.parcels])


def _total(amounts: list[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _latest(times: list[datetime | None]) -> datetime | None:
    known = [at for at in times if at is not None]
    return max(known) if len(known) == len(times) else None


def outcome(case: Case) -> Outcome:
    """The outcome of a case that was decided at least once."""
    if case.first is None:
        raise ValueError(f"order {case.order.id} was never decided")
    return Outcome(
        order_id=case.order.id,
        placed_at=case.order.placed_at,
        promised_at=case.order.promised_at,
        first=case.first,
        standing=_standing(case),
        parcels=tuple(parcel for parcel in case.parcels if parcel.left or parcel.units),
        retried=case.last is not case.first,
        by_person=case.by_person,
        cancelled=case.cancelled,
        returned=case.returned,
    )


def _standing(case: Case) -> Standing:
    if case.held or case.waiting:
        return "held" if case.held else "waiting"
    return "given" if any(parcel.left or parcel.units for parcel in case.parcels) else "cancelled"


def figures(result: Outcome, end: datetime) -> OrderFigures:
    """What KPIs read of it. `end` is the end of the span: a promise that passed before it is broken
    when the order still has a unit without a location."""
    sent, any_shipment = result.sent_at, bool(result.parcels)
    return OrderFigures(
        placed_at=result.placed_at,
        cycle_hours=None if sent is None else (sent - result.placed_at).total_seconds() / 3600,
        on_time=_on_time(result, end),
        cancelled=result.standing == "cancelled",
        shipments=len(result.parcels) if any_shipment else None,
        cost=result.cost if any_shipment else None,
        minutes=sum(parcel.planned.minutes for parcel in result.parcels) if any_shipment else None,
        by_person=result.by_person,
        backordered=result.first.outcome in {"backordered", "part_backordered"},
    )


def _on_time(result: Outcome, end: datetime) -> bool | None:
    if result.promised_at is None or result.standing == "cancelled":
        return None
    if result.standing == "given":
        arrives = result.arrives_at
        return None if arrives is None else arrives <= result.promised_at
    return False if result.promised_at < end else None


def canonical(result: Outcome) -> str:
    """Everything that was decided and came of it, as JSON with one spelling; the revision is left out."""
    return json.dumps(_document(result), separators=(",", ":"), ensure_ascii=False)


def _document(result: Outcome) -> list[Any]:
    first = result.first
    return [
        result.order_id,
        first.outcome,
        first.rule_id,
        list(first.applied),
        [[hold.rule_id, hold.reason, hold.owner] for hold in first.holds],
        result.standing,
        [_parcel(parcel) for parcel in result.parcels],
        [result.cancelled, result.returned],
    ]


def _parcel(parcel: Parcel) -> list[Any]:
    planned = parcel.planned
    return [
        planned.location,
        [[line.number, line.quantity] for line in planned.lines],
        planned.postage,
        planned.handling,
        str(planned.ships_at),
        str(planned.arrives_at),
        parcel.left,
    ]
