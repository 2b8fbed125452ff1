"""One draft saved from two windows: one is kept, what the other changed stands in it as copies. Pure."""

from dataclasses import replace

from ui.builder.arrange import ids_from
from ui.builder.model import EditedRule, EditedRules, plain_rule
from ui.builder.rules import free_id, free_name, renewed_rule
from ui.builder.testing import with_those_of
from ui.words import rules as words


def touched(base: EditedRules, mine: EditedRules) -> tuple[EditedRule, ...]:
    """The rules that `mine` added or changed since `base`, in their order."""
    before = {rule.id: plain_rule(rule) for rule in base.rules}
    return tuple(rule for rule in mine.rules if before.get(rule.id) != plain_rule(rule))


def kept_beside(base: EditedRules, mine: EditedRules, theirs: EditedRules) -> EditedRules:
    """Theirs, with each rule that is mine alone put before the default rule of its kind, switched off and
    under a name that says so. A rule that both wrote alike is not copied."""
    merged = theirs
    for rule in touched(base, mine):
        other = theirs.rule(rule.id)
        if other is None or plain_rule(other) != plain_rule(rule):
            merged = _beside(merged, rule)
    return with_those_of(merged, base, mine)


def _beside(edited: EditedRules, rule: EditedRule) -> EditedRules:
    new_id, made = ids_from(edited.made)
    name = free_name(edited, words.mine(rule.name))
    copy = renewed_rule(rule, new_id, free_id(edited, name), name)
    place = next((n for n, each in enumerate(edited.rules) if each.kind == rule.kind and each.default), None)
    rules = list(edited.rules)
    rules.insert(len(rules) if place is None else place, copy)
    return replace(edited, rules=tuple(rules), made=made())
