"""What was really sold, order by order and week by week: all that the buyer's rules may look at."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connectors.sample.cancellations import Cancellation
from connectors.sample.mapping import Imported
from connectors.sample.retailer import shop
from engine.calendar import local
from engine.model import Destination, Order

FIRST_MONDAY = datetime(2010, 11, 29)  # noqa: DTZ001 - local time of the shop, as the source gives it
"""Midnight at the beginning of the week that the year begins in (its first order is on the Wednesday)."""


@dataclass(frozen=True, slots=True)
class Sale:
    """A valid order. `ordered`: units by SKU; `kept`: the same less what was cancelled in the same week."""

    web: bool
    express: bool
    destination: Destination
    ordered: Mapping[str, int]
    kept: Mapping[str, int]


@dataclass(slots=True)
class Week:
    """One week, Monday to Sunday. By SKU: units kept, the largest single order, web lines, web units."""

    sales: list[Sale] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)
    largest: dict[str, int] = field(default_factory=dict)
    web_lines: Counter[str] = field(default_factory=Counter)
    web_units: Counter[str] = field(default_factory=Counter)


def weeks(entries: Iterable[Imported | Cancellation]) -> list[Week]:
    """The valid orders of the year as it was (`year(0)`), by week."""
    orders: list[tuple[int, Order]] = []
    week_of: dict[str, int] = {}
    taken_back: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        if isinstance(entry, Imported):
            week = week_of[entry.order.external_id] = _week(entry.order.placed_at)
            orders.append((week, entry.order))
            continue
        for line in entry.lines:
            if line.order and week_of[line.order] == _week(entry.at):
                taken_back[line.order][line.sku] += line.units
    table = [Week() for _ in range(orders[-1][0] + 1 if orders else 0)]
    for week, order in orders:
        if order.lines and not order.problems:
            _add(table[week], _sale(order, taken_back[order.external_id]))
    return table


def _week(at: datetime) -> int:
    """The number of a time's week in the shop; the year's first is 0."""
    return (local(at, shop().retailer.zone).replace(tzinfo=None) - FIRST_MONDAY) // timedelta(weeks=1)


def _sale(order: Order, taken_back: Mapping[str, int]) -> Sale:
    ordered: Counter[str] = Counter()
    for line in order.lines:
        ordered[line.sku] += line.quantity
    kept = {sku: units - taken_back.get(sku, 0) for sku, units in ordered.items()}
    return Sale(
        order.channel == "web",
        order.service == "express",
        order.destination,
        dict(ordered),
        {sku: units for sku, units in kept.items() if units > 0},
    )


def _add(week: Week, sale: Sale) -> None:
    week.sales.append(sale)
    for sku, units in sale.kept.items():
        week.units[sku] += units
        week.largest[sku] = max(week.largest.get(sku, 0), units)
        if sale.web:
            week.web_lines[sku] += 1
            week.web_units[sku] += units
