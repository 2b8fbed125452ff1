"""What is wrong with a rule's actions, beyond the types of their arguments."""

from collections import Counter
from collections.abc import Iterator

from rulesets.actions import (
    RANKERS,
    Action,
    AnyAction,
    NotLocations,
    OnlyKinds,
    OnlyLocations,
    Rank,
    Split,
    Where,
    actions_for,
)
from rulesets.checking.conditions import Scope, Surroundings, check_group, unknown_code
from rulesets.model import Rule, RuleKind
from rulesets.nearest import did_you_mean, either
from rulesets.problems import Place, Problem, ordinal
from rulesets.scalars import shown
from rulesets.values import Money
from rulesets.vocabulary import LOCATION_KINDS


def check_actions(rule: Rule, place: Place, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the rule's *then*, in reading order."""
    then = place.into("then", words="then")
    yield from _check_number(rule, then)
    yield from check_each(rule.kind, rule.then, place, around)
    yield from _check_together(rule, then)


def check_each(
    kind: RuleKind, actions: tuple[AnyAction | None, ...], place: Place, around: Surroundings
) -> Iterator[Problem]:
    """Every problem of each action by itself; None stands for one that could not be read."""
    for index, action in enumerate(actions):
        if action is not None:
            at = place.into("then", index, words=f"then, {ordinal(index)} action")
            yield from _check_offered(kind, action, at)
            yield from _check_arguments(action, at, around)


def _check_number(rule: Rule, place: Place) -> Iterator[Problem]:
    needs = (
        rule.kind in (RuleKind.SPLIT, RuleKind.EXCEPTION) if rule.default else rule.kind != RuleKind.ROUTING
    )
    if needs and not rule.then:
        offered = either(kind.label for kind in actions_for(rule.kind) if not kind.missing_because)
        yield place.problem("R303", "The rule does nothing.", f"Add an action: {offered}.")


def _check_offered(kind: RuleKind, action: Action, place: Place) -> Iterator[Problem]:
    if kind not in action.rule_kinds:
        offered = either(row.model_fields["action"].default for row in actions_for(kind))
        message = f"“{action.label}” is an action of {action.rule_kinds[0]} rules, and this is one of {kind}."
        yield place.problem("R302", message, f"Use {offered}.")
    elif action.missing_because:
        message = f"“{action.label}” cannot be carried out. {action.missing_because}"
        yield place.problem("R304", message, "Take the action away.")


def _check_arguments(action: AnyAction, place: Place, around: Surroundings) -> Iterator[Problem]:
    yield from _check_texts(action, place)
    yield from _check_lists(action, place, around)
    if isinstance(action, Where):
        yield from _check_where(action, place, around)
    elif isinstance(action, Rank):
        yield from _check_rank(action, place)
    elif isinstance(action, Split):
        yield from _check_split(action, place, around)


def _check_texts(action: Action, place: Place) -> Iterator[Problem]:
    for name, field in type(action).model_fields.items():
        value = getattr(action, name)
        if isinstance(value, str) and (value != value.strip() or not value.isprintable()):
            message = f"“{field.title or name}” has blanks around it, or signs that do not show."
            yield place.into(name, words=name).problem("R305", message, "Take them away.")


def _check_lists(action: Action, place: Place, around: Surroundings) -> Iterator[Problem]:
    if isinstance(action, OnlyKinds):
        at, values = place.into("kinds", words="kinds"), [kind.value for kind in LOCATION_KINDS]
        yield from _check_twice(action.kinds, at)
        for kind in action.kinds:
            if kind not in values:
                said = f"{shown(kind)} is not a kind of location."
                yield at.problem("R306", said, did_you_mean(kind, values))
    if isinstance(action, OnlyLocations | NotLocations | Rank):
        at = place.into("locations", words="locations")
        yield from _check_twice(action.locations, at)
        yield from _check_codes(action.locations, at, around)


def _check_codes(codes: tuple[str, ...], place: Place, around: Surroundings) -> Iterator[Problem]:
    for code in codes:
        if not code.strip() or code != code.strip() or not code.isprintable():
            yield place.problem(
                "R305", "A code is empty or has blanks around it.", "Take it away or correct it."
            )
        elif around.known is not None and around.known.locations is not None:
            yield from unknown_code(code, around.known.locations, "location", place)


def _check_twice(values: tuple[str, ...], place: Place) -> Iterator[Problem]:
    for value, times in Counter(value.casefold() for value in values).items():
        if times > 1:
            yield place.problem("R307", f"{shown(value)} stands {times} times in the list.", "Keep one.")


def _check_where(action: Where, place: Place, around: Surroundings) -> Iterator[Problem]:
    at = place.into("where", words="where")
    if not action.where.of:
        yield at.problem(
            "R306", "There is no condition on the location.", "Add one, or take the action away."
        )
    else:
        yield from check_group(action.where, at, Scope("routing", "location", around))


def _check_rank(action: Rank, place: Place) -> Iterator[Problem]:
    label, unit = RANKERS[action.by]
    locations = place.into("locations", words="locations")
    if action.by == "preferred" and not action.locations:
        yield locations.problem("R308", "The preferred order names no location.", "List them, best first.")
    if action.by != "preferred" and action.locations:
        remedy = "Take the list away, or prefer by the preferred order of locations."
        yield locations.problem("R308", f"“{label}” takes no list of locations.", remedy)
    if action.tie_within and not unit:
        at = place.into("tie_within", words="tie_within")
        yield at.problem("R309", f"“{label}” has no differences to call a tie.", "Take “A tie within” away.")


def _check_split(action: Split, place: Place, around: Surroundings) -> Iterator[Problem]:
    if action.policy == "none" and (action.at_most or action.only_if_needed or action.cheaper_by):
        remedy = "Take the other answers away, or let the order be split."
        yield place.problem("R310", "An order that may not be split needs no more answers.", remedy)
    if action.cheaper_by is not None:
        yield from _check_amount(action.cheaper_by, place.into("cheaper_by", words="cheaper_by"), around)


def _check_amount(written: str, place: Place, around: Surroundings) -> Iterator[Problem]:
    example = f"Write it like 2.00 {around.currency or 'GBP'}."
    try:
        money = Money.parse(written)
    except ValueError:
        yield place.problem("R311", f"{shown(written)} is not an amount of money.", example)
        return
    if around.currency is not None and money.currency != around.currency:
        message = f"{written} is not in {around.currency}, the currency of these rules."
        yield place.problem("R311", message, example)
    elif money.minor <= 0:
        yield place.problem("R311", f"{written} is no saving.", "Give more than nothing, or leave it empty.")


def _check_together(rule: Rule, place: Place) -> Iterator[Problem]:
    """Actions that stand twice in one rule, or that undo each other."""
    for (name, label), times in Counter(_sort_of(action) for action in rule.then).items():
        if times > 1:
            message = f"“{label}” stands {times} times in one rule ({name})."
            yield place.problem("R312", message, "Keep one of them, or make another rule.")
    names = {action.action for action in rule.then}
    if {"reroute", "cancel"} <= names:
        message = "An order that is cancelled cannot be routed again."
        yield place.problem("R313", message, "Keep one of the two actions.")


def _sort_of(action: AnyAction) -> tuple[str, str]:
    """What may stand only once: an action; a ranker; a tag; the same wish on locations."""
    if isinstance(action, Rank):
        return action.by, RANKERS[action.by][0]
    if action.rule_kinds in (("routing",), ("transaction",)):
        return action.model_dump_json(), action.label
    return action.action, action.label
