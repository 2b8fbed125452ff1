"""The tests of rules, run: each is decided by the one `decide`, or asked of the watcher of exceptions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.facts import Facts, location_code, order_facts
from engine.model import Decision, Order, Snapshot
from engine.proving.expecting import EXPECTED
from engine.proving.telling import told_order, told_snapshot
from engine.watch import Watcher
from rulesets.conditions import fields_read
from rulesets.model import RuleKind, Ruleset
from rulesets.starters import new_ruleset, rule_starter
from rulesets.vocabulary import FIELDS

EVENT = "event"
_SAID_OF_EVENTS = {
    "reason": None,
    "location": None,
    "location_kind": None,
    "units_short": None,
    "count_for_order": 1,
    "count_for_sku_day": 1,
    "reroutes": 0,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order: its decision, and the exception rules that answered its event. Where they route
    it again, the decision is the next one, without the location."""

    decision: Decision
    fired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One test, run. `wrong`: what was not as expected, none when it passes. `without`: what comes of the
    same order by the default rules alone."""

    name: str
    wrong: tuple[str, ...]
    order: Order
    snapshot: Snapshot
    event: Mapping[str, Any] | None
    outcome: Outcome
    without: Outcome

    @property
    def passed(self) -> bool:
        return not self.wrong


@cache
def proofs(name: str) -> tuple[Proof, ...]:
    """Every test of the starter of this name, with nothing but the default rules beside its own. Pure, and
    so kept. Raises ValueError when there is no such starter."""
    starter = rule_starter(name)
    compiled = compile_ruleset(starter.alone())
    bare = compile_ruleset(new_ruleset(starter.title, "GBP", "Europe/London", "GB"))
    return tuple(_proof(told, compiled, bare) for told in starter.tests)


def _proof(told: Mapping[str, Any], compiled: Compiled, bare: Compiled) -> Proof:
    order, snapshot, event = told_order(told), told_snapshot(told), told.get(EVENT)
    outcome = _outcome(order, snapshot, event, compiled)
    wrong = tuple(said for key, wanted in told["expect"].items() if (said := _wrong(key, wanted, outcome)))
    return Proof(told["name"], wrong, order, snapshot, event, outcome, _outcome(order, snapshot, event, bare))


def _wrong(key: str, wanted: Any, outcome: Outcome) -> str:
    """As in `from: ['COV'] was expected, and it is ['LDS']`."""
    found = list(outcome.fired) if key == "fires" else EXPECTED[key](outcome.decision, wanted)
    return "" if found == wanted else f"{key}: {wanted} was expected, and it is {found}"


def _outcome(order: Order, snapshot: Snapshot, event: Mapping[str, Any] | None, by: Compiled) -> Outcome:
    if event is None:
        return Outcome(decide(order, snapshot, by, explain=True))
    fired = _fired(by.ruleset, _event_facts(order, snapshot, event, by.ruleset))
    again = any(
        action.action == "reroute"
        for rule in by.ruleset.of_kind(RuleKind.EXCEPTION)
        for action in rule.then
        if rule.id in fired
    )
    left = _without(snapshot, event["location"]) if again else snapshot
    return Outcome(decide(order, left, by, explain=True), fired)


def _without(snapshot: Snapshot, code: str) -> Snapshot:
    """The world in which this location has rejected the order."""
    states = [replace(each, rejected=each.location.code == code) for each in snapshot.locations]
    return replace(snapshot, locations=tuple(states))


def _fired(ruleset: Ruleset, facts: Facts) -> tuple[str, ...]:
    """The exception rules that match, the default rule when none does."""
    rules = ruleset.of_kind(RuleKind.EXCEPTION)
    watcher = Watcher("proof", rules, ZoneInfo(ruleset.zone), ruleset.currency)
    try:
        found = watcher.matching(facts)
    finally:
        watcher.close()
    return found or tuple(rule.id for rule in rules if rule.default)


def _event_facts(order: Order, snapshot: Snapshot, event: Mapping[str, Any], ruleset: Ruleset) -> Facts:
    rules = ruleset.of_kind(RuleKind.EXCEPTION)
    asked = {path for rule in rules if rule.when is not None for path in fields_read(rule.when)}
    asked |= {path for rule in rules if rule.scope is not None for path in rule.scope.reads()}
    facts = order_facts(order, snapshot, [path for path in asked if _entity(path) != EVENT])
    said = {f"{EVENT}.{key}": value for key, value in {**_SAID_OF_EVENTS, **event}.items()}
    kinds = {each.location.code: each.location for each in snapshot.locations}
    at = kinds[event["location"]]
    said["event.location"] = location_code(at.code, at.group)
    said["event.location_kind"] = at.kind
    return Facts({**facts.values, **said}, facts.lines, facts.now)


def _entity(path: str) -> str:
    return FIELDS[path].entity if path in FIELDS else ""
