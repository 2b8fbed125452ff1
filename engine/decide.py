"""The one decision: an order, a snapshot and compiled rules give what happens to the order. Pure.

1. Problems of the order hold it.
2. Hold rules: all that match, except those whose hold was lifted.
3. Split rules: of all that match the most restrictive answer to each question; the default's when none did.
4. Routing rules, in order: the first that matches and can serve everything wins; one that cannot goes on to
   its *otherwise*.
5. Transaction rules: all that match.
A rule that fails, or a default that is missing, holds the order and says which."""

from dataclasses import dataclass, replace
from datetime import timedelta

from engine.allocation import Policy, allocate
from engine.allocation.plans import nothing_sent
from engine.allocation.policy import most_restrictive
from engine.compiler import Compiled, Route, RuleFailed
from engine.course import Course, Tried
from engine.facts import situation_facts
from engine.model import Decision, HoldPlaced, Order, Outcome, Plan, Snapshot
from engine.situation import Situation
from engine.tracing import trace_of
from rulesets.actions import Hold, Tag
from rulesets.model import Rule, RuleKind

OWNER = "Operations"
"""Who looks after the holds that no rule places."""

OWN = ""
"""The rule of a hold that the program itself places."""

NO_SPLIT = "No split rule says how the order may be split: the default one is missing."
NO_ROUTE = "No routing rule says who serves the order: the default one is missing."


NO_PLAN = Plan()


@dataclass(frozen=True, slots=True)
class _Result:
    """What was decided, before the rules that had a say are gathered."""

    outcome: Outcome
    plan: Plan = NO_PLAN
    holds: tuple[HoldPlaced, ...] = ()
    rule_id: str = ""
    cause: str = ""


def decide(order: Order, snapshot: Snapshot, compiled: Compiled, *, explain: bool = False) -> Decision:
    """What happens to the order now. `snapshot.at` is the clock. With `explain` the same decision carries
    its trace. Nothing that rules say makes it raise: what cannot be read holds the order."""
    course = Course(Situation(order, snapshot), compiled)
    decision = _decision(course, _result(course))
    return replace(decision, trace=trace_of(course, decision)) if explain else decision


def _result(course: Course) -> _Result:
    situation, compiled = course.situation, course.compiled
    try:
        course.facts = situation_facts(situation, compiled.fields, compiled.line_fields)
        _applying(course, RuleKind.TRANSACTION)
        problems = _problems(situation, compiled.ruleset.currency)
        if problems:
            return _held(HoldPlaced(OWN, problems, OWNER))
        holds = _holds(course)
        return _held(*holds) if holds else _routed(course)
    except RuleFailed as failure:
        course.failure = failure
        return _held(HoldPlaced(OWN, str(failure), OWNER))


def _held(*holds: HoldPlaced) -> _Result:
    return _Result("held", holds=holds)


def _problems(situation: Situation, currency: str) -> str:
    """Why the order is invalid, in sentences; "" when it is not, or when a person let it pass."""
    order = situation.order
    if order.currency != currency:
        return f"The order is in {order.currency}, the rules are in {currency}: they cannot be compared."
    if not order.lines:
        return " ".join(order.problems) or "The order has no lines, so there is nothing to send."
    return "" if OWN in situation.snapshot.holds_lifted else " ".join(order.problems)


def _applying(course: Course, kind: RuleKind) -> list[Rule]:
    """The rules of a kind that apply: those that match, else the default one. Raises RuleFailed."""
    if course.facts is None:
        raise ValueError("rules are matched on facts, and there are none yet")
    found = course.compiled.matchers[kind].matching(course.facts)
    default = course.compiled.defaults.get(kind)
    course.matched[kind] = found or ([] if default is None else [default])
    return course.matched[kind]


def _holds(course: Course) -> list[HoldPlaced]:
    snapshot, placed = course.situation.snapshot, list[HoldPlaced]()
    for rule in _applying(course, RuleKind.HOLD):
        for action in rule.then:
            if isinstance(action, Hold) and rule.id not in snapshot.holds_lifted:
                after = action.lifts_after_minutes
                lifts_at = None if after is None else snapshot.at + timedelta(minutes=after)
                placed.append(HoldPlaced(rule.id, action.reason, action.owner, lifts_at))
    return placed


def _routed(course: Course) -> _Result:
    compiled = course.compiled
    splits = [policy for rule in _applying(course, RuleKind.SPLIT) for policy in compiled.split(rule)]
    if not splits:
        return _held(HoldPlaced(OWN, NO_SPLIT, OWNER))
    course.policy = most_restrictive(splits)
    for rule in _in_turn(course):
        tried = _try(course, compiled.route(rule))
        if tried.plan is not None:
            return _Result("routed", tried.plan, rule_id=rule.id)
        if tried.route.otherwise != "next_rule":
            return _otherwise(course, tried)
    return _held(HoldPlaced(OWN, NO_ROUTE, OWNER))


def _in_turn(course: Course) -> list[Rule]:
    """The routing rules that match, then the default one."""
    found = _applying(course, RuleKind.ROUTING)
    default = course.compiled.defaults.get(RuleKind.ROUTING)
    return found if default is None or (found and found[-1] is default) else [*found, default]


def _try(course: Course, route: Route) -> Tried:
    candidates = course.admitted(route)
    policy, lines = course.policy or Policy(), course.situation.order.lines
    plan = allocate(lines, candidates, policy, route.criteria, whole=True)
    course.tried.append(Tried(route, candidates, plan, policy))
    return course.tried[-1]


def _otherwise(course: Course, tried: Tried) -> _Result:
    """What a rule that cannot serve everything does with the order."""
    rule, order = tried.route.rule, course.situation.order
    cause = tried.cause
    if tried.route.otherwise == "hold":
        return _held(HoldPlaced(rule.id, cause, rule.owner or OWNER))
    if tried.route.otherwise == "ship_and_backorder":
        plan = allocate(order.lines, tried.candidates, tried.policy, tried.route.criteria)
        if plan is not None and plan.shipments:
            return _Result("part_backordered", plan, rule_id=rule.id, cause=cause)
    outcome: Outcome = "cancelled" if tried.route.otherwise == "cancel" else "backordered"
    return _Result(outcome, nothing_sent(order.lines), rule_id=rule.id, cause=cause)


def _decision(course: Course, result: _Result) -> Decision:
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
    )
