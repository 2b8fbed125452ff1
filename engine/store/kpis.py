"""The KPIs of live orders, by one aggregate over a window; what each one means stands in `engine.kpis`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Float,
    Subquery,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session

from engine.kpis import Summary, from_sums
from engine.moves import GIVEN_BACK
from engine.records import (
    DecisionRecord,
    HoldRecord,
    MovementRecord,
    OrderExceptionRecord,
    OrderRecord,
    ShipmentRecord,
)
from engine.records.tables import table_of
from engine.records.types import from_micros, to_micros

_ORDERS = table_of(OrderRecord)
_SHIPMENTS = table_of(ShipmentRecord)
_DECISIONS = table_of(DecisionRecord).c
_HOLDS = table_of(HoldRecord).c
_QUEUE = table_of(OrderExceptionRecord).c
_MOVEMENTS = table_of(MovementRecord).c

_HOUR = 3_600_000_000.0
_WEEK = 604_800_000_000
"""Microseconds, in which instants are stored."""

Column = ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Window:
    """Orders placed from `starts` until `ends`; `now` tells which promises have passed. `channel`
    narrows it to the orders that were sold there."""

    starts: datetime
    ends: datetime
    now: datetime
    channel: str | None = None


def summaries(session: Session, window: Window) -> Mapping[str, Summary]:
    """Every KPI of the window by its key: orders counted, mean and variance; the median of the cycle time."""
    figures = _figures(window)
    made = _summaries(dict(session.execute(select(*_sums(figures))).mappings().one()))
    cycle = made["cycle_time"]
    made["cycle_time"] = replace(cycle, median=_median_cycle(session, window, cycle.orders))
    return made | {"inventory_accuracy": _accuracy(session, window)}


def weekly(session: Session, window: Window) -> tuple[tuple[datetime, Mapping[str, Summary]], ...]:
    """The KPIs of each week of the window, counted from its start: (when the week begins, KPIs by key).
    Weeks without orders are left out, and so are medians and inventory accuracy."""
    figures = _figures(window)
    starts = to_micros(window.starts)
    week = (figures.c.placed_at - starts) // _WEEK
    wanted = select(week.label("week"), *_sums(figures)).group_by(week).order_by(week)
    rows = [dict(row) for row in session.execute(wanted).mappings()]
    return tuple((from_micros(starts + int(row["week"]) * _WEEK), _summaries(row)) for row in rows)


def _figures(window: Window) -> CTE:
    """One row an order: each KPI's figure, null where it has none."""
    sent, order = _sent(window), _ORDERS.c
    columns: dict[str, Column] = {
        "cycle_time": case((order.status == "shipped", _CYCLE)),
        "on_time": _on_time(window, sent),
        "cancellation_rate": _yes_no(order.status == "cancelled"),
        "split_rate": case((sent.c.shipments > 1, 1.0), (sent.c.shipments == 1, 0.0)),
        "shipping_cost": sent.c.cost,
        "labour": sent.c.minutes,
        "auto_rate": _yes_no(order.id.not_in(_by_person())),
        "backorder_rate": _yes_no(order.id.in_(_short())),
    }
    measured = [cast(column, Float).label(key) for key, column in columns.items()]
    joined = _ORDERS.outerjoin(sent, sent.c.order_id == order.id)
    wanted = select(_micros(order.placed_at).label("placed_at"), *measured).select_from(joined)
    # Materialized: each figure is worked out once an order, not once for each of its three sums.
    return wanted.where(*_placed(window)).cte("figures").prefix_with("MATERIALIZED")


