"""Fields of an order that may be imagined otherwise, and how the order is then."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.model import Order

Value = int | bool | None
With = Callable[[Order, Any], Order]


def with_field(order: Order, path: str, value: Value) -> Order:
    """The order with this value of the field. Raises KeyError for a field that is not in `SETTABLE`."""
    return SETTABLE[path](order, value)


def _customer(name: str) -> With:
    return lambda order, value: replace(order, customer=replace(order.customer, **{name: value}))


def _destination(name: str) -> With:
    return lambda order, value: replace(order, destination=replace(order.destination, **{name: value}))


def _order(name: str) -> With:
    return lambda order, value: replace(order, **{name: value})


def _total(order: Order, value: int) -> Order:
    """A smaller total by more discount, a larger one by less, and by more paid for shipping beyond that."""
    discount = order.discount + order.total - value
    if discount >= 0:
        return replace(order, discount=discount)
    return replace(order, discount=0, shipping_paid=order.shipping_paid - discount)


SETTABLE: dict[str, With] = {
    "order.total": _total,
    "order.discount": _order("discount"),
    "order.shipping_paid": _order("shipping_paid"),
    "order.gift": _order("gift"),
    "order.business": _order("business"),
    "order.priority": _order("priority"),
    "order.risk_score": _order("risk_score"),
    "order.first_order": _order("first_order"),
    "destination.residential": _destination("residential"),
    "destination.po_box": _destination("po_box"),
    "customer.vip": _customer("vip"),
    "customer.lifetime_orders": _customer("lifetime_orders"),
    "customer.lifetime_value": _customer("lifetime_value"),
}
"""Path -> how the order is when its value is another one."""
