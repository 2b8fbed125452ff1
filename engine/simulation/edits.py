"""What a candidate ruleset changes of the base, rule by rule, and the base with one of these edits alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rulesets.model import Rule, RuleKind, Ruleset

Sort = Literal["added", "removed", "switched on", "switched off", "edited", "moved"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One rule that differs: as the candidate has it, or as the base had it when it was removed."""

    sort: Sort
    rule: Rule


def edits(base: Ruleset, candidate: Ruleset) -> dict[str, Edit]:
    """Every edit by the rule's id: the candidate's order first, then removed rules."""
    before = {rule.id: rule for rule in base.rules}
    after = {rule.id: rule for rule in candidate.rules}
    moved = _moved(base, candidate)
    found: dict[str, Edit] = {}
    for rule in candidate.rules:
        if sort := _sort(before.get(rule.id), rule, rule.id in moved):
            found[rule.id] = Edit(sort, rule)
    removed = (rule for rule in base.rules if rule.id not in after)
    return found | {rule.id: Edit("removed", rule) for rule in removed}


def with_edit(base: Ruleset, candidate: Ruleset, edit: Edit) -> Ruleset:
    """The base ruleset with this one edit alone, an added or moved rule before the rule that it
    precedes in the candidate."""
    rules = [rule for rule in base.rules if rule.id != edit.rule.id]
    if edit.sort != "removed":
        rules.insert(_place(base, candidate, edit, rules), edit.rule)
    return base.model_copy(update={"rules": tuple(rules)})


def _place(base: Ruleset, candidate: Ruleset, edit: Edit, rules: list[Rule]) -> int:
    ids = [rule.id for rule in rules]
    if edit.sort not in {"added", "moved"}:
        return [rule.id for rule in base.rules].index(edit.rule.id)
    order = [rule.id for rule in candidate.rules]
    followers = [rule_id for rule_id in order[order.index(edit.rule.id) + 1 :] if rule_id in ids]
    return ids.index(followers[0]) if followers else len(ids)


def _sort(before: Rule | None, after: Rule, moved: bool) -> Sort | None:
    if before is None:
        return "added"
    if before.model_copy(update={"enabled": after.enabled}) != after:
        return "edited"
    if before.enabled != after.enabled:
        return "switched on" if after.enabled else "switched off"
    return "moved" if moved else None


def _moved(base: Ruleset, candidate: Ruleset) -> set[str]:
    """Rules that stand elsewhere among those that both have. Only routing asks them in turn."""
    before = _shared(base, candidate)
    after = _shared(candidate, base)
    kept = set(_longest_kept(before, after))
    return {rule_id for rule_id in after if rule_id not in kept}


def _shared(of: Ruleset, other: Ruleset) -> list[str]:
    known = {rule.id for rule in other.rules}
    return [rule.id for rule in of.of_kind(RuleKind.ROUTING) if rule.id in known]


def _longest_kept(before: list[str], after: list[str]) -> Iterator[str]:
    """The longest run of ids that stand in the same order on both sides; the others were moved."""
    rank = {rule_id: number for number, rule_id in enumerate(before)}
    best: list[list[str]] = []
    for index, rule_id in enumerate(after):
        runs = [best[j] for j in range(index) if rank[after[j]] < rank[rule_id]]
        best.append([*max(runs, key=len, default=[]), rule_id])
    yield from max(best, key=len, default=[])
