"""What the Versions page asks of the rules' life: revisions, differences, rolling back; called in threads."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from engine.store.setup import setup
from rulesets import revisions
from rulesets.diff import Change, changes
from rulesets.model import Ruleset
from rulesets.problems import Refused as Wrong
from rulesets.reading import read_ruleset
from rulesets.revisions import AuditEntry, NotPossible, RevisionEntry
from rulesets.writing import data_yaml, to_yaml
from ui.desk.drafts import known, spoken
from ui.refusal import Refused
from ui.wiring import database
from ui.words.shell import WHO

DRAFT = 0
"""Stands for the draft where a revision's number is asked for."""
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Past:
    """Every revision with its life. `draft_of` is None when there is no draft yet; `draft_problems` counts
    what is wrong with it; `draft_same`: the number of the revision that says the same, None if none does."""

    zone: str
    revisions: tuple[RevisionEntry, ...]
    audit: tuple[AuditEntry, ...]
    has_draft: bool
    draft_of: int | None
    draft_at: datetime | None
    draft_problems: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one to the other; `broken` when the draft's problems make it impossible to say."""

    changes: tuple[Change, ...]
    rules: int
    broken: bool = False


def past() -> Past:
    """The newest revisions, the audit log, and the draft above them."""
    with database().read() as session:
        zone = setup(session).retailer.zone
        entries = revisions.revisions(session)[:MOST_SHOWN]
        audit = revisions.audit(session, MOST_SHOWN)
        has_draft = revisions.live_number(session) is not None
    if not has_draft:
        return Past(zone, entries, audit, False, None, None, 0)
    draft = database().transact(lambda each: revisions.get_draft(each, WHO, datetime.now(UTC), known(each)))
    return Past(zone, entries, audit, True, draft.based_on, draft.saved_at, len(draft.problems))


def difference(number: int, against: int) -> Difference:
    """What changed from `against` to `number`; DRAFT stands for the draft. Raises Refused when one of
    them is not there."""
    with database().write() as session:
        new, old = _ruleset(session, number), _ruleset(session, against)
        if new is None or old is None:
            return Difference((), 0, broken=True)
        return Difference(changes(old, new, spoken(session)), len(new.rules))


def written(number: int) -> str:
    """A revision, or the draft, as YAML. Raises Refused when it is not there."""
    with database().write() as session:
        if number == DRAFT:
            return data_yaml(revisions.get_draft(session, WHO, datetime.now(UTC)).document)
        return to_yaml(_revision(session, number))


def _ruleset(session: Session, number: int) -> Ruleset | None:
    if number != DRAFT:
        return _revision(session, number)
    try:
        return read_ruleset(revisions.get_draft(session, WHO, datetime.now(UTC)).document)
    except Wrong:
        return None
    except NotPossible as wrong:
        raise Refused(str(wrong)) from wrong


def _revision(session: Session, number: int) -> Ruleset:
    try:
        return revisions.revision(session, number).ruleset
    except NotPossible as wrong:
        raise Refused(str(wrong)) from wrong


def roll_back(number: int, reason: str) -> None:
    """Make an earlier revision live again. Raises Refused when that cannot be."""
    try:
        database().transact(lambda each: revisions.rollback(each, number, WHO, reason, datetime.now(UTC)))
    except NotPossible as wrong:
        raise Refused(str(wrong)) from wrong
