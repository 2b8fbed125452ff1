"""Several orders that wait -> one joint plan over the stock and capacity that they share. Pure.

1. One by one: each order decided in order of arrival on what those before it left. This is what stands when
   nothing better is found in time.
2. Plans to choose from: for each order what `decide` says where others took what it likes best (`pools`).
3. Choice: one plan an order, nothing taken twice, the most units first, then the measures of the rules, then
   money (`worth`, `solving`).
4. Settling: each order is decided again on what the others leave it, until nobody changes any more
   (`settling`). So each decision is exactly the one that `decide` gives on the snapshot returned with it: the
   order's own rules and policy hold, it can be explained, and it can be replayed.
5. Of this and one by one the better stands.
"""

from collections.abc import Sequence
from datetime import datetime

from engine.compiler import Compiled
from engine.together.model import Settled, Waiting
from engine.together.planning import one_by_one, plan, told

__all__ = ["SECONDS", "Settled", "Waiting", "decide_together"]

SECONDS = 10.0
"""How long a joint plan may take when nothing else is said."""


def decide_together(
    waiting: Sequence[Waiting], compiled: Compiled, *, seconds: float = SECONDS, explain: bool = False
) -> tuple[Settled, ...]:
    """What happens to each of these orders now; the answers stand as the orders are given, whose own order
    makes no difference.

    All snapshots are of one instant and say the same of stock, capacity and tariff; each holds at least the
    SKUs of its own order. `compiled`: the rules, the same for all. Together they never take more than there
    is, and by `worth` they are never worse off than one by one in order of arrival (placed_at, then id).
    `seconds`: of work, counted and not timed, so that the same input always gives the same plans; what is not
    looked at in that time is decided one by one, and with 0 everything is. `explain`: with their traces.
    Raises ValueError when the snapshots are not of one instant; nothing that rules say makes it raise."""
    if len({each.snapshot.at for each in waiting}) > 1:
        raise ValueError("orders decided together need snapshots of one instant")
    arrival = sorted(range(len(waiting)), key=lambda at: _arrival(waiting[at]))
    coming = [waiting[at] for at in arrival]
    settled = one_by_one(coming, compiled)
    if seconds > 0 and len(waiting) > 1:
        settled = plan(coming, compiled, settled, seconds)
    if explain:
        settled = told(settled, compiled)
    return tuple([each for _, each in sorted(zip(arrival, settled, strict=True), key=lambda pair: pair[0])])


def _arrival(waiting: Waiting) -> tuple[datetime, str]:
    return waiting.order.placed_at, waiting.order.id
