"""One order as its page shows it, apart from its decisions: facts, shipments, holds, timeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.model import OrderLine, PlannedLine
from engine.store.decisions import KeptException, KeptHold, KeptShipment, OrderDetail
from engine.store.events import Event
from ui import clock
from ui.views import figures
from ui.views.decision import Scene
from ui.views.orders import place
from ui.words import order as words
from ui.words import orders as list_words

LINES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class LineRow:
    """One ordered line."""

    sku: str
    name: str
    quantity: str
    price: str
    state: str


@dataclass(frozen=True, slots=True)
class PickLine:
    """A line of a shipment, to choose from when some of it was missing."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ShipmentRow:
    """One shipment. `open`: it was not sent yet, so that something can be reported of it. `step`: what comes
    next on its way to the customer (a key of words.STEPS), "" when nothing does; `step_label` its words."""

    id: int
    location: str
    code: str
    lines: str
    lines_more: str
    service: str
    cost: str
    look: str
    state: str
    when: str
    open: bool
    step: str
    step_label: str
    picks: tuple[PickLine, ...]


@dataclass(frozen=True, slots=True)
class HoldRow:
    """One hold."""

    id: int
    reason: str
    owner: str
    state: str
    open: bool


@dataclass(frozen=True, slots=True)
class WaitRow:
    """An entry of the queue about this order."""

    reason: str
    owner: str
    due: str
    open: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One event of the timeline; `day` is set on the first of each day."""

    day: str
    time: str
    exactly: str
    text: str
    more: str
    bad: bool


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order. `ended`: nothing can happen to it any more."""

    id: str
    name: str
    look: str
    status: str
    ended: bool
    promised: str
    placed: str
    sold: str
    customer: str
    place: str
    total: str
    problems: tuple[str, ...]
    lines: tuple[LineRow, ...]
    lines_more: str
    shipments: tuple[ShipmentRow, ...]
    shipments_sum: str
    holds: tuple[HoldRow, ...]
    waits: tuple[WaitRow, ...]
    timeline: tuple[Moment, ...]


def order_view(detail: OrderDetail, scene: Scene) -> OrderView:
    """Everything about an order but its decisions."""
    row, order, zone = detail.row, detail.order, scene.zone
    look, status = list_words.STATUS[row.status]
    size = f"{figures.count(len(order.lines), 'line')}, {figures.count(order.units, 'unit')}"
    channel = list_words.CHANNELS.get(row.channel, row.channel)
    return OrderView(
        id=row.id,
        name=row.external_id,
        look=look,
        status=status,
        ended=row.status in ("shipped", "cancelled"),
        promised=clock.day(row.promised_at, zone, scene.now) if row.promised_at else words.NO_PROMISE,
        placed=clock.minute(row.placed_at, zone, scene.now),
        sold=f"{channel}, {row.service}",
        customer=row.customer_name or row.customer_id or list_words.GUEST,
        place=place(row.city, row.postcode, row.country),
        total=f"{figures.money(row.total, row.currency)}, {size}",
        problems=order.problems,
        lines=tuple(_line(line, detail) for line in order.lines[:LINES_SHOWN]),
        lines_more=_more(len(order.lines) - LINES_SHOWN, "line"),
        shipments=tuple(_shipment(each, detail, scene) for each in detail.shipments),
        shipments_sum=_sum(detail),
        holds=tuple(_hold(each, scene) for each in detail.holds),
        waits=tuple(_wait(each, scene) for each in detail.exceptions),
        timeline=_timeline(detail.events, scene),
    )


def _more(number: int, one: str) -> str:
    return f"and {figures.count(number, f'more {one}')}" if number > 0 else ""


def _line(line: OrderLine, detail: OrderDetail) -> LineRow:
    short = sum(each.quantity for each in detail.shortfall if each.number == line.number)
    return LineRow(
        sku=line.sku,
        name=line.name,
        quantity=f"{line.quantity:,}",
        price=figures.money(line.unit_price, detail.order.currency),
        state=f"{short:,} wait for stock" if short else "",
    )


def _shipment(shipment: KeptShipment, detail: OrderDetail, scene: Scene) -> ShipmentRow:
    names = {line.number: line.name for line in detail.order.lines}
    shown = [f"{each.quantity:,} × {names.get(each.number, each.sku)}" for each in shipment.lines]
    look, state = words.SHIPMENT_STATUS[shipment.status]
    step = _next_step(shipment)
    if step == "ready":
        state = words.TO_BE_READY
    return ShipmentRow(
        id=shipment.id,
        location=scene.names.location(shipment.location),
        code=shipment.location,
        lines=", ".join(shown[:3]),
        lines_more=_more(len(shown) - 3, "line"),
        service=words.COLLECTED_BY if shipment.mode == "pickup" else shipment.service,
        cost=figures.money(_cost(shipment), detail.order.currency),
        look=look,
        state=state,
        when=_when(shipment, scene),
        open=shipment.status == "allocated",
        step=step,
        step_label=words.STEPS.get(step, ""),
        picks=tuple(_pick(each, names) for each in shipment.lines[:LINES_SHOWN]),
    )


