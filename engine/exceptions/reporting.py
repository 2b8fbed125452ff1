"""Takes a report: checks it, writes the event, and lets the rules answer it, once, whatever happens between.

A shipment's event is one transaction: event, rules, actions. A location that closes is one transaction that
closes it and writes an open report for each of its shipments; each of those is then answered in a transaction
of its own. What a crash leaves open, `resume` answers at the next start.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from engine import documents, intake, lifecycle
from engine.database import Database
from engine.exceptions import acting, meaning
from engine.exceptions.cause import cause_of
from engine.exceptions.document import NEWS, STEPS, EventDocument, read_event
from engine.exceptions.news import take_news
from engine.exceptions.result import EventResult, result_of
from engine.intake.proposing import lock_world
from engine.lifecycle import By
from engine.records import OrderRecord
from engine.setup import set_location_closed
from engine.store import events, exceptions, working
from engine.store.events import Happened
from engine.store.exceptions import NewReport, Report
from rulesets.sentences import Names

FAILED = "handling_failed"
_log = logging.getLogger(__name__)


def report_event(database: Database, document: object, now: datetime, who: str) -> EventResult:
    """Take a report (an EventDocument, or plain data of its shape) and let the live exception rules answer
    it. The same `external_id` on the same order or location changes nothing the second time. Raises
    RefusedEvent, RefusedMove, RefusedSetup or NotKnown, each naming the field; then nothing was changed."""
    wanted = read_event(document)
    meaning.check_shape(wanted)
    by = By(now, who)
    closing = wanted.type == "location_closed"
    work = _closed if closing else _news if wanted.type in (*STEPS, *NEWS) else _shipment_event
    result = _once(database, wanted, lambda session: work(session, wanted, by))
    if closing and not result.repeated:
        return _after_closing(database, result, now)
    _serve_who_waits(database, result, now)
    return result


def resume(database: Database, now: datetime) -> tuple[str, ...]:
    """Answer the reports that were left open, oldest first; gives the ids of their orders. For the start of
    the program, and harmless at any time."""
    with database.read() as session:
        left = exceptions.open_reports(session)
    return tuple(_answer(database, report, now) for report in left)


def _once(database: Database, wanted: EventDocument, work: Callable[[Session], EventResult]) -> EventResult:
    def unless_known(session: Session) -> EventResult:
        return _known(session, wanted) or work(session)

    try:
        return database.transact(unless_known)
    except IntegrityError:
        # On PostgreSQL the same report may be written by another between the look and the write.
        with database.read() as session:
            if (known := _known(session, wanted)) is None:
                raise
            return known


def _known(session: Session, wanted: EventDocument) -> EventResult | None:
    key = _key(wanted)
    report = exceptions.report(session, key) if key else None
    if report is None:
        return None
    same = report.body_hash == wanted.body_hash
    return replace(result_of(session, report.event_id), repeated=True, same_body=same)


def _key(wanted: EventDocument) -> str | None:
    if wanted.external_id is None:
        return None
    if wanted.type == "location_closed":
        return f"location {wanted.location}: {wanted.external_id}"
    of = f"shipment {wanted.shipment}" if wanted.order is None else f"order {wanted.order}"
    return f"{of}: {wanted.external_id}"


def _shipment_event(session: Session, wanted: EventDocument, by: By) -> EventResult:
    record = _order_meant(session, wanted)
    if known := _known(session, wanted):  # it came while we waited for the order
        return known
    lock_world(session, documents.read_order(record.document))
    meant = meaning.shipment_meant(session, wanted, record.id)
    lines = meaning.short_lines(session, wanted, meant)
    shipment, _ = working.shipment(session, meant.id)
    data = {"lines": lines, "units": sum(line["units"] for line in lines)} if lines else {}
    event_id = lifecycle.reject(session, shipment, by, wanted.reason or "", wanted.type, data)
    session.flush()
    exceptions.add_report(session, NewReport(event_id, wanted.body_hash, _key(wanted), handled_at=by.now))
    acting.act(session, exceptions.event(session, event_id), by.now)
    return result_of(session, event_id)


def _news(session: Session, wanted: EventDocument, by: By) -> EventResult:
    record = _order_meant(session, wanted)
    if known := _known(session, wanted):  # it came while we waited for the order
        return known
    lock_world(session, documents.read_order(record.document))
    event_id = take_news(session, wanted, record, by)
    session.flush()
    exceptions.add_report(session, NewReport(event_id, wanted.body_hash, _key(wanted), handled_at=by.now))
    return result_of(session, event_id)


def _order_meant(session: Session, wanted: EventDocument) -> OrderRecord:
    if wanted.order is None:
        return working.shipment(session, wanted.shipment or 0)[1]
    return working.order(session, wanted.order)


def _closed(session: Session, wanted: EventDocument, by: By) -> EventResult:
    location, reason = wanted.location or "", wanted.reason or ""
    event_id = set_location_closed(session, location, wanted.until, by.now, by.who, reason)
    exceptions.add_report(session, NewReport(event_id, wanted.body_hash, _key(wanted), handled_at=by.now))
    data = {"reason": reason, "until": wanted.until.isoformat() if wanted.until else ""}
    for shipment in exceptions.open_shipments_at(session, location):
        happened = Happened(wanted.type, by.now, by.who, shipment.order_id, shipment.id, location, data)
        mine = events.write(session, happened)
        exceptions.add_report(session, NewReport(mine, wanted.body_hash, parent_event_id=event_id))
    return EventResult(event_id, ())


def _after_closing(database: Database, result: EventResult, now: datetime) -> EventResult:
    with database.read() as session:
        left = exceptions.open_reports(session, result.event_id)
    for report in left:
        _answer(database, report, now)
    with database.read() as session:
        return result_of(session, result.event_id)


def _answer(database: Database, report: Report, now: datetime) -> str:
    """Answer one open report in a transaction of its own; whatever goes wrong, a person hears of it."""
    try:
        return database.transact(lambda session: _answer_within(session, report.id, now))
    except DBAPIError:
        raise  # nothing can be written now; the report stays open
    except Exception as error:  # noqa: BLE001  whatever it was, it was logged and a person hears of it
        _log.exception("Event %s could not be answered", report.event_id)
        said = f"The exception rules could not be carried out: {error}"
        return database.transact(lambda session: _give_up(session, report.id, said, now))


def _answer_within(session: Session, report_id: int, now: datetime) -> str:
    report = exceptions.locked_report(session, report_id)
    event = exceptions.event(session, report.event_id)
    if report.handled_at is None:
        exceptions.write_handled(session, report_id, now)
        if _still_there(session, event.shipment_id):
            acting.act(session, event, now)
    return event.order_id or ""


def _give_up(session: Session, report_id: int, said: str, now: datetime) -> str:
    report = exceptions.locked_report(session, report_id)
    event = exceptions.event(session, report.event_id)
    if report.handled_at is None:
        exceptions.write_handled(session, report_id, now)
        cause = cause_of(session, event, 0, now)
        names = Names(zone=ZoneInfo(cause.setup.retailer.zone))
        acting.give_up(session, cause, FAILED, said, names)
    return event.order_id or ""


def _still_there(session: Session, shipment_id: int | None) -> bool:
    if shipment_id is None:
        return True
    shipment, _ = working.shipment(session, shipment_id)
    return shipment.status == meaning.OPEN


def _serve_who_waits(database: Database, result: EventResult, now: datetime) -> None:
    """What a cancelled order gave back may serve others."""
    cancelled = [
        handled.order_id
        for handled in result.orders
        if not result.repeated
        and any(taken.action == "cancel" and taken.done for rule in handled.rules for taken in rule.actions)
    ]
    for order_id in cancelled:
        with database.read() as session:
            skus = {line.sku for line in documents.read_order(working.look(session, order_id).document).lines}
        intake.decide_waiting(database, skus, now)
