"""Edits of the lists of rules: new, copied, moved, switched, taken away; and of what a rule says besides
its conditions. The default rule of a kind stays last, on, and without conditions. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rulesets.actions import ACTIONS
from rulesets.model import RuleKind
from ui.builder.arrange import NewId, ids_from, renewed_group
from ui.builder.edits import Gone
from ui.builder.forms import blank
from ui.builder.model import Act, EditedRule, EditedRules, Grp
from ui.builder.values import read_number

LONGEST_ID = 60
FIRST_RETRY = 30
"""Minutes."""
FIRST = {"hold": "hold", "routing": "rank", "split": "split", "exception": "reroute", "transaction": "tag"}
"""What a new rule of each kind does."""


def change_rule(edited: EditedRules, rule_id: str, how: Callable[[EditedRule], EditedRule]) -> EditedRules:
    """The draft with this rule changed. Raises Gone."""
    if edited.rule(rule_id) is None:
        raise Gone(rule_id)
    return replace(edited, rules=tuple(how(rule) if rule.id == rule_id else rule for rule in edited.rules))


def change_with_ids(
    edited: EditedRules, rule_id: str, how: Callable[[EditedRule, NewId], EditedRule]
) -> EditedRules:
    """The same for a change that makes parts and needs ids for them."""
    new_id, made = ids_from(edited)
    changed = change_rule(edited, rule_id, lambda rule: how(rule, new_id))
    return replace(changed, made=made())


def switched(rule: EditedRule) -> EditedRule:
    """The rule on when it was off, off when it was on."""
    return replace(rule, enabled=not rule.enabled)


def set_text(rule: EditedRule, name: str, text: str) -> EditedRule:
    """The rule with its name, owner, note, otherwise, valid_from or valid_until changed."""
    given: dict[str, Any] = {name: text}
    return replace(rule, **given)


def set_otherwise(rule: EditedRule, otherwise: str) -> EditedRule:
    """The rule doing this when nobody can serve; a retry begins with half an hour."""
    minutes = (rule.retry_minutes or FIRST_RETRY) if otherwise == "retry" else None
    return replace(rule, otherwise=otherwise, retry_minutes=minutes)


def set_retry(rule: EditedRule, text: str) -> EditedRule:
    """The rule tried again after so many minutes; what is no number stays as typed."""
    return replace(rule, retry_minutes=read_number(text))


def new_rule(edited: EditedRules, kind: str, name: str) -> tuple[EditedRules, str]:
    """A new rule before the default rule of its kind, switched off so that it decides nothing while it is
    written; it holds always, and does what is plainest of its kind. Returns the draft and the new id."""
    new_id, made = ids_from(edited)
    rule = EditedRule(
        id=free_id(edited, name),
        name=free_name(edited, name),
        kind=kind,
        enabled=False,
        when=Grp(new_id()),
        then=(blank(ACTIONS[FIRST[kind]], new_id, edited.currency),),
        otherwise="next_rule" if kind == RuleKind.ROUTING else None,
    )
    return replace(_put(edited, rule, _before_default(edited, kind)), made=made()), rule.id


def duplicate_rule(edited: EditedRules, rule_id: str, name: str) -> tuple[EditedRules, str]:
    """A copy right after the rule, or before it when it is the default rule; switched off."""
    rule = edited.rule(rule_id)
    if rule is None:
        raise Gone(rule_id)
    new_id, made = ids_from(edited)
    copy = renewed_rule(rule, new_id, free_id(edited, name), free_name(edited, name))
    place = edited.rules.index(rule) + (0 if rule.default else 1)
    return replace(_put(edited, copy, place), made=made()), copy.id


def renewed_rule(rule: EditedRule, new_id: NewId, rule_id: str, name: str) -> EditedRule:
    """The rule under another id and name, switched off, with new ids in it, and no default rule any more."""
    when = renewed_group(rule.when, new_id) if rule.when is not None else Grp(new_id())
    then = tuple(_renewed_act(act, new_id) for act in rule.then)
    return replace(rule, id=rule_id, name=name, enabled=False, default=False, when=when, then=then)


def _renewed_act(act: Act, new_id: NewId) -> Act:
    return replace(act, id=new_id(), where=None if act.where is None else renewed_group(act.where, new_id))


def remove_rule(edited: EditedRules, rule_id: str) -> EditedRules:
    """The draft without this rule; a default rule stays."""
    return replace(edited, rules=tuple(rule for rule in edited.rules if rule.id != rule_id or rule.default))


def move_rule(edited: EditedRules, rule_id: str, by: int) -> EditedRules:
    """The rule one place up (-1) or down (1) in its kind, never past the default rule."""
    rule = edited.rule(rule_id)
    if rule is None:
        raise Gone(rule_id)
    order = [each for each in edited.of_kind(rule.kind) if not each.default]
    if rule.default:
        return edited
    place = order.index(rule)
    order.insert(max(0, min(len(order) - 1, place + by)), order.pop(place))
    queue = iter([*order, *(each for each in edited.of_kind(rule.kind) if each.default)])
    return replace(
        edited, rules=tuple(next(queue) if each.kind == rule.kind else each for each in edited.rules)
    )


def place_of(edited: EditedRules, rule_id: str) -> tuple[int, int]:
    """The rule's place in its kind counted from 1, and how many of its kind can be moved."""
    rule = edited.rule(rule_id)
    if rule is None:
        raise Gone(rule_id)
    order = [each.id for each in edited.of_kind(rule.kind) if not each.default]
    return (order.index(rule_id) + 1 if rule_id in order else 0), len(order)


def free_name(edited: EditedRules, wanted: str) -> str:
    """The name, with a number after it when another rule has it."""
    taken = {rule.name.casefold() for rule in edited.rules}
    return _free(wanted, taken, " ")


def free_id(edited: EditedRules, name: str) -> str:
    """An id made of the name that no other rule has."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: LONGEST_ID - 5].strip("-") or "rule"
    return _free(slug, {rule.id for rule in edited.rules}, "-")


def _free(wanted: str, taken: set[str], mark: str) -> str:
    tried, number = wanted, 1
    while tried.casefold() in taken:
        number += 1
        tried = f"{wanted}{mark}{number}"
    return tried


def _before_default(edited: EditedRules, kind: str) -> int:
    """Where a new last rule of the kind goes."""
    places = [place for place, rule in enumerate(edited.rules) if rule.kind == kind]
    if not places:
        return len(edited.rules)
    return places[-1] if edited.rules[places[-1]].default else places[-1] + 1


def _put(edited: EditedRules, rule: EditedRule, place: int) -> EditedRules:
    return replace(edited, rules=(*edited.rules[:place], rule, *edited.rules[place:]))
