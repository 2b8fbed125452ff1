"""Where a problem stands: the path that the checks give -> the rule and its part in the builder. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from rulesets.problems import Problem, Step
from ui.builder.edits import find
from ui.builder.model import Act, Cond, EditedRule, EditedRules, Grp, LineCond, Part

NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class Spot:
    """A problem with its place: `part` is the id of the row, group or action, "" when it is the rule's own;
    `what` the name of the entry, "" when it is the whole part. `unfinished`: nothing stands there yet."""

    rule: str
    part: str
    what: str
    problem: Problem
    unfinished: bool = False


def spots(edited: EditedRules, problems: Iterable[Problem]) -> tuple[Spot, ...]:
    """Every problem with its place; one that belongs to no rule has the rule ""."""
    return tuple(_spot(edited, problem) for problem in problems)


def _spot(edited: EditedRules, problem: Problem) -> Spot:
    path = problem.path
    if len(path) < 3 or path[0] != "rules" or not isinstance(path[2], int):
        return Spot("", "", "", problem)
    rules = edited.of_kind(str(path[1]))
    if path[2] >= len(rules):
        return Spot("", "", "", problem)
    rule = rules[path[2]]
    part, what = within_rule(rule, path[3:])
    return Spot(rule.id, part, what, problem, _is_unfinished(rule, part, what))


def _is_unfinished(rule: EditedRule, part: str, what: str) -> bool:
    """Whether the place is one that somebody has yet to fill."""
    for act in rule.then:
        if act.id == part:
            return what in act.given and act.given[what] in NOTHING
    found = find(rule, part) if part else None
    if isinstance(found, Cond):
        return what == "value" and found.value in NOTHING
    return isinstance(found, Grp) and not found.of


def within_rule(rule: EditedRule, path: tuple[Step, ...]) -> tuple[str, str]:
    """The part and the entry that a path inside a rule leads to; "" for the rule's own."""
    if path[:1] == ("when",) and rule.when is not None:
        return _within(rule.when, path[1:])
    if path[:1] == ("then",) and len(path) > 1 and isinstance(path[1], int) and path[1] < len(rule.then):
        return _within_action(rule.then[path[1]], path[2:])
    return "", str(path[0]) if path else ""


def _within_action(act: Act, path: tuple[Step, ...]) -> tuple[str, str]:
    if path[:1] == ("where",) and act.where is not None:
        return _within(act.where, path[1:])
    return act.id, str(path[0]) if path else ""


def _within(part: Part, path: tuple[Step, ...]) -> tuple[str, str]:
    if isinstance(part, LineCond) and path[:1] == ("where",):
        return _within(part.where, path[1:])
    if isinstance(part, Grp) and len(path) > 1 and isinstance(path[1], int) and path[1] < len(part.of):
        return _within(part.of[path[1]], path[2:])
    return part.id, str(path[0]) if path and isinstance(part, Cond | LineCond) else ""
