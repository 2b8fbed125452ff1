"""What would have had to differ in the rules, or in what they read of the order."""

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from engine.differing.fields import SETTABLE
from engine.differing.goals import Goal
from engine.differing.model import Change
from engine.differing.trying import Trial
from engine.model import Decision
from rulesets.actions import Demand
from rulesets.conditions import Condition, walk
from rulesets.model import Rule, RuleKind
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS, ORDERED
from rulesets.vocabulary import FIELDS

Found = Iterator[tuple[Change, Decision]]


def rules_off(trial: Trial, decision: Decision, goal: Goal) -> Found:
    """Each rule that had a say, off; where several hold the order, all of them."""
    holding = tuple(dict.fromkeys([hold.rule_id for hold in decision.holds if hold.rule_id]))
    several = [tuple(each for each in holding if _rule(trial, each) is not None)] if len(holding) > 1 else []
    for ids in [(each,) for each in _had_a_say(trial, decision)] + several:
        change = Change("rules_off", rules=ids)
        result = trial.with_change(change)
        if goal.reached(result):
            yield change, result


def demands_off(trial: Trial, decision: Decision, goal: Goal) -> Found:
    """Each demand of the routing rules that were asked, taken away."""
    for rule_id in _routing(trial, decision):
        rule = _rule(trial, rule_id, defaults=True)
        for at, action in enumerate(rule.then if rule and rule.table is None else ()):
            if isinstance(action, Demand):
                change = Change("demand_off", rules=(rule_id,), at=at)
                result = trial.with_change(change)
                if goal.reached(result):
                    yield change, result


def _had_a_say(trial: Trial, decision: Decision) -> list[str]:
    """Rules that took effect or were tried in vain, without those that only label and the defaults."""
    found = list(dict.fromkeys([*decision.applied, *_routing(trial, decision)]))
    rules = [(each, _rule(trial, each)) for each in found]
    return [each for each, rule in rules if rule is not None and rule.kind is not RuleKind.TRANSACTION]


def _routing(trial: Trial, decision: Decision) -> list[str]:
    """Routing rules that matched and were asked."""
    rules = decision.trace.rules if decision.trace else ()
    return [
        each.rule_id
        for each in rules
        if each.kind == "routing" and each.verdict == "matched" and each.rule_id in trial.compiled.routes
    ]


def _rule(trial: Trial, rule_id: str, *, defaults: bool = False) -> Rule | None:
    rule = trial.compiled.ruleset.rule(rule_id)
    return None if rule is None or (rule.default and not defaults) else rule


def fields_otherwise(trial: Trial, decision: Decision, goal: Goal) -> Found:
    """The nearest value of a field that would have let a held order go."""
    for hold in decision.holds:
        rule = _rule(trial, hold.rule_id)
        if rule is None or rule.when is None:
            continue
        for _, node in walk(rule.when):
            if isinstance(node, Condition) and node.field in SETTABLE:
                yield from _otherwise(trial, node, goal)


def _otherwise(trial: Trial, node: Condition, goal: Goal) -> Found:
    for value in _values(trial, node):
        change = Change("field", path=node.field, value=value)
        result = trial.with_change(change)
        if goal.reached(result):
            yield change, result
            return


def _values(trial: Trial, node: Condition) -> list[int | bool]:
    """Values on the other side of the condition, the nearest to its limit first."""
    if node.operator in ("is_yes", "is_no"):
        return [node.operator == "is_no"]
    field, operator = FIELDS[node.field], OPERATORS[node.operator]
    if field.type not in ORDERED:
        return []
    ruleset = trial.compiled.ruleset
    operand = operand_value(field, operator, node.value, ZoneInfo(ruleset.zone), ruleset.currency)
    low, high = operand if isinstance(operand, tuple) else (operand, operand)
    if not isinstance(low, int) or not isinstance(high, int):
        return []
    beyond = _BEYOND.get(node.operator)
    return [value for value in beyond(low, high) if value >= 0] if beyond else []


_BEYOND: dict[str, Callable[[int, int], list[int]]] = {
    "at_least": lambda low, _high: [low - 1],
    "more_than": lambda low, _high: [low],
    "at_most": lambda low, _high: [low + 1],
    "less_than": lambda low, _high: [low],
    "between": lambda low, high: [high + 1, low - 1],
    "is": lambda low, _high: [low - 1, low + 1],
}
"""Operator -> the whole values just on the other side of its limits."""
