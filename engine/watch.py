"""Matches exception rules against events with durable-rules, fenced in by what is known to break it.

The recipe, each step against something that was seen to go wrong:
1. A rule becomes a flat formula (flat_rules) without joins, lists, missing values or wide groups.
2. At most 60 rules, and 60 ways of firing, go into one durable ruleset; the rest into further ones.
3. Each has one owner at a time (a lock), and a Host that starts no timers; time is a fact.
4. Each evaluation has a session of its own, which is deleted when it is over. In each ruleset one rule
   always fires: deleting a session in which none did frees a pointer that was never set (it crashed here).
   After an error the whole ruleset is thrown away and registered anew, its session with it.
5. Facts are only asserted; an action notes its rule and nothing else; we put the rules in our own order.
6. An error that durable-rules hides in the session's state is read and raised.
7. A ruleset that is no longer asked is drained, taken out of the Host and deleted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo
from itertools import count
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

import durable_rules_engine
from durable.engine import Host

from engine.facts import Facts
from engine.flat import Check, Formula, branches, checks
from engine.flat_rules import HERE, FlatRule, FlatRules, Value
from rulesets.model import Rule, RuleKind, Ruleset

MOST_RULES = 60
MOST_BRANCHES = 60
MOST_FACTS = 200

_serial = count(1)


class WatcherError(RuntimeError):
    """The matcher failed on these rules or on this event; the message says what it said."""


class WatcherClosed(WatcherError):
    """The watcher was asked after it had been closed."""


class _QuietHost(Host):  # type: ignore[misc]  # durable-rules ships no types
    """A Host without the two timer threads that would touch the rulesets beside their owner."""

    def _run(self) -> None:
        """Start nothing."""


class Watcher:
    """The exception rules of one revision, ready to be asked. Safe between threads; `close` it in the end.

    `key` names the revision, as in `retailer@12`. Raises WatcherError when the rules cannot be compiled.
    """

    def __init__(self, key: str, rules: tuple[Rule, ...], zone: tzinfo, currency: str) -> None:
        self.key = key
        self._rules = tuple(rule for rule in rules if rule.enabled and not rule.default)
        self._shards: list[_Shard] = []
        try:
            self._flat = FlatRules(self._rules, zone, currency)
        except (KeyError, ValueError) as error:
            raise WatcherError(f"The exception rules of {key} could not be read: {error}") from error
        try:
            for number, part in enumerate(_shared_out(self._flat.rules)):
                self._shards.append(_Shard(f"{key}/{number}", part))
        except WatcherError:
            self.close()
            raise

    def matching(self, facts: Facts) -> tuple[str, ...]:
        """Ids of the rules that match and are in force, in their order; default rules are not asked.
        Raises WatcherError when the matcher failed: then nothing is known of any rule."""
        try:
            flat = self._flat.facts(facts)
        except Exception as error:
            raise WatcherError(f"The exception rules could not read the event: {error}") from error
        fired = {rule_id for shard in self._shards for rule_id in shard.fired(flat)}
        return tuple(rule.id for rule in self._rules if rule.id in fired and rule.in_force(facts.now))

    def close(self) -> None:
        """Wait for whoever is asking, then free everything. A closed watcher refuses to be asked."""
        for shard in self._shards:
            shard.close()


class _Shard:
    """One durable ruleset with its own Host, its lock and its counter of sessions."""

    def __init__(self, key: str, rules: tuple[FlatRule, ...]) -> None:
        self._key, self._rules = key, rules
        self._reads = {HERE, *(check.fact for rule in rules for check in checks(rule.formula))}
        self._lock = Lock()
        self._sessions = count(1)
        self._noted: list[str] = []
        self._host = _QuietHost()
        self._name: str | None = self._registered()

    def fired(self, flat: Mapping[str, Value]) -> frozenset[str]:
        """Ids of the rules that fire on these facts."""
        seen = {name: value for name, value in flat.items() if name in self._reads}
        with self._lock:
            if self._name is None:
                raise WatcherClosed(f"The exception rules of {self._key} are no longer in use.")
            self._noted.clear()
            try:
                self._evaluate(self._name, seen)
            except Exception as error:
                self._delete()
                self._name = self._registered()
                raise WatcherError(f"The matcher failed on the event: {error}") from error
            return frozenset(self._noted) - {HERE}

    def close(self) -> None:
        """Drain and delete the ruleset; twice does nothing more."""
        with self._lock:
            self._delete()

    def _evaluate(self, name: str, seen: Mapping[str, Value]) -> None:
        session = str(next(self._sessions))
        state: Mapping[str, Any] = self._host.assert_fact(name, {"sid": session, "id": "1", **seen}) or {}
        # A session in which no action ran cannot be deleted: durable-rules would free memory that it never
        # set. The rule that always fires sees to it that one ran; a failed session goes with its ruleset.
        if HERE not in self._noted:
            raise RuntimeError("it noticed nothing")
        self._host.delete_state(name, session)
        if "exception" in state:
            raise RuntimeError(state["exception"])

    def _registered(self) -> str:
        name = f"{self._key}#{next(_serial)}"
        try:
            self._host.register_rulesets({name: self._definition()})
        except durable_rules_engine.error as error:
            raise WatcherError(
                f"The exception rules of {self._key} could not be compiled: {error}"
            ) from error
        return name

    def _delete(self) -> None:
        if self._name is None:
            return
        ruleset = self._host._ruleset_directory.pop(self._name)  # noqa: SLF001  the Host has no way out
        self._host._ruleset_list.remove(ruleset)  # noqa: SLF001  the same
        durable_rules_engine.delete_ruleset(ruleset._handle)  # noqa: SLF001  the same
        self._name = None

    def _definition(self) -> dict[str, Any]:
        rules = (FlatRule(HERE, Check(HERE, "eq", 1)), *self._rules)
        return {
            f"r{index}": {"all": [{"m": _durable(rule.formula)}], "run": _noting(self._noted, rule.id)}
            for index, rule in enumerate(rules)
        }


class Watchers:
    """The watcher of the revision asked last. Another revision takes its place; the old one is closed as
    soon as nobody asks it any more. Safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._current: Watcher | None = None

    def matching(self, key: str, ruleset: Ruleset, facts: Facts) -> tuple[str, ...]:
        """What `Watcher.matching` says of the ruleset's exception rules. Raises WatcherError."""
        while True:
            watcher = self._for(key, ruleset)
            try:
                return watcher.matching(facts)
            except WatcherClosed:  # another revision was asked for in between
                self._forget(watcher)

    def close(self) -> None:
        """Close what is open; asking again opens it again."""
        with self._lock:
            old, self._current = self._current, None
        if old is not None:
            old.close()

    def _forget(self, watcher: Watcher) -> None:
        with self._lock:
            if self._current is watcher:
                self._current = None

    def _for(self, key: str, ruleset: Ruleset) -> Watcher:
        with self._lock:
            old = self._current
            if old is not None and old.key == key:
                return old
            rules = ruleset.of_kind(RuleKind.EXCEPTION)
            current = Watcher(key, rules, ZoneInfo(ruleset.zone), ruleset.currency)
            self._current = current
        if old is not None:
            old.close()
        return current


