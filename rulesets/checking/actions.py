"""What is wrong with a rule's actions, beyond the types of their arguments."""

from collections import Counter
from collections.abc import Iterator

from rulesets.actions import (
    RANKERS,
    Action,
    AnyAction,
    ChooseService,
    DecideTogether,
    Rank,
    Route,
    Split,
    actions_for,
    ends_here,
)
from rulesets.checking.arguments import check_arguments
from rulesets.checking.conditions import Surroundings
from rulesets.model import Rule, RuleKind
from rulesets.nearest import either
from rulesets.problems import Place, Problem, ordinal


def check_actions(rule: Rule, place: Place, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the rule's *then*, in reading order."""
    then = place.into("then", words="then")
    yield from _check_number(rule, then)
    yield from check_each(rule.kind, rule.then, place, around)
    yield from check_together(rule, then)


def check_each(
    kind: RuleKind, actions: tuple[AnyAction | None, ...], place: Place, around: Surroundings
) -> Iterator[Problem]:
    """Every problem of each action by itself; None stands for one that could not be read."""
    for index, action in enumerate(actions):
        if action is not None:
            at = place.into("then", index, words=f"then, {ordinal(index)} action")
            yield from _check_offered(kind, action, at)
            yield from check_arguments(action, at, around)


def _check_number(rule: Rule, place: Place) -> Iterator[Problem]:
    needs = (
        rule.kind in (RuleKind.SPLIT, RuleKind.EXCEPTION) if rule.default else rule.kind != RuleKind.ROUTING
    )
    if needs and not rule.then and rule.table is None:
        offered = either(kind.label for kind in actions_for(rule.kind) if not kind.missing_because)
        yield place.problem("R303", "The rule does nothing.", f"Add an action: {offered}.")
    elif rule.kind is RuleKind.SPLIT and rule.default and not any(isinstance(a, Split) for a in rule.then):
        message = "The default rule does not say how far an order may be split."
        yield place.problem("R303", message, f"Add “{Split.label}”.")


def _check_offered(kind: RuleKind, action: Action, place: Place) -> Iterator[Problem]:
    if kind not in action.rule_kinds:
        offered = either(row.model_fields["action"].default for row in actions_for(kind))
        message = f"“{action.label}” is an action of {action.rule_kinds[0]} rules, and this is one of {kind}."
        yield place.problem("R302", message, f"Use {offered}.")
    elif action.missing_because:
        message = f"“{action.label}” cannot be carried out. {action.missing_because}"
        yield place.problem("R304", message, "Take the action away.")


def check_together(rule: Rule, place: Place) -> Iterator[Problem]:
    """Actions that stand twice in one rule, or that undo each other."""
    for (name, label), times in Counter(_sort_of(action) for action in rule.then).items():
        if times > 1:
            message = f"“{label}” stands {times} times in one rule ({name})."
            yield place.problem("R312", message, "Keep one of them, or make another rule.")
    names = {action.action for action in rule.then}
    if {"reroute", "cancel"} <= names:
        message = "An order that is cancelled cannot be routed again."
        yield place.problem("R313", message, "Keep one of the two actions.")
    yield from _check_ways(rule, place)


def _check_ways(rule: Rule, place: Place) -> Iterator[Problem]:
    ways = [action for action in rule.then if isinstance(action, Route)]
    if len(ways) > 1:
        labels = either([f"“{way.label}”" for way in ways])
        yield place.problem("R314", f"A rule goes one way, and this one has {len(ways)}.", f"Keep {labels}.")
    elif ends_here(ways) and len(rule.then) > 1:
        message = f"After “{ways[0].label}” no location is asked, so the other actions do nothing."
        yield place.problem("R315", message, "Take them away.")


def _sort_of(action: AnyAction) -> tuple[str, str]:
    """What may stand only once: an action; a ranker (by field: each field); the same wish on locations."""
    if isinstance(action, Rank):
        return f"{action.by} {action.field or ''}".strip(), RANKERS[action.by][0]
    if isinstance(action, DecideTogether | ChooseService | Split):
        return action.action, action.label
    if action.rule_kinds in (("routing",), ("transaction",), ("split",)):
        return action.model_dump_json(), action.label
    return action.action, action.label
