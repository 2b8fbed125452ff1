"""Small orders, locations and snapshots, of which a test says only what matters to it, decided."""

from collections.abc import Sequence
from typing import Any

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import Decision, Order, Snapshot
from engine.proving.shop import NOW, PLACES, SHEFFIELD, TARIFF, line, order, place, snapshot, state
from rulesets.model import Rule, RuleKind, Ruleset, default_rules

__all__ = [
    "NOW",
    "PLACES",
    "SHEFFIELD",
    "TARIFF",
    "decided",
    "line",
    "order",
    "place",
    "rule",
    "ruleset",
    "snapshot",
    "state",
]


def ruleset(*rules: Rule) -> Ruleset:
    """Rules with the default ones of the kinds that have none."""
    given = {rule.kind for rule in rules if rule.default}
    defaults = [rule for rule in default_rules() if rule.kind not in given]
    return Ruleset(name="Test", currency="GBP", zone="Europe/London", rules=(*rules, *defaults))


def rule(kind: str, rule_id: str, *then: Any, **known: Any) -> Rule:
    """A rule named as its id; without a `when` it is the default of its kind."""
    given = {"default": "when" not in known, "then": then} | known
    if kind == "routing":
        given.setdefault("otherwise", "backorder")
    return Rule(id=rule_id, name=rule_id.replace("-", " ").capitalize(), kind=RuleKind(kind), **given)


def decided(placed: Order, seen: Snapshot, rules: Sequence[Rule] = (), **options: Any) -> Decision:
    """The decision by these rules and the defaults."""
    return decide(placed, seen, compile_ruleset(ruleset(*rules)), **options)