def _shared_out(rules: Iterable[FlatRule]) -> Iterator[tuple[FlatRule, ...]]:
    """The rules in groups that are small enough for one durable ruleset each."""
    group: list[FlatRule] = []
    ways, facts = 0, set[str]()
    for rule in rules:
        more, reads = branches(rule.formula), {check.fact for check in checks(rule.formula)}
        if group and (
            len(group) == MOST_RULES or ways + more > MOST_BRANCHES or len(facts | reads) > MOST_FACTS
        ):
            yield tuple(group)
            group, ways, facts = [], 0, set()
        group.append(rule)
        ways, facts = ways + more, facts | reads
    if group:
        yield tuple(group)


def _noting(noted: list[str], rule_id: str) -> Callable[[Any], None]:
    def note(_closure: Any) -> None:
        noted.append(rule_id)

    return note


def _durable(formula: Formula) -> dict[str, Any]:
    """The formula as durable-rules writes it."""
    if isinstance(formula, Check):
        if formula.op == "eq":
            return {formula.fact: formula.value}
        return {_OPS[formula.op]: {formula.fact: formula.value}}
    return {f"${formula.by}": [_durable(part) for part in formula.parts]}


_OPS = {"ne": "$neq", "lt": "$lt", "le": "$lte", "gt": "$gt", "ge": "$gte"}
