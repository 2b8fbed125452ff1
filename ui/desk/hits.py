"""How many of the latest orders a rule matches, and which, from what their first decisions read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from time import sleep
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlmodel import Session

from engine import documents
from engine.compiler.matcher import Matcher, RuleFailed, matcher
from engine.database import Database
from engine.facts import order_facts
from engine.model import Order, Snapshot
from engine.store import decisions
from rulesets.model import Rule, RuleKind
from rulesets.problems import Refused
from rulesets.reading import read_rule
from rulesets.writing import data_hash
from ui import clock
from ui.views import figures
from ui.views.orders import place
from ui.wiring import database

MOST = 500
COUNTED = (RuleKind.HOLD, RuleKind.ROUTING, RuleKind.SPLIT, RuleKind.TRANSACTION)
"""Kinds whose conditions ask about an order; exception rules ask about an event."""

DOES = {
    RuleKind.HOLD: {"action": "hold", "reason": "Counted", "owner": "Nobody"},
    RuleKind.ROUTING: {"action": "rank", "by": "nearest"},
    RuleKind.SPLIT: {"action": "split", "policy": "none"},
    RuleKind.TRANSACTION: {"action": "tag", "tag": "Counted"},
}
"""What a rule does while it is counted, which is nothing to its conditions: what it really does may still be
unfinished."""
SLICE = 10
"""Orders that are read between two rests."""
PATIENCE = 0.05
"""Seconds after which one that waits for another's reading asks whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Of how many orders, how many match; `live` is the same for the rule as it is live, None for none."""

    of: int
    found: int
    live: int | None


@dataclass(frozen=True, slots=True)
class Match:
    """An order that a rule matches."""

    id: str
    name: str
    placed: str
    place: str
    total: str


Which = tuple[Match, ...]
BREATH = 0.002
"""Seconds that counting rests after each rule, and while orders are read: events of pages come in between."""


class Dropped(Exception):
    """Nobody waits for the answer any more."""


Left = Callable[[], bool]
"""Says that nobody waits for the answer any more."""


def _stay() -> bool:
    return False


def _rest(left: Left) -> None:
    if left():
        raise Dropped
    sleep(BREATH)


class _Latest:
    """The latest orders as they were decided first, read once each."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: dict[int, tuple[Order, Snapshot]] = {}

    def orders(self, session: Session, left: Left) -> list[tuple[Order, Snapshot]]:
        """The orders, newest first. What a decision read never changes, so only new ones are read; what was
        read before nobody waited any more is kept. Raises Dropped."""
        wanted = decisions.latest(session, MOST)
        while not self._lock.acquire(timeout=PATIENCE):
            _rest(left)
        try:
            self._read = {each: self._read[each] for each in wanted if each in self._read}
            new = [each for each in wanted if each not in self._read]
            for first in range(0, len(new), SLICE):
                _rest(left)
                read = decisions.readings(session, new[first : first + SLICE])
                self._read |= {each: _case(document) for each, document in read.items()}
            return [self._read[each] for each in wanted]
        finally:
            self._lock.release()


_latest: WeakKeyDictionary[Database, _Latest] = WeakKeyDictionary()


def _case(document: Any) -> tuple[Order, Snapshot]:
    return documents.read_order(document["order"]), documents.read_snapshot(document)


def hits(
    kind: str,
    rule: Mapping[str, Any],
    live: Mapping[str, Any] | None,
    currency: str,
    left: Left = _stay,
) -> Hits | None:
    """Count for a rule as plain data, and for the same rule as it is live. None when nothing can be said:
    conditions with problems, a default rule, one of a kind that does not ask about orders, no orders yet.
    Raises Dropped."""
    source = database()
    with source.read() as session:
        cases = _latest.setdefault(source, _Latest()).orders(session, left)
    asked = _ready(kind, rule, currency)
    if asked is None or not cases:
        return None
    found = _count(asked, cases, currency)
    before = None if live is None else _ready(kind, live, currency)
    if found is None:
        return None
    return Hits(len(cases), found, None if before is None else _count(before, cases, currency))


@dataclass(frozen=True, slots=True)
class Counted:
    """Of how many orders, how many each rule matches, by its id; rules of which nothing can be said are left
    out."""

    of: int
    found: Mapping[str, int]


class _Counts:
    """What was counted, by what a rule asks; begun anew when other orders are the latest."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._orders: tuple[int, ...] = ()
        self._found: dict[str, int | None] = {}

    def known(self, orders: tuple[int, ...]) -> dict[str, int | None]:
        with self._lock:
            if orders != self._orders:
                self._orders, self._found = orders, {}
            return self._found


