"""Revisions: frozen once, then made live, and made live again, by moving a pointer; with the audit log."""

from datetime import datetime

from sqlmodel import Session

from rulesets import store
from rulesets.checking import Known
from rulesets.model import Ruleset
from rulesets.reading import read_ruleset
from rulesets.records import AuditRecord, RevisionRecord
from rulesets.revisions.values import (
    AuditEntry,
    NotPossible,
    Revision,
    RevisionEntry,
    Tampered,
    UnknownRevision,
)
from rulesets.writing import content_hash, data_hash, to_data

LONGEST_REASON = 500


def freeze(session: Session, who: str, now: datetime, known: Known | None = None) -> Revision:
    """The draft as a revision: a new one, or the one that already says the same. Raises Refused with
    every problem when the draft has any, UnknownRevision when there is no draft."""
    store.one_at_a_time(session)
    record = store.draft(session)
    if record is None:
        raise UnknownRevision("There is no draft. Open the rules first.")
    frozen = _kept(session, read_ruleset(record.document, known), who, now)
    store.rebase_draft(session, frozen.number)
    return frozen


def keep(session: Session, ruleset: Ruleset, who: str, now: datetime) -> Revision:
    """A ruleset from outside as a revision, to be simulated; draft and live rules stay as they are."""
    store.one_at_a_time(session)
    return _kept(session, read_ruleset(to_data(ruleset)), who, now)


def import_ruleset(session: Session, ruleset: Ruleset, who: str, now: datetime) -> Revision:
    """A ruleset from outside as a revision and as the draft. It is not live until it is published."""
    store.one_at_a_time(session)
    checked = read_ruleset(to_data(ruleset))
    frozen = _kept(session, checked, who, now)
    store.put_draft(session, to_data(checked), frozen.number, who, now)
    _note(session, "imported", frozen.number, who, "", now)
    return frozen


def _kept(session: Session, ruleset: Ruleset, who: str, now: datetime) -> Revision:
    same = store.revision_of(session, content_hash(ruleset))
    return _revision(same or store.add_revision(session, content_hash(ruleset), to_data(ruleset), who, now))


def publish(session: Session, number: int, who: str, reason: str, now: datetime) -> Revision:
    """Make a revision the live one, and write down who did it, when and why. Raises NotPossible without
    a reason or when it is live already, UnknownRevision when there is none."""
    return _go_live(session, number, who, reason, now, "published")


def rollback(session: Session, number: int, who: str, reason: str, now: datetime) -> Revision:
    """Make a revision live again that was live before. Raises as `publish` does, and NotPossible for
    one that never was live."""
    if revision(session, number).number not in store.were_live(session):
        raise NotPossible(f"Revision {number} was never live. Publish it instead.")
    return _go_live(session, number, who, reason, now, "rolled_back")


def _go_live(session: Session, number: int, who: str, reason: str, now: datetime, action: str) -> Revision:
    _require(who, "your name")
    _require(reason, "a reason")
    store.one_at_a_time(session)
    chosen = revision(session, number)
    if store.live_number(session) == number:
        raise NotPossible(f"Revision {number} is live already. Nothing was changed.")
    _note(session, action, number, who, reason.strip(), now)
    store.move_pointer(session, number, now)
    return chosen


def _require(text: str, what: str) -> None:
    if not text.strip():
        raise NotPossible(f"Give {what}. Nothing was changed.")
    if len(text) > LONGEST_REASON:
        raise NotPossible(f"Give {what} of at most {LONGEST_REASON} letters. Nothing was changed.")


def _note(session: Session, action: str, number: int, who: str, reason: str, now: datetime) -> None:
    before = store.live_number(session)
    store.note(
        session, AuditRecord(at=now, who=who, action=action, number=number, before=before, reason=reason)
    )


def live(session: Session) -> Revision:
    """The live revision. Raises UnknownRevision before the first publishing."""
    number = store.live_number(session)
    if number is None:
        raise UnknownRevision("No rules are live yet. Import a ruleset and publish it.")
    return revision(session, number)


def live_number(session: Session) -> int | None:
    """The number of the live revision, without reading its rules; None before the first publishing."""
    return store.live_number(session)


def revision(session: Session, number: int) -> Revision:
    """One revision. Raises UnknownRevision when there is none, Tampered when it is not what it was."""
    record = store.revision(session, number)
    if record is None:
        raise UnknownRevision(f"There is no revision {number}. Look in the list of versions.")
    return _revision(record)


def revisions(session: Session) -> tuple[RevisionEntry, ...]:
    """The list of revisions, newest first."""
    now_live, were_live = store.live_number(session), store.were_live(session)
    return tuple(
        RevisionEntry(
            record.number,
            record.hash,
            record.created_at,
            record.created_by,
            record.number == now_live,
            record.number in were_live,
        )
        for record in store.revisions(session)
    )


def audit(session: Session, most: int = 200) -> tuple[AuditEntry, ...]:
    """The audit log, newest first."""
    return tuple(
        AuditEntry(row.at, row.who, row.action, row.number, row.before, row.reason)
        for row in store.audit(session, most)
    )


def _revision(record: RevisionRecord) -> Revision:
    if data_hash(record.document) != record.hash:
        message = (
            f"Revision {record.number} in the database is not what was frozen; its content hash differs."
        )
        raise Tampered(f"{message} Restore the database from a backup.")
    ruleset = read_ruleset(record.document)
    return Revision(record.number, record.hash, ruleset, record.created_at, record.created_by)
