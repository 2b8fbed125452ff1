"""What the Versions page shows of revisions and of the audit log: plain values, ready to draw. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rulesets.revisions import AuditEntry, RevisionEntry
from ui import clock
from ui.words import versions as words

MOVES = ("published", "rolled_back")


@dataclass
class RevisionLine:
    """One line of the list. `number` 0 is the draft; `state`: draft, live, back, past or never."""

    number: int
    label: str
    state: str
    state_words: str
    look: str
    why: str
    who: str
    exactly: str
    can_go_back: bool


@dataclass
class AuditLine:
    """One line of the audit log."""

    when: str
    exactly: str
    who: str
    what: str
    reason: str


def revision_line(
    entry: RevisionEntry, audit: Iterable[AuditEntry], zone: str, now: datetime
) -> RevisionLine:
    """A revision with what the audit log (newest first) says of it: why it was published, and the last
    thing that happened to it."""
    log = [each for each in audit if each.action in MOVES and entry.number in (each.number, each.before)]
    last = log[0] if log else None
    own = (each.reason for each in log if each.number == entry.number and each.action == "published")
    state = _state(entry, last)
    at = entry.created_at if last is None else last.at
    when = clock.minute(at, zone, now)
    return RevisionLine(
        number=entry.number,
        label=words.version(entry.number),
        state=state,
        state_words=words.STATES[state],
        look={"live": "is-live", "back": "is-bad"}.get(state, ""),
        why=next(own, words.NEVER_PUBLISHED),
        who=words.life(state, last.who if last else entry.created_by, when, last.reason if last else ""),
        exactly=clock.exact(at, zone),
        can_go_back=entry.was_live and not entry.live,
    )


def _state(entry: RevisionEntry, last: AuditEntry | None) -> str:
    """live, past, never, or back: rolled back from."""
    if entry.live:
        return "live"
    back = last is not None and last.action == "rolled_back" and last.before == entry.number
    return "back" if back else "past" if entry.was_live else "never"


def draft_line(
    made_from: int | None, saved_at: datetime, problems: int, zone: str, now: datetime
) -> RevisionLine:
    """The draft, as the first line of the list."""
    return RevisionLine(
        number=0,
        label=words.draft_of(made_from),
        state="draft",
        state_words=words.problems(problems) if problems else words.DRAFT_NOTE,
        look="is-draft",
        why="",
        who=words.saved(clock.ago(saved_at, now)),
        exactly=clock.exact(saved_at, zone),
        can_go_back=False,
    )


def audit_line(entry: AuditEntry, zone: str, now: datetime) -> AuditLine:
    """A line of the audit log in words."""
    return AuditLine(
        when=clock.minute(entry.at, zone, now),
        exactly=clock.exact(entry.at, zone),
        who=entry.who,
        what=words.did(entry.action, entry.number, entry.before),
        reason=entry.reason,
    )
