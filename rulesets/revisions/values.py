"""What the life of the rules is told in: the draft, revisions, audit entries, and what cannot be done."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from rulesets.checking import Known
from rulesets.model import Ruleset
from rulesets.problems import Problem
from rulesets.reading import problems_in


class NotPossible(ValueError):
    """Why something cannot be done with the rules, and what to do instead, in a sentence or two."""


class UnknownRevision(NotPossible, LookupError):
    """No revision has this number, or none is live yet."""


class Tampered(RuntimeError):
    """A stored revision is no longer what it was when it was frozen."""


class StaleDraft(Exception):
    """Somebody else saved the draft meanwhile; nothing was saved. Plain data all: `yours` was not saved,
    `theirs` is the draft now (its lock is `lock`), `base` is what both began from, None if long ago."""

    def __init__(self, yours: Any, theirs: Any, base: Any, lock: int, who: str) -> None:
        super().__init__(
            f"{who} saved the rules after you opened them. Look at both versions and merge them."
        )
        self.yours, self.theirs, self.base, self.lock, self.who = yours, theirs, base, lock, who


@dataclass(frozen=True)
class Draft:
    """The draft: plain data, with its problems. `lock` goes back with the next save; `beside` is what the
    editor keeps with it."""

    document: Any
    lock: int
    based_on: int | None
    saved_at: datetime
    saved_by: str
    known: Known | None = None
    beside: Any = None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it, worked out when it is asked for: a draft is saved at every keystroke."""
        return problems_in(self.document, self.known)


@dataclass(frozen=True, slots=True)
class Save:
    """What the draft held after one of its saves."""

    lock: int
    document: Any
    beside: Any
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Another window that has the draft open, with this rule in its builder."""

    rule: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A ruleset that never changes, with its number and content hash."""

    number: int
    hash: str
    ruleset: Ruleset
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """A line in the list of revisions."""

    number: int
    hash: str
    created_at: datetime
    created_by: str
    live: bool
    was_live: bool


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what with which revision, when and why. `before` was live until then."""

    at: datetime
    who: str
    action: str
    number: int
    before: int | None
    reason: str
