"""Every KPI, defined once: what it measures on one order, and how windows and simulations are compared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import median
from typing import Literal

Z95 = 1.96
"""Half the width of a 95 % interval in standard errors, by the normal approximation."""

Unit = Literal["hours", "rate", "money", "minutes"]
Clear = Literal["better", "worse", "not clear"]


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """What KPIs read of one order, live or simulated. None: it cannot be said of this order (yet).
    `cycle_hours` from placed to the last unit sent. `on_time`: the last unit arrives by the promised
    time. `shipments`, `cost` (postage and handling, minor units) and `minutes` of work are None
    while nothing was given to a location. `by_person`: a person had to act. `backordered`: some unit
    had to wait for stock."""

    placed_at: datetime
    cycle_hours: float | None
    on_time: bool | None
    cancelled: bool
    shipments: int | None
    cost: int | None
    minutes: float | None
    by_person: bool
    backordered: bool


@dataclass(frozen=True, slots=True)
class Kpi:
    """One KPI: the mean of `of` over the orders where it is not None. `unit` rate: `of` is 0 or 1.
    `not_simulated` says, when it is not empty, why a simulation has no figure for it."""

    key: str
    label: str
    unit: Unit
    better: Literal["less", "more"]
    how: str
    of: Callable[[OrderFigures], float | None] = lambda _order: None
    not_simulated: str = ""


KPIS: tuple[Kpi, ...] = (
    Kpi(
        "cycle_time",
        "Order cycle time",
        "hours",
        "less",
        "Hours from placed to the last unit sent, over orders that were sent in full.",
        lambda order: order.cycle_hours,
    ),
    Kpi(
        "on_time",
        "On-time ship rate",
        "rate",
        "more",
        "Orders sent so that the last unit arrives by the promised time; orders without a promise, and "
        "cancelled ones, are not counted.",
        lambda order: None if order.on_time is None else float(order.on_time),
    ),
    Kpi(
        "cancellation_rate",
        "Cancellation rate",
        "rate",
        "less",
        "Orders of which every unit was cancelled before it was sent.",
        lambda order: float(order.cancelled),
    ),
    Kpi(
        "split_rate",
        "Split-shipment rate",
        "rate",
        "less",
        "Orders that went in more than one shipment, over orders with any shipment.",
        lambda order: None if order.shipments is None else float(order.shipments > 1),
    ),
    Kpi(
        "shipping_cost",
        "Shipping cost per order",
        "money",
        "less",
        "Postage and handling of an order’s shipments, over orders with any shipment.",
        lambda order: order.cost,
    ),
    Kpi(
        "labour",
        "Labour per order",
        "minutes",
        "less",
        "Minutes of picking and packing, over orders with any shipment.",
        lambda order: order.minutes,
    ),
    Kpi(
        "auto_rate",
        "Auto-routed rate",
        "rate",
        "more",
        "Orders that no person had to act on.",
        lambda order: float(not order.by_person),
    ),
    Kpi(
        "backorder_rate",
        "Backorder rate",
        "rate",
        "less",
        "Orders of which some unit had to wait for stock.",
        lambda order: float(order.backordered),
    ),
    Kpi(
        "inventory_accuracy",
        "Inventory accuracy",
        "rate",
        "more",
        "Counted SKUs where the count was what we thought was there.",
        not_simulated="not simulated: rules do not change how well stock is counted",
    ),
)
KPI: dict[str, Kpi] = {kpi.key: kpi for kpi in KPIS}


@dataclass(frozen=True, slots=True)
class Summary:
    """One KPI over one window: how many orders it could be said of, their mean, variance (of the
    sample) and median. Mean and median are None when there are none; the median only where asked."""

    orders: int
    mean: float | None
    variance: float = 0.0
    median: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """`after` against `before`, with its 95 % interval; None when it cannot be said."""

    mean: float | None
    low: float | None
    high: float | None
    orders: int
    verdict: Clear = "not clear"


NO_DIFFERENCE = Difference(None, None, None, 0)


def summarise(values: Sequence[float], *, with_median: bool = False) -> Summary:
    """Mean, sample variance and, when asked, median of the values."""
    count = len(values)
    if not count:
        return Summary(0, None)
    mean = sum(values) / count
    variance = sum((value - mean) ** 2 for value in values) / (count - 1) if count > 1 else 0.0
    return Summary(count, mean, variance, median(values) if with_median else None)


def from_sums(orders: int, total: float, squares: float, middle: float | None = None) -> Summary:
    """The summary of values known by their number, sum and sum of squares."""
    if not orders:
        return Summary(0, None)
    mean = total / orders
    variance = max(0.0, squares - orders * mean * mean) / (orders - 1) if orders > 1 else 0.0
    return Summary(orders, mean, variance, middle)


def paired(kpi: Kpi, pairs: Iterable[tuple[float | None, float | None]]) -> Difference:
    """The mean difference over the same orders under two rulesets, those that have the figure under
    both. Its interval is that of a mean of differences (paired, normal approximation): narrower than
    comparing two windows, since what the orders have in common falls out."""
    differences = [after - before for before, after in pairs if before is not None and after is not None]
    found = summarise(differences)
    if found.mean is None:
        return NO_DIFFERENCE
    return _with_interval(kpi, found.mean, sqrt(found.variance / found.orders), found.orders)


def unpaired(kpi: Kpi, before: Summary, after: Summary) -> Difference:
    """The difference of two windows with different orders, variances not assumed equal (Welch, normal
    approximation). A window of fewer than two orders gives no difference."""
    if before.mean is None or after.mean is None or min(before.orders, after.orders) < 2:
        return NO_DIFFERENCE
    error = sqrt(before.variance / before.orders + after.variance / after.orders)
    return _with_interval(kpi, after.mean - before.mean, error, after.orders)


def _with_interval(kpi: Kpi, mean: float, error: float, orders: int) -> Difference:
    low, high = mean - Z95 * error, mean + Z95 * error
    return Difference(mean, low, high, orders, _verdict(kpi, low, high))


def _verdict(kpi: Kpi, low: float, high: float) -> Clear:
    if low <= 0 <= high:
        return "not clear"
    return "better" if (high < 0) == (kpi.better == "less") else "worse"
