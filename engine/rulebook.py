"""The rules that decide: read from their revision, compiled once, kept in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session

from engine.compiler.ruleset import Compiled, compile_ruleset
from rulesets import revisions
from rulesets.model import Ruleset
from rulesets.revisions import Revision

_KEPT_AT_MOST = 32


@dataclass(frozen=True, slots=True)
class Rules:
    """A revision, ready to decide. `hash`: its content's."""

    number: int
    hash: str
    compiled: Compiled

    @property
    def ruleset(self) -> Ruleset:
        """The rules themselves."""
        return self.compiled.ruleset


class _Shelf:
    """What was read of each database, by number; the oldest go when there are many."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rules: WeakKeyDictionary[Engine, dict[int, Rules]] = WeakKeyDictionary()

    def get(self, engine: Engine, number: int, read: Callable[[], Rules]) -> Rules:
        with self._lock:
            found = self._rules.get(engine, {}).get(number)
        return found or self._put(engine, read())

    def _put(self, engine: Engine, rules: Rules) -> Rules:
        with self._lock:
            kept = self._rules.setdefault(engine, {})
            while len(kept) >= _KEPT_AT_MOST:
                del kept[next(iter(kept))]
            kept[rules.number] = rules
        return rules


_shelf = _Shelf()


def live(session: Session) -> Rules:
    """The live rules. Raises rulesets' UnknownRevision before the first publishing."""
    number = revisions.live_number(session)
    return numbered(session, revisions.live(session).number if number is None else number)


def live_number(session: Session) -> int | None:
    """The number of the live revision, None before the first publishing."""
    return revisions.live_number(session)


def numbered(session: Session, number: int) -> Rules:
    """The rules of a revision. Raises rulesets' UnknownRevision when there is none."""
    engine = session.connection().engine
    return _shelf.get(engine, number, lambda: _rules(revisions.revision(session, number)))


def _rules(revision: Revision) -> Rules:
    return Rules(revision.number, revision.hash, compile_ruleset(revision.ruleset))
