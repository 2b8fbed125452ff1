"""The only queries on the tables of the rules' life. The caller opens the transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, text, update
from sqlmodel import Session, col, select

from rulesets.records import (
    LIVE,
    ONLY_DRAFT,
    AuditRecord,
    DraftRecord,
    DraftSaveRecord,
    DraftWindowRecord,
    PointerRecord,
    RevisionRecord,
)

SAVES_KEPT = 50
_LOCK_OF_THE_RULES = 7265746170


def one_at_a_time(session: Session) -> None:
    """Let no other transaction number revisions or move the pointer until this one ends. SQLite has
    one writer anyway; a caller who began its transaction by reading may there get `database is locked`."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_OF_THE_RULES})"))


def draft(session: Session) -> DraftRecord | None:
    """The draft, as the database has it now."""
    return session.get(DraftRecord, ONLY_DRAFT, populate_existing=True)


def draft_lock(session: Session) -> int | None:
    """The draft's lock alone; None when there is no draft."""
    return session.exec(select(DraftRecord.lock).where(col(DraftRecord.id) == ONLY_DRAFT)).first()


def put_draft(session: Session, document: Any, based_on: int | None, who: str, now: datetime) -> DraftRecord:
    """Make the draft hold this document, whatever it held before."""
    record = draft(session)
    lock = (record.lock if record is not None else 0) + 1
    new = DraftRecord(lock=lock, based_on=based_on, document=document, saved_at=now, saved_by=who)
    session.merge(new)
    _keep_save(session, lock, document, who, now)
    session.flush()
    return new


def save_draft(session: Session, document: Any, beside: Any, lock: int, who: str, now: datetime) -> bool:
    """Save the draft if it still has this lock; False, and nothing changed, if it has not."""
    statement = (
        update(DraftRecord)
        .where(col(DraftRecord.id) == ONLY_DRAFT, col(DraftRecord.lock) == lock)
        .values(document=document, beside=beside, lock=lock + 1, saved_at=now, saved_by=who)
    )
    if session.connection().execute(statement).rowcount != 1:
        return False
    _keep_save(session, lock + 1, document, who, now, beside)
    return True


def rebase_draft(session: Session, number: int) -> None:
    """Note that the draft now is what this revision says."""
    statement = update(DraftRecord).where(col(DraftRecord.id) == ONLY_DRAFT).values(based_on=number)
    session.connection().execute(statement)


def saved(session: Session, lock: int) -> Any:
    """What the draft held after the save with this lock; None when that is too long ago."""
    record = session.get(DraftSaveRecord, lock)
    return None if record is None else record.document


def saves(session: Session) -> Sequence[DraftSaveRecord]:
    """The latest saves of the draft, newest first."""
    return session.exec(select(DraftSaveRecord).order_by(col(DraftSaveRecord.lock).desc())).all()


def see_window(session: Session, window: str, rule: str, now: datetime) -> None:
    """Note that this window has the draft open."""
    session.merge(DraftWindowRecord(window=window, rule=rule, seen_at=now))
    session.flush()


def forget_windows(session: Session, before: datetime, window: str = "") -> None:
    """Take out the windows that were last seen before this, and this one."""
    gone = (col(DraftWindowRecord.seen_at) < before) | (col(DraftWindowRecord.window) == window)
    session.connection().execute(delete(DraftWindowRecord).where(gone))


def windows(session: Session) -> Sequence[DraftWindowRecord]:
    """The windows that have the draft open, last seen first."""
    return session.exec(select(DraftWindowRecord).order_by(col(DraftWindowRecord.seen_at).desc())).all()


def _keep_save(
    session: Session, lock: int, document: Any, who: str, now: datetime, beside: Any = None
) -> None:
    session.add(DraftSaveRecord(lock=lock, document=document, beside=beside, saved_at=now, saved_by=who))
    session.flush()
    session.connection().execute(
        delete(DraftSaveRecord).where(col(DraftSaveRecord.lock) <= lock - SAVES_KEPT)
    )


def revision(session: Session, number: int) -> RevisionRecord | None:
    """The revision with this number."""
    return session.get(RevisionRecord, number)


def revision_of(session: Session, content_hash: str) -> RevisionRecord | None:
    """The revision with this content."""
    return session.exec(select(RevisionRecord).where(RevisionRecord.hash == content_hash)).first()


def add_revision(
    session: Session, content_hash: str, document: Any, who: str, now: datetime
) -> RevisionRecord:
    """A new revision with the next number. Raises IntegrityError when another one was quicker."""
    last = session.exec(select(func.max(RevisionRecord.number))).one()
    record = RevisionRecord(
        number=(last or 0) + 1, hash=content_hash, document=document, created_at=now, created_by=who
    )
    session.add(record)
    session.flush()
    return record


def revisions(session: Session) -> Sequence[RevisionRecord]:
    """Every revision, newest first."""
    return session.exec(select(RevisionRecord).order_by(col(RevisionRecord.number).desc())).all()


def live_number(session: Session) -> int | None:
    """The number of the live revision; None before the first publishing."""
    pointer = session.get(PointerRecord, LIVE, populate_existing=True)
    return None if pointer is None else pointer.number


def move_pointer(session: Session, number: int, now: datetime) -> None:
    """Make this revision the live one."""
    session.merge(PointerRecord(number=number, moved_at=now))
    session.flush()


def were_live(session: Session) -> frozenset[int]:
    """Numbers of all revisions that are or ever were live."""
    moves = select(AuditRecord.number).where(col(AuditRecord.action).in_(("published", "rolled_back")))
    return frozenset(session.exec(moves.distinct()).all())


def note(session: Session, entry: AuditRecord) -> None:
    """Add an entry to the audit log."""
    session.add(entry)
    session.flush()


def audit(session: Session, most: int) -> Sequence[AuditRecord]:
    """The latest entries of the audit log, newest first."""
    return session.exec(select(AuditRecord).order_by(col(AuditRecord.id).desc()).limit(most)).all()
