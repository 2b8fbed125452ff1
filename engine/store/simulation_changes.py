"""Queries on the orders that a simulation changed, by the page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from engine.records import OrderRecord, SimulationChangeRecord

_CHANGE = SimulationChangeRecord
_ORDER = OrderRecord


@dataclass(frozen=True, slots=True)
class ChangedOrder:
    """One changed order as a list shows it. Money in minor units, candidate less base; `days` too."""

    order_id: str
    external_id: str
    channel: str
    placed_at: datetime
    city: str | None
    postcode: str | None
    country: str | None
    total: int
    currency: str
    was: str
    becomes: str
    from_rule: str
    to_rule: str
    cause: str
    cause_rule: str
    money: int | None
    postage: int | None
    days: float | None
    splits: int


def count_changes(
    session: Session, simulation_id: int, was: str | None = None, becomes: str | None = None
) -> int:
    """How many orders a simulation changed, of one group when it is given."""
    wanted = select(func.count()).select_from(_CHANGE).where(*_of_group(simulation_id, was, becomes))
    return int(session.execute(wanted).scalar_one())


def changes(
    session: Session,
    simulation_id: int,
    was: str | None = None,
    becomes: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[ChangedOrder, ...]:
    """A page of changed orders, of one group when it is given: most days won first, then money saved,
    then as they were placed; what is unknown comes last."""
    days, money = col(_CHANGE.days), col(_CHANGE.money)
    joined = select(_CHANGE, *_OF_ORDER).join(_ORDER, col(_ORDER.id) == col(_CHANGE.order_id))
    page = joined.where(*_of_group(simulation_id, was, becomes))
    page = page.order_by(days.is_(None), days, money.is_(None), money, col(_CHANGE.position))
    return tuple(_changed_order(*row) for row in session.execute(page.limit(limit).offset(offset)))


_OF_ORDER = (
    col(_ORDER.external_id),
    col(_ORDER.channel),
    col(_ORDER.placed_at),
    col(_ORDER.city),
    col(_ORDER.postcode),
    col(_ORDER.country),
    col(_ORDER.total),
    col(_ORDER.currency),
)


def _of_group(simulation_id: int, was: str | None, becomes: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [col(_CHANGE.simulation_id) == simulation_id]
    if was is not None:
        conditions.append(col(_CHANGE.from_text) == was)
    if becomes is not None:
        conditions.append(col(_CHANGE.to_text) == becomes)
    return conditions


def _changed_order(row: SimulationChangeRecord, external_id: str, channel: str, *rest: Any) -> ChangedOrder:
    placed_at, city, postcode, country, total, currency = rest
    return ChangedOrder(
        order_id=row.order_id,
        external_id=external_id,
        channel=channel,
        placed_at=placed_at,
        city=city,
        postcode=postcode,
        country=country,
        total=total,
        currency=currency,
        was=row.from_text,
        becomes=row.to_text,
        from_rule=row.from_rule,
        to_rule=row.to_rule,
        cause=row.cause,
        cause_rule=row.cause_rule,
        money=row.money,
        postage=row.postage,
        days=row.days,
        splits=row.splits,
    )