_counts: WeakKeyDictionary[Database, _Counts] = WeakKeyDictionary()


def counts(rules: Iterable[tuple[str, Mapping[str, Any]]], currency: str, left: Left = _stay) -> Counted:
    """Count for every rule, given as its kind and plain data. What a rule asks is counted once, also when
    nobody waits for the rest. Raises Dropped."""
    source = database()
    with source.read() as session:
        cases = _latest.setdefault(source, _Latest()).orders(session, left)
    known = _counts.setdefault(source, _Counts()).known(tuple(id(order) for order, _ in cases))
    found: dict[str, int] = {}
    for kind, data in rules:
        asked = data_hash([kind, currency, data.get("scope"), data.get("when"), data.get("table")])
        if asked not in known:
            _rest(left)
            ready = _ready(kind, data, currency) if cases else None
            known[asked] = None if ready is None else _count(ready, cases, currency)
        number = known[asked]
        if number is not None:
            found[str(data["id"])] = number
    return Counted(len(cases), found)


def which(kind: str, rule: Mapping[str, Any], currency: str, most: int) -> tuple[Which, int]:
    """The latest orders that a rule matches, newest first, at most so many; and how many there are."""
    source = database()
    with source.read() as session:
        cases = _latest.setdefault(source, _Latest()).orders(session, _stay)
        asked = _ready(kind, rule, currency)
        if asked is None or not cases:
            return (), 0
        ready = matcher([asked], ZoneInfo(cases[0][1].zone), currency)
        try:
            found = [order for order, snapshot in cases if _matches(ready, order, snapshot)]
        except RuleFailed:
            return (), 0
    now, zone = datetime.now(UTC), cases[0][1].zone
    return tuple(_match(order, zone, now) for order in found[:most]), len(found)


def _match(order: Order, zone: str, now: datetime) -> Match:
    goal = order.destination
    to = place(goal.city, goal.postcode, goal.country)
    total = figures.money(order.total, order.currency)
    return Match(order.id, order.external_id, clock.minute(order.placed_at, zone, now), to, total)


def _ready(kind: str, data: Mapping[str, Any], currency: str) -> Rule | None:
    """The rule on and valid at all times, so that only its conditions count."""
    if kind not in COUNTED or data.get("default") or not {"when", "table"} & set(data):
        return None
    try:
        rule = read_rule(_asking(kind, data), kind, currency)
    except Refused:
        return None
    return rule.model_copy(update={"enabled": True, "valid_from": None, "valid_until": None})


def _asking(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The rule with what it asks alone; the cells of a table belong to what the rule does."""
    asks = {key: data[key] for key in ("scope", "when", "table") if key in data}
    then = data.get("then", []) if "table" in data else [DOES[RuleKind(kind)]]
    way = {key: data[key] for key in ("otherwise", "retry_minutes") if key in data}
    return {"id": "counted", "name": "Counted", **asks, "then": then, **way}


def _count(rule: Rule, cases: list[tuple[Order, Snapshot]], currency: str) -> int | None:
    ready = matcher([rule], ZoneInfo(cases[0][1].zone), currency)
    try:
        return sum(_matches(ready, order, snapshot) for order, snapshot in cases)
    except RuleFailed:
        return None


def _matches(ready: Matcher, order: Order, snapshot: Snapshot) -> bool:
    return bool(ready.matching(order_facts(order, snapshot, (*ready.fields, *ready.line_fields))))
