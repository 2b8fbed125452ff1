"""What the shop knew of a customer when an order arrived: counted from the real orders before it."""

from dataclasses import dataclass

from connectors.sample.cancellations import Cancellation
from connectors.sample.retailer import OrderRules
from engine.model import Customer, Order

GUEST = Customer()
REGULAR_FROM = 5


@dataclass(slots=True)
class _History:
    orders: int = 0
    value: int = 0
    wholesale: bool = False


class CustomerBook:
    """Each customer's orders so far and their worth in pence, fed in order of time."""

    def __init__(self, rules: OrderRules) -> None:
        self._rules = rules
        self._known: dict[str, _History] = {}

    def customer(self, id_: str | None) -> Customer:
        """The customer as known now; a guest is unknown in everything."""
        if id_ is None:
            return GUEST
        past = self._known.get(id_) or _History()
        vip = past.orders >= self._rules.vip_orders and past.value >= self._rules.vip_value
        tags = (("trade",) if past.wholesale else ()) + (("vip",) if vip else ())
        return Customer(
            id=id_,
            name=f"Customer {id_}",
            segment=_segment(past.orders),
            tags=tags,
            vip=vip,
            lifetime_orders=past.orders,
            lifetime_value=past.value,
        )

    def add(self, order: Order) -> None:
        """Count an order, when it holds any goods."""
        if order.customer.id is None or not order.lines:
            return
        past = self._known.setdefault(order.customer.id, _History())
        past.orders += 1
        past.value += order.subtotal
        past.wholesale = past.wholesale or order.channel == "wholesale"

    def take_back(self, cancellation: Cancellation) -> None:
        """Take off what was found to have been sold and was cancelled."""
        past = self._known.get(cancellation.customer or "")
        if past is not None:
            past.value -= sum(line.value for line in cancellation.lines if line.order is not None)


def _segment(orders: int) -> str:
    return "new" if orders == 0 else "returning" if orders < REGULAR_FROM else "regular"
