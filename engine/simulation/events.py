"""What happens in a simulated world."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.model import Decision, HoldPlaced, Order, Snapshot
from engine.simulation.cases import Case, Parcel
from engine.simulation.inputs import Cancellation, StockChange

Why = HoldPlaced | Literal["stock", "day", "time", "together"] | None


@dataclass(frozen=True, slots=True)
class Decided:
    """An order was decided, first or again. `order` has the units that were asked for. `why` it was
    decided again: stock came, a day began, it was its time (`together`: to be decided with others), or the
    hold that was lifted last."""

    case: Case
    order: Order
    snapshot: Snapshot
    decision: Decision
    parcels: tuple[Parcel, ...]
    why: Why = None


@dataclass(frozen=True, slots=True)
class Lifted:
    """A hold of an order was lifted: by the clock, or by a person."""

    at: datetime
    case: Case
    hold: HoldPlaced
    by_clock: bool


@dataclass(frozen=True, slots=True)
class Escalated:
    """The time of a hold was over, and it went to somebody else."""

    at: datetime
    case: Case
    hold: HoldPlaced


@dataclass(frozen=True, slots=True)
class Left:
    """A shipment left its location, with these units: line number -> units."""

    at: datetime
    case: Case
    parcel: Parcel
    units: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Units of one line that the customer took back. `parcel` is None for units that waited; `sent`
    says that they had left and went back on the shelf."""

    cancellation: Cancellation
    case: Case
    line: int
    units: int
    parcel: Parcel | None = None
    sent: bool = False


Event = Decided | Lifted | Escalated | Left | TakenBack | StockChange


def touched(events: Iterable[Event]) -> dict[str, Case]:
    """The cases that these events are about, by their orders' ids, in the order of the events."""
    return {event.case.order.id: event.case for event in events if not isinstance(event, StockChange)}
