"""Adding the rules of a starter to the draft: under free ids and names, where they are still asked. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ui.builder.arrange import ids_from
from ui.builder.model import EditedRule, EditedRules, Grp, from_plain
from ui.builder.rules import free_id, free_name, renewed_rule


def with_starter(
    edited: EditedRules, data: Mapping[str, Sequence[Mapping[str, Any]]], on: bool
) -> tuple[EditedRules, str]:
    """The draft with these plain rules by kind, on or off, and the id of the first of them."""
    new_id, made = ids_from(edited)
    first = ""
    for rule in from_plain({"rules": data}).rules:
        renewed = renewed_rule(rule, new_id, free_id(edited, rule.id), free_name(edited, rule.name))
        place = _place(edited, rule)
        rules = (*edited.rules[:place], replace(renewed, enabled=on), *edited.rules[place:])
        edited, first = replace(edited, rules=rules), first or renewed.id
    return replace(edited, made=made()), first


def _place(edited: EditedRules, rule: EditedRule) -> int:
    """Before the default rule of its kind; one with conditions also before the first rule for every order,
    since behind that it might never be asked."""
    stops = [
        at
        for at, each in enumerate(edited.rules)
        if each.kind == rule.kind and (each.default or (_for_every(each) and not _for_every(rule)))
    ]
    return stops[0] if stops else len(edited.rules)


def _for_every(rule: EditedRule) -> bool:
    """Whether the rule is for every order."""
    empty = isinstance(rule.when, Grp) and not rule.when.of and rule.when.match != "any"
    return empty and rule.table is None and rule.scope is None
