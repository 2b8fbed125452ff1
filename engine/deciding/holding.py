"""The holds that hold rules place: until when, what lifts them, who looks at them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from engine.deciding.moments import next_at
from engine.model import HoldPlaced, Order
from engine.situation import Situation
from rulesets.actions import Hold
from rulesets.model import Rule

EVENTS = frozenset({"stock", "payment", "address"})
"""What a hold may wait for that is no date."""

DATES = {
    "ship_after": ("ship_after", "The order has no date before which it may not be sent"),
    "requested_date": ("requested_at", "The order has no date for which it was asked"),
    "edit_window": ("edit_until", "The order does not say until when the customer may change it"),
}
"""What a hold may wait for that is a date: the order's field, and what is said where it is not known."""


def holds_placed(rules: Iterable[Rule], situation: Situation) -> list[HoldPlaced]:
    """One for each hold of the rules, but those that were lifted and those whose end has come already."""
    lifted = situation.snapshot.holds_lifted
    return [
        hold
        for rule in rules
        if rule.id not in lifted
        for action in rule.then
        if isinstance(action, Hold)
        for hold in _placed(rule, action, situation)
    ]


def _placed(rule: Rule, action: Hold, situation: Situation) -> Iterator[HoldPlaced]:
    at, order = situation.snapshot.at, situation.order
    date, reason = _date(action, order), action.reason
    if (date is not None and date <= at) or (action.until == "stock" and _in_stock(situation)):
        return
    if action.until in DATES and date is None:
        reason = f"{reason.rstrip('.')}. {DATES[action.until][1]}, so a person decides."
    over = _time_over(action, situation)
    by_date = date is not None and (over is None or date <= over)
    due = action.due_in_minutes
    yield HoldPlaced(
        rule_id=rule.id,
        reason=reason,
        owner=action.owner,
        lifts_at=date if by_date else over,
        lifts_when=action.until if action.until in EVENTS else "",
        at_expiry="lift" if by_date else action.at_expiry,
        escalate_to=action.escalate_to,
        queue=action.queue,
        role=action.role,
        due_at=None if due is None else at + timedelta(minutes=due),
    )


def _date(action: Hold, order: Order) -> datetime | None:
    """Until when the order itself says, if that is what the hold waits for."""
    if action.until not in DATES:
        return None
    date: datetime | None = getattr(order, DATES[action.until][0])
    return date


def _in_stock(situation: Situation) -> bool:
    return situation.holds_all(situation.total_free())


def _time_over(action: Hold, situation: Situation) -> datetime | None:
    """When the hold's own time is over, the earlier of a delay and a time of day."""
    found: list[datetime] = []
    if action.lifts_after_minutes is not None:
        found.append(situation.snapshot.at + timedelta(minutes=action.lifts_after_minutes))
    if action.lifts_at_time is not None:
        found.append(next_at(situation.now, action.lifts_at_time))
    return min(found, default=None)
