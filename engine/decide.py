"""The one decision: an order, a snapshot and compiled rules give what happens to the order. Pure.

1. Problems of the order hold it.
2. Hold rules: all that match, except those whose hold was lifted or has come to its end.
3. Split rules: of all that match the most restrictive answer to each question; the default's when none did.
4. Routing rules, in order: the first that matches and can serve everything wins, if need be by giving up its
   soft demands in their turns; one that cannot goes on to its *otherwise*.
5. Transaction rules: all that match.
A rule that fails, or a default that is missing, holds the order and says which."""

from dataclasses import replace
from datetime import datetime

from engine.compiler import Compiled, RuleFailed
from engine.course import Course
from engine.deciding.holding import holds_placed
from engine.deciding.result import OWN, OWNER, Result, held
from engine.deciding.routing import routed
from engine.facts import situation_facts
from engine.model import Decision, HoldPlaced, Order, Snapshot
from engine.situation import Situation
from engine.tracing import trace_of
from rulesets.actions import Tag
from rulesets.model import RuleKind


def decide(order: Order, snapshot: Snapshot, compiled: Compiled, *, explain: bool = False) -> Decision:
    """What happens to the order now. `snapshot.at` is the clock. With `explain` the same decision carries
    its trace. Nothing that rules say makes it raise: what cannot be read holds the order."""
    course = Course(Situation(order, snapshot), compiled)
    decision = _decision(course, _result(course))
    return replace(decision, trace=trace_of(course, decision)) if explain else decision


def _result(course: Course) -> Result:
    situation, compiled = course.situation, course.compiled
    try:
        course.facts = situation_facts(situation, compiled.fields, compiled.line_fields)
        course.applying(RuleKind.TRANSACTION)
        problems = _problems(situation, compiled.ruleset.currency)
        if problems:
            return held(HoldPlaced(OWN, problems, OWNER))
        holds = holds_placed(course.applying(RuleKind.HOLD), situation)
        return held(*holds) if holds else routed(course)
    except RuleFailed as failure:
        course.failure = failure
        return held(HoldPlaced(OWN, str(failure), OWNER))


def _problems(situation: Situation, currency: str) -> str:
    """Why the order is invalid, in sentences; "" when it is not, or when a person let it pass."""
    order = situation.order
    if order.currency != currency:
        return f"The order is in {order.currency}, the rules are in {currency}: they cannot be compared."
    if not order.lines:
        return " ".join(order.problems) or "The order has no lines, so there is nothing to send."
    return "" if OWN in situation.snapshot.holds_lifted else " ".join(order.problems)


def _decision(course: Course, result: Result) -> Decision:
    had_a_say = [hold.rule_id for hold in result.holds if hold.rule_id]
    if course.tried:
        had_a_say = [rule.id for rule in course.matched[RuleKind.SPLIT]] + had_a_say
    had_a_say += [result.rule_id] if result.rule_id else []
    labelling = [rule for rule in course.matched.get(RuleKind.TRANSACTION, ()) if rule.then]
    tags = [action.tag for rule in labelling for action in rule.then if isinstance(action, Tag)]
    return Decision(
        outcome=result.outcome,
        plan=result.plan,
        holds=result.holds,
        rule_id=result.rule_id,
        applied=tuple(dict.fromkeys([*had_a_say, *[rule.id for rule in labelling]])),
        tags=tuple(dict.fromkeys(tags)),
        revision=course.compiled.revision,
        at=course.situation.snapshot.at,
        cause=result.cause,
        again_at=result.again_at,
        decide_by=_decide_by(course, result),
        relaxed=result.relaxed,
    )


def _decide_by(course: Course, result: Result) -> datetime | None:
    """The latest moment at which the plan, decided then, still keeps the promise: the earliest of its
    shipments'. None without a promise, or when that of one shipment is not known."""
    promised, shipments = course.situation.order.promised_at, result.plan.shipments
    if promised is None or not shipments:
        return None
    codes = {each.location for each in shipments}
    senders = {each.code: each for each in course.tried[-1].candidates if each.code in codes}
    found = [senders[each.location].latest_by(each.service, promised) for each in shipments]
    known = [at for at in found if at is not None]
    return min(known) if len(known) == len(found) else None
