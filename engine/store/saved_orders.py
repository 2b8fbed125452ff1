"""Queries on the orders that people keep to try rules on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from engine.records import SavedOrderRecord
from engine.refusals import FieldProblem, NotKnown, Refused

LONGEST_NAME = 80
MOST = 200


@dataclass(frozen=True, slots=True)
class SavedOrder:
    """A kept order; `document` as a shop would send it."""

    id: int
    name: str
    document: Any
    saved_at: datetime


def saved(session: Session) -> tuple[SavedOrder, ...]:
    """All of them, by name."""
    rows = session.exec(select(SavedOrderRecord).order_by(col(SavedOrderRecord.name)))
    return tuple(_value(row) for row in rows)


def one(session: Session, saved_id: int) -> SavedOrder:
    """One of them. Raises NotKnown."""
    return _value(_record(session, saved_id))


def add(session: Session, name: str, document: Any, who: str, now: datetime) -> SavedOrder:
    """Keep an order. Raises Refused when another one has the name, or there are too many."""
    if len(saved(session)) >= MOST:
        raise Refused(FieldProblem("name", f"{MOST} orders are saved already; remove some first."))
    row = SavedOrderRecord(name=_named(name), document=document, saved_at=now, saved_by=who)
    return _written(session, row)


def rename(session: Session, saved_id: int, name: str) -> SavedOrder:
    """Call it otherwise. Raises NotKnown, or Refused as `add` does."""
    row = _record(session, saved_id)
    row.name = _named(name)
    return _written(session, row)


def remove(session: Session, saved_id: int) -> None:
    """Keep it no longer. Raises NotKnown."""
    session.delete(_record(session, saved_id))
    session.flush()


def _record(session: Session, saved_id: int) -> SavedOrderRecord:
    row = session.get(SavedOrderRecord, saved_id)
    if row is None:
        raise NotKnown(FieldProblem("saved", "This order is not saved any more. Choose another one."))
    return row


def _named(name: str) -> str:
    plain = name.strip()
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise Refused(FieldProblem("name", f"Give a name of 1 to {LONGEST_NAME} letters."))
    return plain


def _written(session: Session, row: SavedOrderRecord) -> SavedOrder:
    session.add(row)
    name = row.name
    try:
        session.flush()
    except IntegrityError as taken:
        raise Refused(FieldProblem("name", f"Another saved order is called “{name}”.")) from taken
    return _value(row)


def _value(row: SavedOrderRecord) -> SavedOrder:
    return SavedOrder(row.id or 0, row.name, row.document, row.saved_at)
