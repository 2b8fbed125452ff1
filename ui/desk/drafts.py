"""What the Rules page asks of the rules' life: the draft, its saves, publishing; called in threads."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine.store.setup import setup
from engine.watch_trial import require_matchable
from rulesets import revisions
from rulesets.checking import Known
from rulesets.diff import Change, changes
from rulesets.model import Ruleset
from rulesets.problems import Problem
from rulesets.problems import Refused as Wrong
from rulesets.reading import read_ruleset
from rulesets.revisions import Draft, NotPossible, StaleDraft, UnknownRevision, Window
from rulesets.sentences import Names as Spoken
from rulesets.writing import to_data
from ui.builder.fields import Names
from ui.builder.history import History
from ui.builder.keeping import Kept, entries_of, read_again, steps_of
from ui.builder.model import EditedRules
from ui.refusal import Refused
from ui.wiring import database
from ui.words import rules as words
from ui.words.shell import WHO

__all__ = ["StaleDraft", "UnknownRevision"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The draft with the steps that can be taken back, and what it is compared with. `live` is plain data,
    None before any publishing; `made_from` the revision that the draft began as; `saved_at` ISO 8601."""

    history: History
    lock: int
    names: Names
    live: Mapping[str, Any] | None
    live_number: int | None
    made_from: int | None
    saved_at: str
    entries: tuple[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that succeeded: the next lock, and when, ISO 8601."""

    lock: int
    at: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The draft as it was saved in another window: its lock, and when, ISO 8601."""

    rules: EditedRules
    lock: int
    at: str


@dataclass(frozen=True, slots=True)
class Around:
    """The draft's lock, None when there is no draft, and the other windows that have it open."""

    lock: int | None
    others: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What publishing the draft would change, and what stands in the way. `lock`: which draft it was."""

    lock: int
    live: int | None
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def _now() -> datetime:
    return datetime.now(UTC)


def names(session: Session) -> Names:
    """The retailer's locations, zone and currency."""
    found = setup(session)
    places = tuple((place.code, place.name) for place in found.locations)
    groups = sorted({place.group for place in found.locations if place.group})
    services = dict.fromkeys(service for service, _ in found.tariff.steps)
    return Names(places, found.retailer.zone, found.retailer.currency, tuple(groups), tuple(services))


def known(session: Session) -> Known:
    """The locations that rules may name."""
    places = setup(session).locations
    return Known(
        locations=frozenset(place.code for place in places),
        groups=frozenset(place.group for place in places if place.group),
    )


def spoken(session: Session) -> Spoken:
    """What sentences call the locations."""
    found = names(session)
    return Spoken(dict(found.locations), ZoneInfo(found.zone), found.currency)


def opened(window: str = "") -> Opened:
    """The draft; one that says what the live rules say when there is none yet. Raises UnknownRevision
    when there is nothing to begin with, NotSetUp before there is a retailer."""
    database().transact(_there)
    with database().read() as session:  # fifty saves are read: nobody waits for that
        return _opened(session, window)


def _there(session: Session) -> None:
    """Begin the draft when there is none yet."""
    setup(session)
    revisions.get_draft(session, WHO, _now())


def _opened(session: Session, window: str) -> Opened:
    shop = names(session)
    draft = revisions.get_draft(session, WHO, _now())
    number = revisions.live_number(session)
    live = None if number is None else to_data(revisions.revision(session, number).ruleset)
    at = draft.saved_at.isoformat()
    history, entries = _history(session, draft, window), entries_of(draft.beside)
    return Opened(history, draft.lock, shop, live, number, draft.based_on, at, entries)


def _history(session: Session, draft: Draft, window: str) -> History:
    """The draft, each part with the id that it has had, and the steps that this window may take back."""
    maker = f"{secrets.token_hex(3)}n"
    now = read_again(draft.document, draft.beside, draft.lock, maker)
    saves = [Kept(each.lock, each.document, each.beside, each.saved_at) for each in revisions.saves(session)]
    others = revisions.other_windows(session, window, _now())
    return steps_of(saves, now, draft.lock, window, bool(others))


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page that has the draft open must look at again when it is another: the draft's lock, the number
    of the live revision, the retailer's names."""

    lock: int
    live: int | None
    names: Names


def standing() -> Standing:
    """How things stand in the database. Raises UnknownRevision as `opened` does."""

    def work(session: Session) -> Standing:
        draft = revisions.get_draft(session, WHO, _now())
        return Standing(draft.lock, revisions.live_number(session), names(session))

    return database().transact(work)


def save(data: Any, since: int, beside: Any) -> Saved:
    """Save the draft, whatever its problems. Raises StaleDraft when it was saved elsewhere since."""
    at = _now()
    draft = database().transact(
        lambda session: revisions.save_draft(session, data, since, WHO, at, beside=beside)
    )
    return Saved(draft.lock, at.isoformat())


def elsewhere() -> Elsewhere:
    """The draft as another window saved it."""
    return database().transact(_elsewhere)


def _elsewhere(session: Session) -> Elsewhere:
    draft = revisions.get_draft(session, WHO, _now())
    return Elsewhere(
        read_again(draft.document, draft.beside, draft.lock), draft.lock, draft.saved_at.isoformat()
    )


def say_open(window: str, rule: str) -> Around:
    """Note that this window has the draft open, with this rule in its builder."""
    return database().transact(lambda session: _say_open(session, window, rule))


def _say_open(session: Session, window: str, rule: str) -> Around:
    others = revisions.see_window(session, window, rule, _now())
    return Around(revisions.draft_lock(session), others)


def discard(since: int) -> None:
    """Make the draft say what the live rules say. Raises StaleDraft when it was saved elsewhere since."""

    def work(session: Session) -> None:
        draft = revisions.get_draft(session, WHO, _now())
        if draft.lock != since:
            raise StaleDraft(None, draft.document, None, draft.lock, draft.saved_by)
        revisions.replace_draft(session, revisions.live(session).number, WHO, _now())

    database().transact(work)


def proposal() -> Proposal:
    """What publishing the draft would change; without sentences while it has problems."""
    with database().write() as session:
        draft = revisions.get_draft(session, WHO, _now(), known(session))
        number = revisions.live_number(session)
        if draft.problems or number is None:
            return Proposal(draft.lock, number, (), draft.problems)
        old = revisions.revision(session, number).ruleset
        new = read_ruleset(draft.document, known(session))
        return Proposal(draft.lock, number, changes(old, new, spoken(session)), ())


def publish(since: int, reason: str) -> int:
    """Freeze the draft and make it live; returns its number. Raises Refused when it cannot be, or when it
    is not the draft any more that was looked at."""
    try:
        # They are tried in a process of their own, with no lock held; `since` tells that they are the same.
        require_matchable(database().transact(lambda session: _drafted(session, since)))
        return database().transact(lambda session: _publish(session, since, reason))
    except Wrong as wrong:
        raise Refused(words.HAS_PROBLEMS, str(wrong.problems[0])) from wrong
    except NotPossible as wrong:
        raise Refused(str(wrong)) from wrong


def _drafted(session: Session, since: int) -> Ruleset:
    draft = revisions.get_draft(session, WHO, _now())
    if draft.lock != since:
        raise Refused(words.MOVED_ON, words.LOOK_AGAIN)
    return read_ruleset(draft.document, known(session))


def _publish(session: Session, since: int, reason: str) -> int:
    _drafted(session, since)
    frozen = revisions.freeze(session, WHO, _now(), known(session))
    return revisions.publish(session, frozen.number, WHO, reason, _now()).number
