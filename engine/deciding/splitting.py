"""How the order may be split: what all split rules that match say, and which plans a person looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.allocation.model import Policy
from engine.allocation.policy import most_restrictive
from engine.compiler import SplitSaid
from engine.deciding.result import OWNER, Result, held
from engine.model import HoldPlaced
from engine.routing.words import counted
from engine.situation import Situation
from rulesets.model import Rule


@dataclass(frozen=True, slots=True)
class Splitting:
    """`policy`: what allocation keeps to. `complete_until`: before then nothing is sent in part; None asks
    nothing. `review`: the rule that wants a person to see plans of more than `review_above` shipments."""

    policy: Policy
    complete_until: datetime | None = None
    review: Rule | None = None
    review_above: int = 0


def splitting(said: Iterable[SplitSaid], default: SplitSaid | None, situation: Situation) -> Splitting | None:
    """The most restrictive answer to each question; how far it may be split at all the default rule says
    where no other does. None where nothing says it."""
    found = list(said)
    policies = [policy for each in found for policy in each.policies]
    if not policies and default is not None and default not in found:
        found.append(default)
        policies = list(default.policies)
    if not policies:
        return None
    grouped = [grouping.policy(situation) for each in found for grouping in each.groupings]
    days = max([each.complete_for_days for each in found if each.complete_for_days is not None], default=None)
    until = None if days is None else situation.order.placed_at + timedelta(days=days)
    reviews = [(each.review_above, each.rule) for each in found if each.review_above is not None]
    above, review = min(reviews, key=lambda pair: pair[0], default=(0, None))
    asked = [*policies, *grouped]
    return Splitting(asked[0] if len(asked) == 1 else most_restrictive(asked), until, review, above)


def reviewed(result: Result, rules: Splitting, situation: Situation) -> Result:
    """The result, or a hold where a person is to see its plan first."""
    rule, count = rules.review, len(result.plan.shipments)
    if rule is None or count <= rules.review_above or rule.id in situation.snapshot.holds_lifted:
        return result
    most = counted(rules.review_above, "shipment")
    reason = f"The best plan takes {counted(count, 'shipment')}; more than {most} are for a person to see."
    return held(HoldPlaced(rule.id, reason, rule.owner or OWNER))
