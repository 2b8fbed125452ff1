"""The orders of the last hours, by customer, to see whether one repeats another."""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping

from engine.model import Order
from engine.simulation.cases import Case
from engine.store.known import DUPLICATE_WITHIN

Basket = Mapping[str, int]


class Recent:
    """The newest orders of each customer. Owned by one world."""

    def __init__(self) -> None:
        self._of: defaultdict[str, deque[tuple[Case, Basket]]] = defaultdict(deque)

    def add(self, case: Case) -> None:
        """An order came in."""
        if case.order.customer.id is None:
            return
        known = self._of[case.order.customer.id]
        while known and known[0][0].order.placed_at <= case.order.placed_at - DUPLICATE_WITHIN:
            known.popleft()
        known.append((case, basket(case.order)))

    def like(self, order: Order) -> str | None:
        """The last order that the same customer placed shortly before with the same SKUs and units and that
        was not cancelled; "" when there is none, None for a customer who is not known."""
        if order.customer.id is None:
            return None
        known, mine = self._of[order.customer.id], basket(order)
        since = order.placed_at - DUPLICATE_WITHIN
        for case, other in reversed(known):
            earlier = case.order.id < order.id and since < case.order.placed_at <= order.placed_at
            if earlier and other == mine and not case.all_cancelled:
                return case.order.id
        return ""


def basket(order: Order) -> Basket:
    """Units by SKU."""
    units: Counter[str] = Counter()
    for line in order.lines:
        units[line.sku] += line.quantity
    return units
