"""What fills the fields of the vocabulary: a registry of one function a field, and the facts of one order.

Values have the type that `FieldType` gives: texts casefolded, instants in the retailer's zone, money in minor
units, and None for what is not known. The fields of an event are filled by who handles the event.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import network
from engine.candidate import Candidate
from engine.folding import folded, hours_until, local, location_code, minutes_since, text
from engine.location_sources import LOCATION_SOURCES
from engine.model import Order, OrderLine, Snapshot
from engine.public_holidays import is_off
from engine.situation import Situation
from engine.whereabouts import whereabouts, zone
from rulesets.operators import Coded
from rulesets.scope import IDENTITY, identity

__all__ = [
    "LINE_SOURCES",
    "LOCATION_SOURCES",
    "ORDER_SOURCES",
    "Facts",
    "Values",
    "location_code",
    "location_facts",
    "order_facts",
    "situation_facts",
]

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may read of one order: `values` by path, one mapping for each of the order's `lines`,
    and `now` in the retailer's zone. Only the fields that were asked for are in it."""

    values: Values
    lines: tuple[Values, ...]
    now: datetime


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
    return None if tags is None else folded(tags)


def _pickup_at(situation: Situation) -> Coded | None:
    code = situation.order.pickup_at
    found = [each.location for each in situation.snapshot.locations if each.location.code == code]
    return location_code(code, found[0].group if found else None)


def _edit_window_open(situation: Situation) -> bool | None:
    until = situation.order.edit_until
    return None if until is None else situation.snapshot.at < until


def _duplicate(situation: Situation) -> bool | None:
    of = situation.snapshot.duplicate_of
    return None if of is None else bool(of)


def _margin(situation: Situation) -> float | None:
    order = situation.order
    earned = order.subtotal - order.discount
    return None if order.goods_cost is None or earned <= 0 else 100 * (earned - order.goods_cost) / earned


def _holiday(situation: Situation) -> bool:
    return is_off(situation.snapshot.country, situation.now.date())


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
    "order.tags": lambda s: folded(s.order.tags),
    "order.note": lambda s: text(s.order.note),
    "order.gift": lambda s: s.order.gift,
    "order.business": lambda s: s.order.business,
    "order.placed_at": lambda s: local(s.order.placed_at, s),
    "order.promised_at": lambda s: local(s.order.promised_at, s),
    "order.age": lambda s: minutes_since(s.order.placed_at, s),
    "order.promise_slack": lambda s: hours_until(s.order.promised_at, s),
    "order.routing_attempts": lambda s: s.snapshot.attempts,
    "order.locations_can_fill_all": network.can_fill_all,
    "order.all_in_stock": _all_in_stock,
    "order.type": lambda s: s.order.type.casefold(),
    "order.pickup_at": _pickup_at,
    "order.currency": lambda s: s.order.currency.casefold(),
    "order.priority": lambda s: s.order.priority,
    "order.first_order": lambda s: s.order.first_order,
    "order.ship_after": lambda s: local(s.order.ship_after, s),
    "order.ship_by": lambda s: local(s.order.ship_by, s),
    "order.requested_at": lambda s: local(s.order.requested_at, s),
    "order.edit_window_open": _edit_window_open,
    "order.touches": lambda s: s.snapshot.touches,
    "order.duplicate": _duplicate,
    "order.payment_status": lambda s: text(s.order.payment_status),
    "order.payment_method": lambda s: text(s.order.payment_method),
    "order.authorisation_left": lambda s: hours_until(s.order.authorised_until, s),
    "order.risk_score": lambda s: s.order.risk_score,
    "order.risk_level": lambda s: text(s.order.risk_level),
    "order.address_status": lambda s: text(s.order.address_status),
    "order.margin": _margin,
    "destination.country": lambda s: text(s.order.destination.country),
    "destination.region": lambda s: text(s.order.destination.region),
    "destination.city": lambda s: text(s.order.destination.city),
    "destination.postcode": lambda s: text(s.order.destination.postcode),
    "destination.international": _international,
    "destination.residential": lambda s: s.order.destination.residential,
    "destination.position_known": _position_known,
    "destination.po_box": lambda s: s.order.destination.po_box,
    "destination.place": whereabouts,
    "destination.zone": zone,
    "customer.id": lambda s: text(s.order.customer.id),
    "customer.segment": lambda s: text(s.order.customer.segment),
    "customer.tags": _customer_tags,
    "customer.vip": lambda s: s.order.customer.vip,
    "customer.lifetime_orders": lambda s: s.order.customer.lifetime_orders,
    "customer.lifetime_value": lambda s: s.order.customer.lifetime_value,
    "customer.return_rate": lambda s: s.order.customer.return_rate,
    "network.can_fill_all": network.can_fill_all,
    "network.total_atp": network.total_atp,
    "network.single_location": lambda s: network.can_fill_all(s) > 0,
    "network.fewest_shipments": network.fewest_shipments,
    "network.speed_cost": network.speed_cost,
    "network.next_incoming": network.next_incoming,
    "now.at": lambda s: s.now,
    "now.hour": lambda s: s.now.hour,
    "now.month": lambda s: s.now.month,
    "now.holiday": _holiday,
}
"""Path -> what fills it, for the entities order, destination, customer, network and now."""

LINE_SOURCES: dict[str, Callable[[OrderLine, Situation], Any]] = {
    "line.sku": lambda line, _s: line.sku.casefold(),
    "line.name": lambda line, _s: line.name.casefold(),
    "line.category": lambda line, _s: text(line.category),
    "line.tags": lambda line, _s: folded(line.tags),
    "line.quantity": lambda line, _s: line.quantity,
    "line.unit_price": lambda line, _s: line.unit_price,
    "line.value": lambda line, _s: line.quantity * line.unit_price,
    "line.weight": lambda line, _s: line.weight_g,
    "line.fragile": lambda line, _s: line.fragile,
    "line.oversize": lambda line, _s: line.oversize,
    "line.hazardous": lambda line, _s: line.hazardous,
    "line.backorderable": lambda line, _s: line.backorderable,
    "line.brand": lambda line, _s: text(line.brand),
    "line.preorder": lambda line, _s: line.preorder,
    "line.expected_at": lambda line, s: local(line.expected_at, s),
    "line.bundle": lambda line, _s: text(line.bundle),
    "line.ship_group": lambda line, _s: text(line.ship_group),
    "line.perishable": lambda line, _s: line.perishable,
    "line.age_restricted": lambda line, _s: line.age_restricted,
    "line.made_to_order": lambda line, _s: line.made_to_order,
    "line.final_sale": lambda line, _s: line.final_sale,
}
"""Path -> what fills it, for an order line."""


_SOURCES: dict[str, Callable[[Situation], Any]] = {
    **ORDER_SOURCES,
    IDENTITY: lambda s: identity(s.order.channel, s.order.external_id),
}
"""With what no condition may read: what a rule's share of orders goes by."""


def situation_facts(situation: Situation, fields: Iterable[str], line_fields: Collection[str] = ()) -> Facts:
    """The facts of one order for these fields; those of lines are given apart. Raises KeyError on a field
    that has no source here."""
    values = {path: _SOURCES[path](situation) for path in fields}
    if not line_fields:
        return Facts(values, (), situation.now)
    sources = [(path, LINE_SOURCES[path]) for path in line_fields]
    each = situation.order.lines
    lines = tuple([{path: source(line, situation) for path, source in sources} for line in each])
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
