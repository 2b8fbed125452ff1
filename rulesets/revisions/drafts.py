"""The one draft: saved with a lock, with whatever problems it has; a stale save changes nothing."""

import json
from datetime import datetime
from typing import Any

from sqlmodel import Session

from rulesets import store
from rulesets.checking import Known
from rulesets.problems import Place, Problem, Refused
from rulesets.records import DraftRecord
from rulesets.revisions.history import live, revision
from rulesets.revisions.values import Draft, Save, StaleDraft, UnknownRevision
from rulesets.writing import to_data

LARGEST_DRAFT = 1_000_000


def get_draft(session: Session, who: str, now: datetime, known: Known | None = None) -> Draft:
    """The draft; when there is none yet, a new one that says what the live revision says. Raises
    UnknownRevision when there is nothing to begin with."""
    record = store.draft(session)
    if record is None:
        store.one_at_a_time(session)
        record = store.draft(session)
    if record is None:
        begin = live(session)
        record = store.put_draft(session, to_data(begin.ruleset), begin.number, who, now)
    return _draft(record, known)


def draft_lock(session: Session) -> int | None:
    """The draft's lock, cheaply; None when there is no draft."""
    return store.draft_lock(session)


def save_draft(
    session: Session,
    document: Any,
    lock: int,
    who: str,
    now: datetime,
    known: Known | None = None,
    beside: Any = None,
) -> Draft:
    """Save the draft, with whatever problems it has, and what its editor keeps beside it. Raises StaleDraft
    when it has been saved by somebody else since `lock`, Refused when it is not plain data of at most a
    megabyte."""
    if wrong := _not_plain(document):
        raise Refused(wrong)
    before = store.draft(session)
    if before is None:
        raise UnknownRevision("There is no draft to save. Open the rules first.")
    if not store.save_draft(session, document, beside, lock, who, now):
        raise _stale(session, document, lock)
    return Draft(document, lock + 1, before.based_on, now, who, known, beside)


def _stale(session: Session, yours: Any, lock: int) -> StaleDraft:
    now = store.draft(session)
    if now is None:
        raise UnknownRevision("There is no draft any more. Open the rules again.")
    return StaleDraft(yours, now.document, store.saved(session, lock), now.lock, now.saved_by)


def _not_plain(document: Any) -> tuple[Problem, ...]:
    try:
        size = len(json.dumps(document, allow_nan=False))
    except (TypeError, ValueError, RecursionError):
        return (Place().problem("R002", "The rules are not plain data.", "Reload the page."),)
    too_large = Place().problem("R002", "The rules are larger than 1 MB.", "Take rules or values away.")
    return (too_large,) if size > LARGEST_DRAFT else ()


def replace_draft(
    session: Session, number: int, who: str, now: datetime, known: Known | None = None
) -> Draft:
    """Make the draft say what a revision says; what it said before is lost. Raises UnknownRevision."""
    store.one_at_a_time(session)
    begin = revision(session, number)
    return _draft(store.put_draft(session, to_data(begin.ruleset), number, who, now), known)


def _draft(record: DraftRecord, known: Known | None) -> Draft:
    return Draft(
        record.document,
        record.lock,
        record.based_on,
        record.saved_at,
        record.saved_by,
        known,
        record.beside,
    )


def saves(session: Session) -> tuple[Save, ...]:
    """The latest saves of the draft, newest first."""
    found = store.saves(session)
    return tuple(Save(each.lock, each.document, each.beside, each.saved_at) for each in found)
