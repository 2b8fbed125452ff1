"""Asks the exception rules about one event, and carries out what they say, once each, in one transaction.

1. Every rule that matches applies; when none does, the default rule.
2. The order's timeline tells it: each rule with its sentence, then each action with what came of it.
3. SKUs are suspended first, so that a reroute does not choose them again; then the order is cancelled, or
   routed again; last it is put in the queue. What two rules both ask for is done once, for the first.
4. An order is routed again only so often: the smallest limit of the rules that ask for it. Beyond it, and
   when the matcher fails, the order goes to the queue: nothing that happened is ever dropped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from engine import rulebook
from engine.exceptions import steps
from engine.exceptions.cause import Cause, cause_of, facts_of
from engine.exceptions.result import ACTION_TAKEN, RULE_APPLIED
from engine.exceptions.steps import Step, Wanted
from engine.rulebook import Rules
from engine.store import events
from engine.store.events import Event, Happened
from engine.watch import WatcherError, Watchers
from rulesets.actions import AnyAction, Cancel, Queue, Reroute, Suspend
from rulesets.model import Rule, RuleKind
from rulesets.sentences import Names, rule_sentence

FAILED, NO_RULE = "rules_failed", "no_rule"
OWNER, DUE = "Operations", timedelta(hours=4)
_ORDER = ("suspend", "cancel", "reroute", "queue")

_watchers = Watchers()


@dataclass(frozen=True, slots=True)
class Asked:
    """An action that a rule asks for."""

    rule: Rule
    action: AnyAction


def act(session: Session, event: Event, now: datetime) -> Cause:
    """Let the live exception rules answer an event of an order; gives the cause that they saw."""
    before = events.timeline(session, event.order_id or "")
    reroutes = sum(one.data.get("action") == "reroute" and one.data["done"] for one in before)
    cause, rules = cause_of(session, event, reroutes, now), rulebook.live(session)
    names = Names.of(rules.ruleset, {place.code: place.name for place in cause.setup.locations})
    try:
        matched = _matching(session, cause, rules)
    except WatcherError as failure:
        give_up(session, cause, FAILED, str(failure), names)
        return cause
    if not matched:
        give_up(
            session, cause, NO_RULE, "No exception rule says what to do: the default one is missing.", names
        )
    _carry_out(session, cause, matched, rules, names)
    return cause


def give_up(session: Session, cause: Cause, type_: str, reason: str, names: Names) -> None:
    """Put the order in the queue for a reason of the program's own, and say so in the timeline."""
    _tell(session, cause, RULE_APPLIED, {"rule": "", "name": "", "text": reason})
    step = steps.put_in_queue(session, cause, Wanted("", type_, reason, OWNER, DUE), names)
    _tell_step(session, cause, "", "queue", step)


def _matching(session: Session, cause: Cause, rules: Rules) -> tuple[Rule, ...]:
    """The rules that match, in their order, or the default one. Raises WatcherError."""
    try:
        facts = facts_of(session, cause, rules)
    except (KeyError, TypeError, ValueError) as error:
        raise WatcherError(f"The facts of the event could not be gathered: {error}") from error
    ids = set(_watchers.matching(f"{rules.hash}@{rules.number}", rules.ruleset, facts))
    of_kind = rules.ruleset.of_kind(RuleKind.EXCEPTION)
    return tuple(rule for rule in of_kind if rule.id in ids) or tuple(
        rule for rule in of_kind if rule.default
    )


def _carry_out(session: Session, cause: Cause, matched: tuple[Rule, ...], rules: Rules, names: Names) -> None:
    for rule in matched:
        told = {"rule": rule.id, "name": rule.name, "text": rule_sentence(rule, names)}
        _tell(session, cause, RULE_APPLIED, told)
    limit = min(
        (each.action.at_most for each in _asked(matched) if isinstance(each.action, Reroute)), default=0
    )
    queued_anyway = any(isinstance(each.action, Queue) for each in _asked(matched))
    done: set[str] = set()
    for asked in sorted(_asked(matched), key=lambda each: _ORDER.index(each.action.action)):
        step = _step(session, cause, asked, limit, done, names)
        _tell_step(session, cause, asked.rule.id, asked.action.action, step)
        done.add(asked.action.action)
        if step.beyond_limit and not queued_anyway:
            beyond = _beyond(rules, asked.rule)
            queued = steps.put_in_queue(session, cause, beyond, names)
            _tell_step(session, cause, asked.rule.id, "queue", queued)


def _step(session: Session, cause: Cause, asked: Asked, limit: int, done: set[str], names: Names) -> Step:
    action, rule = asked.action, asked.rule
    if isinstance(action, Suspend):
        return steps.suspend(session, cause, action, rule.id, names)
    if isinstance(action, Queue):
        return steps.put_in_queue(session, cause, _wanted(action, rule.id, cause.event.type), names)
    if action.action in done:
        return Step(False, "Another rule that answers the same event has done it already.")
    if isinstance(action, Cancel):
        return steps.cancel(session, cause, action)
    return steps.reroute(session, cause, limit)


def _asked(matched: Iterable[Rule]) -> Iterator[Asked]:
    return (Asked(rule, action) for rule in matched for action in rule.then)


def _wanted(action: Queue, rule_id: str, type_: str) -> Wanted:
    return Wanted(rule_id, type_, action.reason, action.owner, timedelta(minutes=action.due_in_minutes))


def _beyond(rules: Rules, rule: Rule) -> Wanted:
    """The queue entry of an order that may not be routed again: as the default rule has it."""
    default = [each for each in rules.ruleset.of_kind(RuleKind.EXCEPTION) if each.default]
    for asked in _asked(default):
        if isinstance(asked.action, Queue):
            return _wanted(asked.action, rule.id, steps.LIMIT)
    return Wanted(rule.id, steps.LIMIT, "Decide what to do with this order.", rule.owner or OWNER, DUE)


def _tell_step(session: Session, cause: Cause, rule_id: str, action: str, step: Step) -> None:
    _tell(
        session,
        cause,
        ACTION_TAKEN,
        {"rule": rule_id, "action": action, "done": step.done, "text": step.text},
    )


def _tell(session: Session, cause: Cause, type_: str, data: Mapping[str, object]) -> None:
    told = {"cause": cause.event.id, **data}
    events.write(
        session, Happened(type_, cause.now, steps.WHO, cause.record.id, cause.event.shipment_id, data=told)
    )
