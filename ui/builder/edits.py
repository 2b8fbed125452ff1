"""Edits inside one rule: rows, groups and line conditions, each found by its id. Pure."""

from collections.abc import Callable
from dataclasses import replace

from rulesets.conditions import DEEPEST
from ui.builder.model import Act, Cond, EditedRule, Grp, LineCond, Part, Value, inside, parts_in

Change = Callable[[Part], tuple[Part, ...]]
"""What a part becomes: nothing, itself changed, or several."""


class Gone(LookupError):
    """The part that should be edited is not in the rule any more."""


def roots(rule: EditedRule) -> tuple[Grp, ...]:
    """The outermost groups: of *when*, and of each action that asks for conditions."""
    own = () if rule.when is None else (rule.when,)
    return (*own, *(act.where for act in rule.then if act.where is not None))


def find(rule: EditedRule, part_id: str) -> Part:
    """The part with this id; that of a line condition's `where` is its group. Raises Gone."""
    for root in roots(rule):
        for part in parts_in(root):
            if part.id == part_id:
                return part
            if isinstance(part, LineCond) and part.where.id == part_id:
                return part.where
    raise Gone(part_id)


def depth(rule: EditedRule, part_id: str) -> int:
    """How many groups stand around the part, itself counted when it is one; 1 for an outermost group."""
    for root in roots(rule):
        found = _depth(root, part_id, 1)
        if found:
            return found
    raise Gone(part_id)


def _depth(part: Part, part_id: str, here: int) -> int:
    if part.id == part_id or (isinstance(part, LineCond) and part.where.id == part_id):
        return here
    below = (_depth(each, part_id, here + (not isinstance(each, Cond))) for each in inside(part))
    return next((found for found in below if found), 0)


def height(part: Part) -> int:
    """How many groups the part needs below it, itself counted: 0 for a row, 1 for a group of rows."""
    if isinstance(part, Cond):
        return 0
    return 1 + max((height(each) for each in inside(part)), default=0)


def is_of_lines(rule: EditedRule, group_id: str) -> bool:
    """Whether the group stands inside a line condition, so that its rows ask about lines."""
    lines = (part for root in roots(rule) for part in parts_in(root) if isinstance(part, LineCond))
    return any(group_id == part.where.id or any(p.id == group_id for p in parts_in(part)) for part in lines)


def may_hold_group(rule: EditedRule, group_id: str) -> bool:
    """Whether one more group may stand inside this one."""
    return depth(rule, group_id) < DEEPEST


def change(rule: EditedRule, part_id: str, how: Change) -> EditedRule:
    """The rule with this part changed. An outermost group becomes the first thing that `how` gives."""
    find(rule, part_id)
    when = None if rule.when is None else _root(rule.when, part_id, how)
    return replace(rule, when=when, then=tuple(_act(act, part_id, how) for act in rule.then))


def _act(act: Act, part_id: str, how: Change) -> Act:
    return act if act.where is None else replace(act, where=_root(act.where, part_id, how))


def _root(group: Grp, part_id: str, how: Change) -> Grp:
    if group.id != part_id:
        return _within(group, part_id, how)
    changed = how(group)
    if len(changed) == 1 and isinstance(changed[0], Grp):
        return changed[0]
    raise Gone(part_id)


def _within(group: Grp, part_id: str, how: Change) -> Grp:
    parts: list[Part] = []
    for part in group.of:
        parts += how(part) if part.id == part_id else (_deeper(part, part_id, how),)
    return replace(group, of=tuple(parts))


def _deeper(part: Part, part_id: str, how: Change) -> Part:
    if isinstance(part, Grp):
        return _within(part, part_id, how)
    return replace(part, where=_root(part.where, part_id, how)) if isinstance(part, LineCond) else part


def append(rule: EditedRule, group_id: str, part: Part) -> EditedRule:
    """The part at the end of the group. Raises ValueError when groups would stand too deep."""
    if height(part) + depth(rule, group_id) > DEEPEST:
        raise ValueError(f"Groups stand at most {DEEPEST} deep in each other.")
    return change(rule, group_id, lambda group: (_with(group, part),))


def _with(group: Part, part: Part) -> Part:
    return replace(group, of=(*group.of, part)) if isinstance(group, Grp) else group


def remove(rule: EditedRule, part_id: str) -> EditedRule:
    """The rule without this part."""
    return change(rule, part_id, lambda _: ())


def set_match(rule: EditedRule, group_id: str, match: str) -> EditedRule:
    """The group as all, any or none of its parts."""
    return change(
        rule, group_id, lambda part: (replace(part, match=match),) if isinstance(part, Grp) else (part,)
    )


def set_lines(rule: EditedRule, part_id: str, lines: str) -> EditedRule:
    """The line condition as any, all, none, count or sum; the last two begin at 1 of something."""

    def how(part: Part) -> tuple[Part, ...]:
        if not isinstance(part, LineCond):
            return (part,)
        if lines == "count":
            return (replace(part, lines=lines, of=None, operator="at_least", value=1),)
        if lines == "sum":
            return (replace(part, lines=lines, of="line.quantity", operator="at_least", value=1),)
        return (replace(part, lines=lines, of=None, operator=None, value=None),)

    return change(rule, part_id, how)


def set_compared(rule: EditedRule, part_id: str, of: str | None, operator: str, value: Value) -> EditedRule:
    """What a count or a sum over lines is compared with."""
    return change(
        rule,
        part_id,
        lambda part: (
            (replace(part, of=of, operator=operator, value=value),) if isinstance(part, LineCond) else (part,)
        ),
    )


def set_row(rule: EditedRule, part_id: str, field: str, operator: str, value: Value) -> EditedRule:
    """The row with these three."""
    return change(rule, part_id, lambda part: (Cond(part.id, field, operator, value),))


def replace_part(rule: EditedRule, part_id: str, by: Part) -> EditedRule:
    """Another part in the place of this one. Raises ValueError when groups would stand too deep."""
    around = depth(rule, part_id) - (not isinstance(find(rule, part_id), Cond))
    if around + height(by) > DEEPEST:
        raise ValueError(f"Groups stand at most {DEEPEST} deep in each other.")
    return change(rule, part_id, lambda _: (by,))
