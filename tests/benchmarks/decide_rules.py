"""Rules of all kinds for the decisions that are timed, made of the conditions of `match_rules`.

Of each ten rules one holds, one says how to split, three route (with demands on locations, half of them by
cost, the others by distance) and five label. What a routing rule cannot serve goes on to the next one. As in
the sample's rules an order becomes two shipments at most."""

from typing import Any

from rulesets.actions import Hold, KeepStock, OnlyKinds, Rank, Split, Tag, WithinKm
from rulesets.model import Rule, RuleKind, Ruleset, default_rules
from tests.benchmarks.match_rules import many_rules

KINDS = (
    RuleKind.HOLD,
    RuleKind.SPLIT,
    RuleKind.ROUTING,
    RuleKind.ROUTING,
    RuleKind.ROUTING,
    *[RuleKind.TRANSACTION] * 5,
)


def rules(count: int) -> tuple[Rule, ...]:
    """So many rules; each further one is like the one ten before it."""
    return tuple(_recast(number, rule) for number, rule in enumerate(many_rules(count)))


def ruleset(count: int) -> Ruleset:
    """They with the default rules."""
    split = Split(policy="whole_lines", at_most=2, only_if_needed=True)
    default = [
        rule.model_copy(update={"then": (split,)}) if rule.kind is RuleKind.SPLIT else rule
        for rule in default_rules()
    ]
    return Ruleset(name="Timed", currency="GBP", zone="Europe/London", rules=(*rules(count), *default))


def _recast(number: int, rule: Rule) -> Rule:
    kind = KINDS[number % len(KINDS)]
    known: dict[str, Any] = {"id": rule.id, "name": rule.name, "kind": kind, "when": rule.when}
    if kind is RuleKind.ROUTING:
        known["otherwise"] = "next_rule"
    return Rule(then=_then(kind, number), **known)


def _then(kind: RuleKind, number: int) -> tuple[Any, ...]:
    if kind is RuleKind.HOLD:
        return (Hold(reason="Look at it", owner="Operations"),)
    if kind is RuleKind.SPLIT:
        return (Split(policy=("units", "whole_lines")[number // 10 % 2], at_most=2, only_if_needed=True),)
    if kind is RuleKind.TRANSACTION:
        return (Tag(tag=f"t{number}"),)
    demands = ((OnlyKinds(kinds=("warehouse", "store")), KeepStock(units=1)), (WithinKm(km=600),))
    ranks = ((Rank(by="lowest_cost", tie_within=50), Rank(by="nearest")), (Rank(by="nearest"),))
    return (*demands[number % 2], *ranks[number // 10 % 2])