def _sent(window: Window) -> Subquery:
    """One row an order with shipments that were sent or will be. One that left late arrives as late."""
    ours = _SHIPMENTS.c
    late = _micros(ours.shipped_at) - _micros(ours.ships_at)
    arrives = _micros(ours.arrives_at) + case((late > 0, late), else_=0)
    cost = case((func.count(ours.postage) == func.count(), func.sum(ours.postage + ours.handling)))
    return (
        select(
            ours.order_id,
            func.count().label("shipments"),
            cost.label("cost"),
            func.sum(ours.minutes).label("minutes"),
            case((func.count(ours.arrives_at) == func.count(), func.max(arrives))).label("arrives"),
        )
        .select_from(_SHIPMENTS.join(_ORDERS, _ORDERS.c.id == ours.order_id))
        .where(ours.status.not_in(GIVEN_BACK), *_placed(window))
        .group_by(ours.order_id)
        .subquery("sent")
    )


def _on_time(window: Window, sent: Subquery) -> Column:
    promised, status = _micros(_ORDERS.c.promised_at), _ORDERS.c.status
    return case(
        (or_(_ORDERS.c.promised_at.is_(None), status == "cancelled"), None),
        (status == "shipped", case((sent.c.arrives <= promised, 1.0), (sent.c.arrives > promised, 0.0))),
        (promised < to_micros(window.now), 0.0),
    )


def _by_person() -> Any:
    """Orders that a person had to act on: held until somebody lifts it, or put in the queue."""
    held = select(_HOLDS.order_id).where(_HOLDS.lifts_at.is_(None), _HOLDS.lifts_when == "")
    return held.union(select(_QUEUE.order_id).where(_QUEUE.order_id.is_not(None)))


def _short() -> Any:
    """Orders of which some unit had to wait for stock. The words stand in the query as they stand in the
    index: as parameters SQLite would not know that the index holds them."""
    short: list[Column] = [literal_column(f"'{outcome}'") for outcome in ("backordered", "part_backordered")]
    return select(_DECISIONS.order_id).where(_DECISIONS.outcome.in_(short))


def _placed(window: Window) -> list[Column]:
    order = _ORDERS.c
    conditions: list[Column] = [order.placed_at >= window.starts, order.placed_at < window.ends]
    if window.channel is not None:
        conditions.append(order.channel == window.channel)
    return conditions


def _sums(figures: CTE) -> list[Column]:
    measured = [column for column in figures.c if column.name != "placed_at"]
    return [
        sum_
        for column in measured
        for sum_ in (
            func.count(column).label(f"{column.name}:orders"),
            func.sum(column).label(f"{column.name}:total"),
            func.sum(column * column).label(f"{column.name}:squares"),
        )
    ]


def _summaries(row: Mapping[Any, Any]) -> dict[str, Summary]:
    keys = [name.removesuffix(":orders") for name in row if name.endswith(":orders")]
    return {
        key: from_sums(
            int(row[f"{key}:orders"]), float(row[f"{key}:total"] or 0), float(row[f"{key}:squares"] or 0)
        )
        for key in keys
    }


def _median_cycle(session: Session, window: Window, count: int) -> float | None:
    """The middle of the cycle times, from the orders alone: no shipment is looked at twice."""
    if not count:
        return None
    shipped = select(_CYCLE).where(_ORDERS.c.status == "shipped", *_placed(window)).order_by(_CYCLE)
    found = session.execute(shipped.offset((count - 1) // 2).limit(2 - count % 2)).scalars().all()
    return float(sum(found)) / len(found)


def _accuracy(session: Session, window: Window) -> Summary:
    """The share of counts in the window that found what the ledger said."""
    right = func.sum(case((_MOVEMENTS.on_hand == 0, 1.0), else_=0.0))
    wanted = select(func.count(), right).where(
        _MOVEMENTS.kind == literal_column("'count'"),
        _MOVEMENTS.at >= window.starts,
        _MOVEMENTS.at < window.ends,
    )
    count, total = session.execute(wanted).one()
    return from_sums(int(count), float(total or 0), float(total or 0))


def _micros(column: Column) -> Column:
    return type_coerce(column, BigInteger)


def _yes_no(condition: Column) -> Column:
    return case((condition, 1.0), else_=0.0)


_CYCLE = (_micros(_ORDERS.c.last_shipped_at) - _micros(_ORDERS.c.placed_at)) / _HOUR
"""Hours from placed to the last unit sent."""
