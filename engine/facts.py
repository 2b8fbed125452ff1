"""What fills the fields of the vocabulary: a registry of one function a field, and the facts of one order.

Values have the type that `FieldType` gives: texts casefolded, instants in the retailer's zone, money in minor
units, and None for what is not known. The fields of an event are filled by who handles the event.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from engine.candidate import Candidate
from engine.model import Order, OrderLine, Snapshot
from engine.situation import Situation

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may read of one order: `values` by path, one mapping for each of the order's `lines`,
    and `now` in the retailer's zone. Only the fields that were asked for are in it."""

    values: Values
    lines: tuple[Values, ...]
    now: datetime


@lru_cache(maxsize=8192)
def _folded(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset([tag.casefold() for tag in tags])


def _text(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _local(at: datetime | None, situation: Situation) -> datetime | None:
    return None if at is None else at.astimezone(situation.now.tzinfo)


def _promise_slack_hours(situation: Situation) -> float | None:
    promised = situation.order.promised_at
    return None if promised is None else (promised - situation.snapshot.at).total_seconds() / 3600


def _minutes_since(at: datetime, situation: Situation) -> int:
    return int((situation.snapshot.at - at).total_seconds() // 60)


def _can_fill_all(situation: Situation) -> int:
    return sum([situation.holds_all(free) for free in situation.free])


def _all_in_stock(situation: Situation) -> bool:
    return situation.holds_all(situation.total_free())


def _international(situation: Situation) -> bool | None:
    country = situation.order.destination.country
    return None if country is None else country != situation.snapshot.country


def _position_known(situation: Situation) -> bool:
    destination = situation.order.destination
    return destination.latitude is not None and destination.longitude is not None


def _customer_tags(situation: Situation) -> frozenset[str] | None:
    tags = situation.order.customer.tags
    return None if tags is None else _folded(tags)


ORDER_SOURCES: dict[str, Callable[[Situation], Any]] = {
    "order.channel": lambda s: s.order.channel.casefold(),
    "order.service": lambda s: s.order.service.casefold(),
    "order.subtotal": lambda s: s.order.subtotal,
    "order.total": lambda s: s.order.total,
    "order.discount": lambda s: s.order.discount,
    "order.shipping_paid": lambda s: s.order.shipping_paid,
    "order.item_count": lambda s: s.order.units,
    "order.line_count": lambda s: len(s.order.lines),
    "order.weight": lambda s: s.weight_g,
    "order.volume": lambda s: s.volume_ml,
    "order.tags": lambda s: _folded(s.order.tags),
    "order.note": lambda s: _text(s.order.note),
    "order.gift": lambda s: s.order.gift,
    "order.business": lambda s: s.order.business,
    "order.placed_at": lambda s: _local(s.order.placed_at, s),
    "order.promised_at": lambda s: _local(s.order.promised_at, s),
    "order.age": lambda s: _minutes_since(s.order.placed_at, s),
    "order.promise_slack": _promise_slack_hours,
    "order.routing_attempts": lambda s: s.snapshot.attempts,
    "order.locations_can_fill_all": _can_fill_all,
    "order.all_in_stock": _all_in_stock,
    "destination.country": lambda s: _text(s.order.destination.country),
    "destination.region": lambda s: _text(s.order.destination.region),
    "destination.city": lambda s: _text(s.order.destination.city),
    "destination.postcode": lambda s: _text(s.order.destination.postcode),
    "destination.international": _international,
    "destination.residential": lambda s: s.order.destination.residential,
    "destination.position_known": _position_known,
    "customer.id": lambda s: _text(s.order.customer.id),
    "customer.segment": lambda s: _text(s.order.customer.segment),
    "customer.tags": _customer_tags,
    "customer.vip": lambda s: s.order.customer.vip,
    "customer.lifetime_orders": lambda s: s.order.customer.lifetime_orders,
    "customer.lifetime_value": lambda s: s.order.customer.lifetime_value,
    "now.at": lambda s: s.now,
    "now.hour": lambda s: s.now.hour,
    "now.month": lambda s: s.now.month,
}
"""Path -> what fills it, for the entities order, destination, customer and now."""

LINE_SOURCES: dict[str, Callable[[OrderLine], Any]] = {
    "line.sku": lambda line: line.sku.casefold(),
    "line.name": lambda line: line.name.casefold(),
    "line.category": lambda line: _text(line.category),
    "line.tags": lambda line: _folded(line.tags),
    "line.quantity": lambda line: line.quantity,
    "line.unit_price": lambda line: line.unit_price,
    "line.value": lambda line: line.quantity * line.unit_price,
    "line.weight": lambda line: line.weight_g,
    "line.fragile": lambda line: line.fragile,
    "line.oversize": lambda line: line.oversize,
    "line.hazardous": lambda line: line.hazardous,
    "line.backorderable": lambda line: line.backorderable,
}
"""Path -> what fills it, for an order line."""


def _fill_share(candidate: Candidate) -> float:
    demand = candidate.situation.demand
    asked = sum(demand.values())
    there = sum([min(candidate.free[sku], needed) for sku, needed in demand.items()])
    return 100 * there / asked if asked else 100.0


def _left_after(candidate: Candidate) -> int:
    demand = candidate.situation.demand
    return min([candidate.free[sku] - needed for sku, needed in demand.items()], default=0)


def _feed_age(candidate: Candidate) -> int | None:
    fed_at = candidate.state.fed_at
    return None if fed_at is None else _minutes_since(fed_at, candidate.situation)


LOCATION_SOURCES: dict[str, Callable[[Candidate], Any]] = {
    "location.code": lambda c: c.code.casefold(),
    "location.kind": lambda c: c.location.kind.casefold(),
    "location.group": lambda c: _text(c.location.group),
    "location.country": lambda c: c.location.country.casefold(),
    "location.distance": lambda c: c.km,
    "location.atp": lambda c: c.scarcest,
    "location.atp_after": _left_after,
    "location.fills_all": lambda c: c.holds_all,
    "location.fill_share": _fill_share,
    "location.open_orders": lambda c: c.state.open_shipments,
    "location.capacity_left": lambda c: c.capacity_left,
    "location.capacity_used": lambda c: c.capacity_used,
    "location.open_now": lambda c: c.open_now,
    "location.cost": lambda c: c.whole_cost,
    "location.arrival_days": lambda c: c.arrival_days,
    "location.promise_slack": lambda c: c.promise_slack,
    "location.rejected_order": lambda c: c.state.rejected,
    "location.feed_age": _feed_age,
}
"""Path -> what fills it, for a location that may serve."""


def situation_facts(situation: Situation, fields: Iterable[str], line_fields: Collection[str] = ()) -> Facts:
    """The facts of one order for these fields; those of lines are given apart. Raises KeyError on a field
    that has no source here."""
    values = {path: ORDER_SOURCES[path](situation) for path in fields}
    if not line_fields:
        return Facts(values, (), situation.now)
    sources = [(path, LINE_SOURCES[path]) for path in line_fields]
    lines = tuple([{path: source(line) for path, source in sources} for line in situation.order.lines])
    return Facts(values, lines, situation.now)


def order_facts(order: Order, snapshot: Snapshot, fields: Iterable[str]) -> Facts:
    """The facts of one order for these fields, among them those of lines. Raises KeyError on a field of
    an event or a location, or on one that does not exist."""
    asked = tuple(fields)
    line_fields = [path for path in asked if path in LINE_SOURCES]
    return situation_facts(
        Situation(order, snapshot), [path for path in asked if path not in LINE_SOURCES], line_fields
    )


def location_facts(candidate: Candidate, fields: Iterable[str]) -> Values:
    """The facts of a location that may serve, for these fields. Raises KeyError on any other field."""
    return {path: LOCATION_SOURCES[path](candidate) for path in fields}
