"""Why an order's decision differs between two worlds: the rule edit responsible, or what earlier orders left.

1. The candidate decides the order from the base's snapshot. If it says what the base said, no rule
   explains the difference: the two worlds had come to hold different stock or capacity.
2. Otherwise the edited rules that took effect in one of the two decisions and not in the other are
   responsible; if there are none, edited ones that took effect in both.
3. Where that leaves several, or none, each edit is tried alone on the base: those that alone change
   this decision are responsible; if none does alone, all that were left are, together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from engine.model import Decision, LocationState, Order, Snapshot
from engine.simulation.edits import Sort, edits, with_edit
from rulesets.model import RuleKind, Ruleset

Decide = Callable[[Order, Snapshot], Decision]
Compile = Callable[[Ruleset], Decide]
DECIDING = (RuleKind.HOLD, RuleKind.SPLIT, RuleKind.ROUTING)
_KIND_WORDS = {kind: kind.value.capitalize() for kind in RuleKind}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a decision differs. For a rule: its id, kind and name, and how it was edited; `text` is what
    a person reads. Several rules may be responsible: the others' ids stand in `also`."""

    sort: Literal["rule", "stock", "capacity"]
    text: str
    rule_id: str = ""
    rule_kind: str = ""
    edit: Sort | None = None
    also: tuple[str, ...] = ()


class Causes:
    """Finds causes between one base and one candidate ruleset."""

    def __init__(self, base: Ruleset, candidate: Ruleset, compile_rules: Compile) -> None:
        self._base, self._candidate = base, candidate
        self._compile = compile_rules
        self.edits = {
            rule_id: edit for rule_id, edit in edits(base, candidate).items() if edit.rule.kind in DECIDING
        }

    @cached_property
    def _decide(self) -> Decide:
        return self._compile(self._candidate)

    @cached_property
    def _alone(self) -> dict[str, Decide]:
        return {
            rule_id: self._compile(with_edit(self._base, self._candidate, edit))
            for rule_id, edit in self.edits.items()
        }

    def of(self, order: Order, snapshot: Snapshot, was: Decision, other: Snapshot, now: Decision) -> Cause:
        """Why `was`, decided by the base on `snapshot`, became `now`, decided by the candidate on `other`."""
        there = self._decide(order, snapshot)
        if same(was, there):
            return self._left_by_others(snapshot, was, other, now)
        return self._by_rule(self._responsible(order, snapshot, was, there))

    def _responsible(self, order: Order, snapshot: Snapshot, was: Decision, there: Decision) -> list[str]:
        before, after = took_effect(was), took_effect(there)
        found = [rule_id for rule_id in self.edits if rule_id in before ^ after]
        found = found or [rule_id for rule_id in self.edits if rule_id in before & after]
        if len(found) == 1:
            return found
        tried = found or list(self.edits)
        alone = [key for key in tried if not same(was, self._alone[key](order, snapshot))]
        return alone or tried

    def _by_rule(self, responsible: list[str]) -> Cause:
        if not responsible:
            return Cause("rule", "The ruleset’s zone, country or currency was edited")
        edit = self.edits[responsible[0]]
        kind = edit.rule.kind
        text = f"{_KIND_WORDS[kind]} rule “{edit.rule.name}” was {edit.sort}"
        return Cause("rule", text, edit.rule.id, kind.value, edit.sort, tuple(responsible[1:]))

    def _left_by_others(self, snapshot: Snapshot, was: Decision, other: Snapshot, now: Decision) -> Cause:
        pairs = {
            before.location.code: (before, after)
            for before, after in zip(snapshot.locations, other.locations, strict=True)
        }
        for sort, measure, sentence in _MEASURES:
            for word, codes in _questions(was, now, tuple(pairs)):
                for code in codes:
                    if measure(*pairs[code]) == word:
                        name = pairs[code][0].location.name
                        return Cause(sort, sentence.format(word=word, name=name))
        return Cause("capacity", "Capacity: earlier orders left other shipments open")


def same(one: Decision, other: Decision) -> bool:
    """Whether two decisions do the same with the order: outcome, holds, and who sends which units when.
    Tags, the revision and the way there may differ."""
    return (
        one.outcome == other.outcome
        and one.plan.shipments == other.plan.shipments
        and one.plan.shortfall == other.plan.shortfall
        and {hold.rule_id for hold in one.holds} == {hold.rule_id for hold in other.holds}
    )


def took_effect(decision: Decision) -> set[str]:
    """Ids of the rules that matched and had a say in this decision."""
    return {*decision.applied, decision.rule_id, *(hold.rule_id for hold in decision.holds)} - {""}


def _questions(
    was: Decision, now: Decision, everywhere: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where to look for a difference in stock or room, the likeliest place first."""
    before, after = was.plan.locations, now.plan.locations
    gone = [code for code in before if code not in after]
    new = [code for code in after if code not in before]
    return (
        ("less", (*gone, *before)),
        ("more", (*new, *after)),
        ("less", everywhere),
        ("more", everywhere),
    )


def _left(before: LocationState, after: LocationState) -> str:
    """`less` when the location has less of some SKU in the second world, `more` when more of some and
    less of none, else nothing."""
    skus = {*before.stock, *after.stock}
    differences = [_free(after, sku) - _free(before, sku) for sku in skus]
    if any(difference < 0 for difference in differences):
        return "less"
    return "more" if any(differences) else ""


def _free(state: LocationState, sku: str) -> int:
    level = state.stock.get(sku)
    return 0 if level is None else level.on_hand - level.allocated - level.reserved


def _room(before: LocationState, after: LocationState) -> str:
    """`less` when the location has less of its day left in the second world, `more` when more."""
    difference = before.used_today - after.used_today
    return "less" if difference < 0 else "more" if difference else ""


_MEASURES: tuple[
    tuple[Literal["stock", "capacity"], Callable[[LocationState, LocationState], str], str], ...
] = (
    ("stock", _left, "Stock: earlier orders left {word} at {name}"),
    ("capacity", _room, "Capacity: earlier orders left {word} of {name}’s day"),
)
