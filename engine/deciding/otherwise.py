"""What a routing rule that cannot serve everything does with the order, and orders that wait for stock."""

from datetime import datetime, timedelta

from engine.allocation.plans import nothing_sent
from engine.calendar import local
from engine.course import Course, Tried
from engine.deciding.result import OWNER, Result, held
from engine.deciding.splitting import Splitting
from engine.deciding.trying import in_part, relaxed
from engine.model import HoldPlaced, Outcome, Plan
from engine.situation import Situation
from rulesets.model import Rule

PARTS: dict[str, tuple[Outcome, Outcome]] = {
    "ship_and_backorder": ("part_backordered", "backordered"),
    "ship_and_hold": ("held", "held"),
    "ship_and_cancel": ("part_cancelled", "cancelled"),
}
"""Otherwise -> the outcome when something is sent, and when nothing can be."""


def otherwise(course: Course, tried: Tried, rules: Splitting) -> Result:
    """What follows from the rule's *otherwise*. While the order should be complete nothing is sent in part;
    once that time is over, what is here is sent and the rest waits, if the rule would let it all wait."""
    situation, rule, asked = course.situation, tried.route.rule, tried.route.otherwise
    until = rules.complete_until
    waits = asked in PARTS or asked == "backorder"
    if until is not None and waits and situation.snapshot.at < until:
        return backordered(situation, rule, tried.cause, until)
    if until is not None and asked == "backorder":
        asked = "ship_and_backorder"
    if asked in PARTS:
        return _in_part(course, tried, *PARTS[asked])
    if asked == "retry":
        return _again(situation, tried)
    if asked == "hold":
        return held(HoldPlaced(rule.id, tried.cause, rule.owner or OWNER))
    if asked == "cancel":
        return _nothing("cancelled", situation, rule, tried.cause)
    return backordered(situation, rule, tried.cause)


def backordered(situation: Situation, rule: Rule, cause: str, again_at: datetime | None = None) -> Result:
    """All of it waits for stock; preordered when every line of it is sold before it was ever in stock."""
    lines, plan = situation.order.lines, nothing_sent(situation.order.lines)
    if any(line.preorder is not True for line in lines):
        return Result("backordered", plan, (), rule.id, cause, again_at)
    return Result("preordered", plan, (), rule.id, f"{cause} {_expected(situation)}", again_at)


def _nothing(outcome: Outcome, situation: Situation, rule: Rule, cause: str) -> Result:
    return Result(outcome, nothing_sent(situation.order.lines), (), rule.id, cause)


def _in_part(course: Course, tried: Tried, some: Outcome, none: Outcome) -> Result:
    situation, rule, cause = course.situation, tried.route.rule, tried.cause
    part = in_part(course, tried)
    plan = part.plan
    holds = (HoldPlaced(rule.id, cause, rule.owner or OWNER),) if some == "held" else ()
    if plan is not None and plan.shipments:
        return Result(some, plan, holds, rule.id, cause, None, relaxed(course, part))
    if none == "held":
        return held(*holds)
    if none == "backordered":
        return backordered(situation, rule, cause)
    return _nothing(none, situation, rule, cause)


def _again(situation: Situation, tried: Tried) -> Result:
    minutes = tried.route.rule.retry_minutes
    if minutes is None:
        raise ValueError("a rule that is tried again says after how many minutes")
    at = situation.snapshot.at + timedelta(minutes=minutes)
    return waiting(situation, tried.route.rule, tried.cause, at)


def waiting(situation: Situation, rule: Rule, cause: str, again_at: datetime) -> Result:
    """Nothing is planned until then."""
    plan: Plan = nothing_sent(situation.order.lines)
    return Result("waiting", plan, (), rule.id, cause, again_at)


def _expected(situation: Situation) -> str:
    """When the last of a preorder's lines is due in stock."""
    incoming = situation.snapshot.incoming
    dates = [line.expected_at or incoming.get(line.sku) for line in situation.order.lines]
    known = [date for date in dates if date is not None]
    if len(known) < len(dates):
        return "It is sold ahead, and when it comes is not known."
    at = local(max(known), situation.snapshot.zone)
    return f"It is sold ahead, and expected on {at:%a} {at.day} {at:%b}."