def _next_step(shipment: KeptShipment) -> str:
    if shipment.status == "allocated":
        return "ready" if shipment.mode == "pickup" else "sent"
    return {"in_transit": "received", "ready": "collected"}.get(shipment.status, "")


def _cost(shipment: KeptShipment) -> int | None:
    return None if shipment.postage is None else shipment.postage + shipment.handling


def _pick(line: PlannedLine, names: Mapping[int, str]) -> PickLine:
    return PickLine(str(line.number), f"{line.quantity:,} × {names.get(line.number, line.sku)}")


def _when(shipment: KeptShipment, scene: Scene) -> str:
    zone, now = scene.zone, scene.now
    if shipment.status == "shipped" and shipment.shipped_at:
        return clock.minute(shipment.shipped_at, zone, now)
    if shipment.mode in ("pickup", "transfer") and shipment.status not in ("rejected", "cancelled"):
        at = scene.names.location(shipment.hand_over_at or shipment.location)
        when = shipment.collected_at or shipment.ready_at or shipment.arrives_at
        return f"at {at}, {clock.minute(when, zone, now)}" if when else f"at {at}"
    if shipment.status == "allocated" and shipment.ships_at:
        return f"leaves {clock.minute(shipment.ships_at, zone, now)}"
    return shipment.end_reason or ""


def _sum(detail: OrderDetail) -> str:
    def units(*statuses: str) -> int:
        return sum(each.units for each in detail.shipments if each.status in statuses)

    waiting = sum(line.quantity for line in detail.shortfall)
    parts = (
        f"{figures.count(detail.order.units, 'unit')} ordered",
        f"{units('shipped', 'collected'):,} sent or collected",
        f"{units('allocated', 'in_transit', 'ready'):,} on the way",
        f"{waiting:,} wait for stock",
    )
    return f"{parts[0]}: {', '.join(parts[1:])}"


def _hold(hold: KeptHold, scene: Scene) -> HoldRow:
    zone, now = scene.zone, scene.now
    if hold.lifted_at is not None:
        state = f"lifted {clock.minute(hold.lifted_at, zone, now)} by {hold.lifted_by}"
    else:
        state = "; ".join(part for part in _lifting(hold, zone, now) if part)
    return HoldRow(hold.id, hold.reason, hold.owner, state, hold.lifted_at is None)


def _lifting(hold: KeptHold, zone: str, now: datetime) -> Iterator[str]:
    """What ends an open hold, and by when somebody should look."""
    if hold.lifts_when:
        yield words.LIFTS_WHEN[hold.lifts_when]
    if hold.lifts_at is not None:
        yield f"{words.AT_EXPIRY[hold.at_expiry]} {clock.minute(hold.lifts_at, zone, now)}"
    if not hold.lifts_when and hold.lifts_at is None:
        yield f"only {hold.owner} lifts it"
    if hold.due_at is not None:
        yield f"{hold.owner} should look by {clock.minute(hold.due_at, zone, now)}"


def _wait(entry: KeptException, scene: Scene) -> WaitRow:
    closed = entry.closed_at
    done = f"done {clock.minute(closed, scene.zone, scene.now)}" if closed else ""
    due = done or f"due {clock.minute(entry.due_at, scene.zone, scene.now)}"
    return WaitRow(entry.reason, entry.owner, due, closed is None)


def _timeline(events: tuple[Event, ...], scene: Scene) -> tuple[Moment, ...]:
    """Newest first, a heading at each new day."""
    made: list[Moment] = []
    last = ""
    for event in reversed(events):
        local = event.at.astimezone(ZoneInfo(scene.zone))
        day = f"{local:%A} {local.day} {local:%B %Y}"
        text, more = _told(event, scene)
        shown = "" if day == last else day
        exactly = clock.exact(event.at, scene.zone)
        bad = event.type in words.BAD_EVENTS
        made.append(Moment(shown, f"{local:%H:%M}", exactly, text, more, bad))
        last = day
    return tuple(made)


def _told(event: Event, scene: Scene) -> tuple[str, str]:
    """What happened, and beside it: the rule, the reason, who."""
    data = event.data
    text = str(data.get("text") or words.EVENTS.get(event.type, event.type.replace("_", " ").capitalize()))
    if event.location and "text" not in data:
        text = f"{words.AT_LOCATION.get(event.type, text)} {scene.names.location(event.location)}"
    said = [str(data.get(name, "")) for name in ("owner", "reason")]
    parts = [_units(data), *said, _rule(data, scene), event.who]
    return text, ", ".join(part for part in parts if part)


def _units(data: Mapping[str, Any]) -> str:
    units = data.get("units")
    return figures.count(units, "unit") if isinstance(units, int) else ""


def _rule(data: Mapping[str, Any], scene: Scene) -> str:
    rule_id = str(data.get("rule", ""))
    return f"rule “{scene.names.rule(rule_id)}”" if rule_id else ""
