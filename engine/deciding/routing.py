"""The routing rules that match, in turn, until one of them says what happens to the order."""

from engine.allocation.plans import nothing_sent
from engine.calendar import local
from engine.compiler import Route
from engine.course import Course
from engine.deciding.moments import next_of_every
from engine.deciding.otherwise import backordered, otherwise, waiting
from engine.deciding.result import OWN, OWNER, Result, held
from engine.deciding.splitting import Splitting, reviewed, splitting
from engine.deciding.trying import relaxed, tried
from engine.model import HoldPlaced
from engine.routing.words import counted
from rulesets.actions import CancelRoute, HoldRoute, WaitForStock
from rulesets.model import Rule, RuleKind

NO_SPLIT = "No split rule says how the order may be split: the default one is missing."
NO_ROUTE = "No routing rule says who serves the order: the default one is missing."


def routed(course: Course) -> Result:
    """What the split and routing rules make of an order that nothing holds. Raises RuleFailed."""
    rules = _splitting(course)
    if rules is None:
        return held(HoldPlaced(OWN, NO_SPLIT, OWNER))
    course.policy = rules.policy
    for rule in _in_turn(course):
        course.asked = rule
        found = _by_rule(course, course.compiled.route(rule), rules)
        if found is not None:
            return reviewed(found, rules, course.situation)
    return held(HoldPlaced(OWN, NO_ROUTE, OWNER))


def _splitting(course: Course) -> Splitting | None:
    compiled = course.compiled
    said = [compiled.split(rule) for rule in course.applying(RuleKind.SPLIT)]
    default = compiled.defaults.get(RuleKind.SPLIT)
    return splitting(said, None if default is None else compiled.split(default), course.situation)


def _in_turn(course: Course) -> list[Rule]:
    """The routing rules that match, then the default one."""
    found = course.applying(RuleKind.ROUTING)
    default = course.compiled.defaults.get(RuleKind.ROUTING)
    return found if default is None or (found and found[-1] is default) else [*found, default]


def _by_rule(course: Course, route: Route, rules: Splitting) -> Result | None:
    """None where it goes on to the next rule."""
    if isinstance(route.way, WaitForStock | HoldRoute | CancelRoute):
        return _at_once(course, route)
    if route.every is not None and not course.situation.snapshot.together:
        return _together(course, route, route.every)
    found = tried(course, route)
    if found.plan is not None:
        return Result("routed", found.plan, rule_id=route.rule.id, relaxed=relaxed(course, found))
    return None if route.otherwise == "next_rule" else otherwise(course, found, rules)


def _at_once(course: Course, route: Route) -> Result | None:
    """What ends the matter. A hold that a person has lifted is not placed again: the next rule is asked."""
    situation, rule, way = course.situation, route.rule, route.way
    if isinstance(way, HoldRoute):
        lifted = rule.id in situation.snapshot.holds_lifted
        return None if lifted else held(HoldPlaced(rule.id, way.reason, rule.owner or OWNER))
    if isinstance(way, CancelRoute):
        cause = f"Rule “{rule.name}” cancels the order."
        return Result("cancelled", nothing_sent(situation.order.lines), rule_id=rule.id, cause=cause)
    return backordered(situation, rule, f"Rule “{rule.name}” lets the order wait for stock.")


def _together(course: Course, route: Route, every: int) -> Result:
    situation = course.situation
    again_at = next_of_every(situation.now, every)
    at = local(again_at, situation.snapshot.zone)
    cause = (
        f"Rule “{route.rule.name}” decides orders together every {counted(every, 'minute')}, "
        f"next on {at:%a} {at.day} {at:%b} at {at:%H:%M}."
    )
    return waiting(situation, route.rule, cause, again_at)
