"""Moving parts about inside a rule: up, down, in, out, and a copy beside. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rulesets.conditions import DEEPEST
from ui.builder.edits import Gone, change, depth, find, height, roots
from ui.builder.model import Cond, EditedRule, EditedRules, Grp, LineCond, Part, inside, parts_in

NewId = Callable[[], str]


def parent(rule: EditedRule, part_id: str) -> Part:
    """The group or line condition that the part stands in directly. Raises Gone for outermost groups."""
    for root in roots(rule):
        for part in parts_in(root):
            if any(each.id == part_id for each in inside(part)):
                return part
    raise Gone(part_id)


def _holder_id(part: Part) -> str:
    """The id of the group that holds a part's inside."""
    return part.where.id if isinstance(part, LineCond) else part.id


def _rearrange(rule: EditedRule, part_id: str, how: Callable[[list[Part], int], None]) -> EditedRule:
    """The rule with the siblings of the part arranged anew by `how(siblings, place of the part)`."""
    holder = parent(rule, part_id)
    siblings = list(inside(holder))
    how(siblings, next(place for place, each in enumerate(siblings) if each.id == part_id))
    return change(rule, _holder_id(holder), lambda group: (_holding(group, siblings),))


def _holding(group: Part, parts: list[Part]) -> Part:
    return replace(group, of=tuple(parts)) if isinstance(group, Grp) else group


def move(rule: EditedRule, part_id: str, by: int) -> EditedRule:
    """The part one place up (-1) or down (1) among its siblings; at the edge it stays."""

    def how(siblings: list[Part], place: int) -> None:
        part = siblings.pop(place)
        siblings.insert(max(0, min(len(siblings), place + by)), part)

    return _rearrange(rule, part_id, how)


def duplicate(rule: EditedRule, part_id: str, new_id: NewId) -> EditedRule:
    """A copy right after the part."""
    return _rearrange(
        rule, part_id, lambda siblings, place: siblings.insert(place + 1, renewed(siblings[place], new_id))
    )


def indent(rule: EditedRule, part_id: str, new_id: NewId) -> EditedRule:
    """The part at the end of the group before it, or in a new *any* group when there is none before it.
    Raises ValueError when groups would stand too deep."""
    part = find(rule, part_id)
    around = depth(rule, part_id) - (not isinstance(part, Cond))
    if around + 1 + height(part) > DEEPEST:
        raise ValueError(f"Groups stand at most {DEEPEST} deep in each other.")

    def how(siblings: list[Part], place: int) -> None:
        before = siblings[place - 1] if place else None
        if isinstance(before, Grp):
            siblings[place - 1 : place + 1] = [replace(before, of=(*before.of, part))]
        else:
            siblings[place] = Grp(new_id(), "any", (part,))

    return _rearrange(rule, part_id, how)


def outdent(rule: EditedRule, part_id: str) -> EditedRule:
    """The part right after the group that it stood in; a group left empty goes. The inside of a line
    condition and the outermost group cannot be left: the rule then stays as it is."""
    holder = parent(rule, part_id)
    if not isinstance(holder, Grp) or holder in roots(rule):
        return rule
    part = find(rule, part_id)
    left = replace(holder, of=tuple(each for each in holder.of if each.id != part_id))
    return change(rule, holder.id, lambda _: (left, part) if left.of else (part,))


def renewed(part: Part, new_id: NewId) -> Part:
    """The same part with new ids throughout."""
    if isinstance(part, Cond):
        return replace(part, id=new_id())
    if isinstance(part, LineCond):
        return replace(part, id=new_id(), where=renewed_group(part.where, new_id))
    return renewed_group(part, new_id)


def renewed_group(group: Grp, new_id: NewId) -> Grp:
    """The same group with new ids throughout."""
    return replace(group, id=new_id(), of=tuple(renewed(each, new_id) for each in group.of))


def ids_from(edited: EditedRules) -> tuple[NewId, Callable[[], int]]:
    """A source of ids that the draft has not given yet, and how many it has given then."""
    given = [edited.made]

    def new_id() -> str:
        given[0] += 1
        return f"{edited.maker}{given[0]}"

    return new_id, lambda: given[0]


def ids_in(rule: EditedRule) -> Iterator[str]:
    """Every id in the rule."""
    for root in roots(rule):
        for part in parts_in(root):
            yield part.id
            if isinstance(part, LineCond):
                yield part.where.id
    yield from (act.id for act in rule.then)
