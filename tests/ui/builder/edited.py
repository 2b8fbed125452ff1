"""Drafts and edits for the properties of the builder: any edit that its page can make, in any order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from rulesets.actions import actions_for
from rulesets.vocabulary import FIELDS
from ui.builder import arrange, forms, rules
from ui.builder import edits as inside
from ui.builder.arrange import NewId, ids_in
from ui.builder.edits import Gone
from ui.builder.model import Cond, EditedRule, EditedRules, Grp, LineCond, from_plain
from ui.builder.values import first_operand

Edit = tuple[str, int, int, str]
"""What is done, to which rule, to which part, with which text; numbers are taken round."""


def _hold(rule_id: str) -> dict[str, Any]:
    row = {"field": "order.total", "operator": "more_than", "value": "400.00 GBP"}
    lines = {"lines": "any", "where": {"all": [{"field": "line.fragile", "operator": "is_yes"}]}}
    return {
        "id": rule_id,
        "name": rule_id.upper(),
        "when": {"all": [row, {"any": [row, lines]}]},
        "then": [{"action": "hold", "reason": "Look at it", "owner": "Helen"}],
    }


def base_data() -> dict[str, Any]:
    """Three hold rules, a routing rule, and the defaults."""
    rank = {"action": "rank", "by": "nearest"}
    defaults = {"default": True}
    return {
        "switchyard": 1,
        "name": "Shop",
        "currency": "GBP",
        "zone": "Europe/London",
        "country": "GB",
        "rules": {
            "hold": [_hold("h1"), _hold("h2"), _hold("h3"), {"id": "h0", "name": "No hold", **defaults}],
            "routing": [
                {"id": "r1", "name": "R1", "when": {"all": []}, "then": [rank], "otherwise": "next_rule"},
                {"id": "r0", "name": "Nearest", **defaults, "then": [rank], "otherwise": "backorder"},
            ],
            "split": [
                {"id": "s0", "name": "Split", **defaults, "then": [{"action": "split", "policy": "units"}]}
            ],
            "exception": [
                {
                    "id": "e0",
                    "name": "Queue",
                    **defaults,
                    "then": [{"action": "queue", "owner": "Ops", "reason": "Decide"}],
                }
            ],
            "transaction": [{"id": "t0", "name": "Payments", **defaults}],
        },
    }


def base_rules() -> EditedRules:
    """The same, being edited."""
    return from_plain(base_data())


@dataclass(frozen=True)
class _At:
    """The rule and the part that an edit is about."""

    edited: EditedRules
    rule: EditedRule
    part: str
    text: str


def _within(how: Callable[[EditedRule, NewId, _At], EditedRule]) -> Callable[[_At], EditedRules]:
    def edit(at: _At) -> EditedRules:
        return rules.change_with_ids(at.edited, at.rule.id, lambda rule, new: how(rule, new, at))

    return edit


def _row(new: NewId) -> Cond:
    field = FIELDS["order.total"]
    return Cond(new(), field.path, "more_than", first_operand(field, "more_than", (), "GBP"))


def _acted(rule: EditedRule, new: NewId, at: _At) -> EditedRule:
    kinds = [each for each in actions_for(rule.kind) if not each.missing_because]
    kind = kinds[len(at.text) % len(kinds)]
    return replace(rule, then=(*rule.then, forms.blank(kind, new, "GBP")))


def _typed(rule: EditedRule, _: NewId, at: _At) -> EditedRule:
    part = inside.find(rule, at.part)
    if not isinstance(part, Cond):
        return rule
    return inside.set_row(rule, part.id, part.field, part.operator, at.text)


EDITS: dict[str, Callable[[_At], EditedRules]] = {
    "name": _within(lambda rule, _, at: rules.set_text(rule, "name", at.text)),
    "note": _within(lambda rule, _, at: rules.set_text(rule, "note", at.text)),
    "type": _within(_typed),
    "row": _within(lambda rule, new, at: inside.append(rule, at.part, _row(new))),
    "group": _within(lambda rule, new, at: inside.append(rule, at.part, Grp(new(), "any"))),
    "lines": _within(lambda rule, new, at: inside.append(rule, at.part, LineCond(new(), Grp(new())))),
    "copy": _within(lambda rule, new, at: arrange.duplicate(rule, at.part, new)),
    "indent": _within(lambda rule, new, at: arrange.indent(rule, at.part, new)),
    "outdent": _within(lambda rule, _, at: arrange.outdent(rule, at.part)),
    "down": _within(lambda rule, _, at: arrange.move(rule, at.part, 1)),
    "remove": _within(lambda rule, _, at: inside.remove(rule, at.part)),
    "act": _within(_acted),
    "new": lambda at: rules.new_rule(at.edited, at.rule.kind, at.text or "New")[0],
    "twin": lambda at: rules.duplicate_rule(at.edited, at.rule.id, f"{at.rule.name} (copy)")[0],
    "delete": lambda at: rules.remove_rule(at.edited, at.rule.id),
    "rule down": lambda at: rules.move_rule(at.edited, at.rule.id, 1),
    "rule up": lambda at: rules.move_rule(at.edited, at.rule.id, -1),
    "switch": lambda at: (
        at.edited if at.rule.default else rules.change_rule(at.edited, at.rule.id, rules.switched)
    ),
}


def edits(most: int = 6) -> st.SearchStrategy[list[Edit]]:
    """Some edits."""
    number = st.integers(0, 30)
    one = st.tuples(st.sampled_from(sorted(EDITS)), number, number, st.text("abc 1", max_size=4))
    return st.lists(one, max_size=most)


def made(edited: EditedRules, edit: Edit) -> EditedRules:
    """The draft after an edit; the same when that part cannot be edited so."""
    what, rule_number, part_number, text = edit
    rule = edited.rules[rule_number % len(edited.rules)]
    parts = list(ids_in(rule)) or [""]
    try:
        return EDITS[what](_At(edited, rule, parts[part_number % len(parts)], text))
    except (Gone, ValueError):
        return edited


def played(edited: EditedRules, several: list[Edit], maker: str) -> EditedRules:
    """The draft after these edits by a window that gives such ids."""
    edited = replace(edited, maker=maker, made=0)
    for edit in several:
        edited = made(edited, edit)
    return edited
