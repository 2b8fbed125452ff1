"""Two windows edited one draft from the same base: both in one, rule by rule. Pure.

1. A rule that only one side touched (changed, added, removed, switched) is as that side has it; one that both
   wrote alike is as both have it.
2. A rule that both touched differently is a clash: the caller asks, and merges again with the answers. An id
   that both gave to a new rule of their own is no clash: mine gets another.
3. Two rules of a kind change places when either side made them change places. Where that leads in a circle,
   or says nothing, the base's order decides, then the ids: the same whichever side is called mine.
4. What stands above the rules goes entry by entry, in the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from rulesets.model import RuleKind
from ui.builder.arrange import ids_from
from ui.builder.model import EditedRule, EditedRules, plain_rule
from ui.builder.ordering import merged_order
from ui.builder.rules import free_id, free_name, renewed_rule
from ui.words import rules as words

Answer = Literal["mine", "theirs", "both"]
Answers = Mapping[str, Answer]
HEADER = "header."
"""What the key of a clash above the rules begins with; that of a rule is its id."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What both touched differently: a rule, None where it is not there; or a value above the rules."""

    key: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def may_keep_both(self) -> bool:
        """Whether mine can stand beside theirs: there are two rules."""
        return isinstance(self.mine, EditedRule) and isinstance(self.theirs, EditedRule)


@dataclass(frozen=True, slots=True)
class Merged:
    """The draft of both. `clashes` stand in it as `unasked` said; `renamed` are rules of mine whose id is
    another now; `taken` the ids of rules that theirs changed, added or removed."""

    rules: EditedRules
    clashes: tuple[Clash, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()


def same(one: EditedRule | None, other: EditedRule | None) -> bool:
    """Whether two rules say the same, whatever the ids of their parts."""
    if one is None or other is None or one is other:
        return one is other
    return one.kind == other.kind and plain_rule(one) == plain_rule(other)


def merge(
    base: EditedRules,
    mine: EditedRules,
    theirs: EditedRules,
    answers: Answers | None = None,
    unasked: Answer = "mine",
) -> Merged:
    """Both in one. What clashes and has no answer is taken as `unasked`."""
    mine, renamed = _apart(base, mine, theirs)
    sides = _Sides(base, mine, theirs, answers or {}, unasked)
    rules = sides.rules()
    both = EditedRules(sides.header(), _ordered(sides, rules), max(mine.made, theirs.made), mine.maker)
    return Merged(_beside(both, sides.copies), tuple(sides.clashes), renamed, tuple(sides.taken))


class _Sides:
    """The three drafts by rule, and what is found while they are gone through."""

    def __init__(
        self,
        base: EditedRules,
        mine: EditedRules,
        theirs: EditedRules,
        answers: Answers,
        unasked: Answer,
    ) -> None:
        self.drafts = (base, mine, theirs)
        self.by_id = [{rule.id: rule for rule in each.rules} for each in self.drafts]
        self.answers, self.unasked = answers, unasked
        self.clashes: list[Clash] = []
        self.copies: list[EditedRule] = []
        self.taken: list[str] = []

    def rules(self) -> dict[str, EditedRule]:
        ids = dict.fromkeys(rule_id for each in self.by_id for rule_id in each)
        chosen = {rule_id: self._rule(rule_id) for rule_id in ids}
        return {rule_id: rule for rule_id, rule in chosen.items() if rule is not None}

    def _rule(self, rule_id: str) -> EditedRule | None:
        base, mine, theirs = (each.get(rule_id) for each in self.by_id)
        if same(mine, theirs):
            return mine if mine == theirs else theirs
        if same(theirs, base):
            return mine
        if same(mine, base):
            self.taken.append(rule_id)
            return theirs
        clash = Clash(rule_id, base, mine, theirs)
        answer = self._asked(clash)
        if answer == "both" and clash.may_keep_both and mine is not None:
            self.copies.append(mine)
        # Without a rule of theirs to stand beside, keeping both means keeping the one that there is.
        return mine if answer == "mine" or (answer == "both" and theirs is None) else theirs

    def header(self) -> dict[str, Any]:
        headers = [each.header for each in self.drafts]
        names = dict.fromkeys(name for each in headers for name in each)
        values = {name: self._value(name, *(each.get(name) for each in headers)) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, name: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine in (theirs, base) or theirs == base:
            return theirs if mine == base else mine
        return mine if self._asked(Clash(HEADER + name, base, mine, theirs)) == "mine" else theirs

    def _asked(self, clash: Clash) -> Answer:
        self.clashes.append(clash)
        return self.answers.get(clash.key, self.unasked)


def _apart(base: EditedRules, mine: EditedRules, theirs: EditedRules) -> tuple[EditedRules, dict[str, str]]:
    """Mine, its new rules under ids that theirs has not given to other new ones."""
    renamed: dict[str, str] = {}
    for rule in mine.rules:
        other = theirs.rule(rule.id)
        if other is None or base.rule(rule.id) is not None or same(rule, other):
            continue
        taken = replace(theirs, rules=(*theirs.rules, *mine.rules))
        new = free_id(taken, rule.name)
        name = free_name(theirs, rule.name)
        renamed[rule.id] = new
        mine = replace(mine, rules=tuple(_named(each, rule, new, name) for each in mine.rules))
    return mine, renamed


def _named(rule: EditedRule, wanted: EditedRule, new: str, name: str) -> EditedRule:
    return replace(rule, id=new, name=name) if rule is wanted else rule


def _ordered(sides: _Sides, rules: Mapping[str, EditedRule]) -> tuple[EditedRule, ...]:
    return tuple(rules[rule_id] for kind in RuleKind for rule_id in _order(sides, rules, kind))


def _order(sides: _Sides, rules: Mapping[str, EditedRule], kind: RuleKind) -> Iterable[str]:
    ids = [rule_id for rule_id, rule in rules.items() if rule.kind == kind]
    last = [rule_id for rule_id in ids if rules[rule_id].default]
    movable = frozenset(ids) - frozenset(last)
    orders = [[rule.id for rule in each.of_kind(kind) if rule.id in movable] for each in sides.drafts]
    return [*merged_order(*orders), *last]


def _beside(edited: EditedRules, copied: Iterable[EditedRule]) -> EditedRules:
    """Each rule once more, before the default rule of its kind, switched off and named as mine."""
    for rule in copied:
        new_id, made = ids_from(edited)
        name = free_name(edited, words.mine(rule.name))
        copy = renewed_rule(rule, new_id, free_id(edited, name), name)
        place = next(
            (n for n, each in enumerate(edited.rules) if each.kind == rule.kind and each.default), None
        )
        rules = list(edited.rules)
        rules.insert(_end_of(edited, rule.kind) if place is None else place, copy)
        edited = replace(edited, rules=tuple(rules), made=made())
    return edited


def _end_of(edited: EditedRules, kind: str) -> int:
    """The place after the last rule of the kind, or of the kinds before it."""
    kinds = list(RuleKind)
    upto = kinds[: kinds.index(RuleKind(kind)) + 1]
    return sum(1 for rule in edited.rules if rule.kind in upto)
