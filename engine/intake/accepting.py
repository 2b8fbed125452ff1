"""Accepts an order: check, decide without a lock, keep under one; once it returns, all of it is on disk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from engine import rulebook
from engine.database import Database
from engine.identity import OrderIds
from engine.intake.checking import order_of
from engine.intake.document import OrderDocument, read_document
from engine.intake.keeping import keep_new
from engine.intake.proposing import Proposal, Stale, confirm, lock_world, propose
from engine.lifecycle import By
from engine.model import Decision, Order
from engine.refusals import TooBusy
from engine.store import decisions, working

TRIES = 8
WITHOUT_LOCK = 3
"""So many tries decide before they lock, which lets others go on meanwhile; the rest decide under lock,
where stock and capacity cannot move any more."""

_ids = OrderIds()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an order that came in. `repeated`: it had come before, nothing was changed, and
    `decision` is its first; `same_body` is then False when it did not say the same as the first time."""

    order_id: str
    decision: Decision
    repeated: bool = False
    same_body: bool = True


def accept(database: Database, document: object, now: datetime, who: str) -> Accepted:
    """Check, decide and keep an order: an OrderDocument or plain data of its shape. `now` is when it
    arrived. Raises RefusedOrder, with every problem, or TooBusy; either way nothing was kept."""
    wanted = read_document(document)
    with database.read() as session:
        if known := working.find(session, wanted.channel, wanted.external_id):
            return _repeated(session, known, wanted)
        order = order_of(session, wanted, _ids.next(now), now)
    for attempt in range(TRIES):
        try:
            if attempt < WITHOUT_LOCK:
                return _optimistic(database, order, wanted, By(now, who))
            return _under_lock(database, order, wanted, By(now, who))
        except Stale:
            continue
    raise TooBusy(f"The stock of this order changed {TRIES} times while it was decided; send it again.")


def dry_run(database: Database, document: object, revision: int | None, now: datetime) -> Decision:
    """Decide an order by a revision (None: the live one), with its trace, and keep nothing. Raises
    RefusedOrder, or NotKnown when there is no such revision."""
    wanted = read_document(document)
    with database.read() as session:
        rules = rulebook.live(session) if revision is None else rulebook.numbered(session, revision)
        order = order_of(session, wanted, _ids.next(now), now)
        return propose(session, order, now, rules=rules).decision


def _optimistic(database: Database, order: Order, wanted: OrderDocument, by: By) -> Accepted:
    with database.read() as session:
        proposal = propose(session, order, by.now)
    return _kept(database, wanted, lambda session: _keep(session, proposal, wanted, by))


def _under_lock(database: Database, order: Order, wanted: OrderDocument, by: By) -> Accepted:
    def work(session: Session) -> Accepted:
        lock_world(session, order)
        return _keep(session, propose(session, order, by.now), wanted, by)

    return _kept(database, wanted, work)


def _keep(session: Session, proposal: Proposal, wanted: OrderDocument, by: By) -> Accepted:
    if known := working.find(session, wanted.channel, wanted.external_id):
        return _repeated(session, known, wanted)
    confirm(session, proposal)
    keep_new(session, proposal, wanted, by)
    return Accepted(proposal.order.id, proposal.decision)


def _kept(database: Database, wanted: OrderDocument, work: Callable[[Session], Accepted]) -> Accepted:
    try:
        return database.transact(work)
    except IntegrityError:
        # On PostgreSQL the same order may be written by another between the look and the write.
        with database.read() as session:
            known = working.find(session, wanted.channel, wanted.external_id)
            if known is None:
                raise
            return _repeated(session, known, wanted)


def _repeated(session: Session, known: working.Known, wanted: OrderDocument) -> Accepted:
    first = decisions.first(session, known.order_id)
    same = known.body_hash is None or known.body_hash == wanted.body_hash
    return Accepted(known.order_id, first, repeated=True, same_body=same)
