"""Exception rules -> flat formulas, and an event's facts -> the flat, typed facts that those formulas read.

Each flat fact is a small integer or a short text, and is left out when its value is missing:
- an amount is its place on the ladder of all operands that any rule compares it with, which is exact for
  every number, whatever its size or decimals;
- a word of a closed list (choice, reference) is itself, or a hash of itself when it is long or unusual;
- yes and no are 1 and 0; whether a value is known is 1 or 0 too, and never left out;
- every other condition (texts, sets, times, lists, order lines), and every group too large for the matcher,
  is worked out here: 1 matched, 0 not matched, left out when unknown.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from hashlib import sha256
from typing import Any

from engine.compiler.leaves import read_operand
from engine.compiler.writer import Writer
from engine.facts import Facts
from engine.flat import ALWAYS, NEVER, By, Check, Formula, Op, branches, joined, size
from rulesets.conditions import Condition, Group, Node, walk
from rulesets.model import Rule
from rulesets.operators import ORDERED, FieldType
from rulesets.scope import Scope
from rulesets.vocabulary import FIELDS

Value = int | str
Fill = Callable[[Facts], Value | None]
Ladder = tuple[int | float, ...]

HERE = "here"
"""The fact that every event has."""
MOST_BRANCHES, MOST_CHECKS = 8, 16
"""The largest formula that one rule may give to the matcher; larger groups are worked out here."""

_CLOSED = (FieldType.CHOICE, FieldType.REFERENCE)
_PLAIN_WORD = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
_COMPARED: dict[str, tuple[Op, Op]] = {
    "is": ("eq", "ne"),
    "is_not": ("ne", "eq"),
    "less_than": ("lt", "ge"),
    "at_most": ("le", "gt"),
    "more_than": ("gt", "le"),
    "at_least": ("ge", "lt"),
}
"""The check of an amount or a word where its condition is matched, and where it is not."""


@dataclass(frozen=True, slots=True)
class FlatRule:
    """A rule's id and the formula of where it matches."""

    id: str
    formula: Formula


class FlatRules:
    """Rules as flat formulas, with the recipe for each fact that they read. Raises KeyError or ValueError
    on a condition that cannot be read."""

    def __init__(self, rules: Iterable[Rule], zone: tzinfo, currency: str) -> None:
        rules = tuple(rules)
        self._zone, self._currency = zone, currency
        self._recipes: dict[str, Fill] = {HERE: lambda _facts: 1}
        self._names: dict[object, str] = {}
        self._ladders = self._built(rules)
        made = (FlatRule(rule.id, self._whole(rule)) for rule in rules)
        self.rules = tuple(rule for rule in made if rule.formula != NEVER)

    def facts(self, facts: Facts) -> dict[str, Value]:
        """The flat facts of one event; what is missing or unknown is left out."""
        flat = {name: fill(facts) for name, fill in self._recipes.items()}
        return {name: value for name, value in flat.items() if value is not None}

    def _whole(self, rule: Rule) -> Formula:
        formula = self._formula(rule.when, True) if rule.when else NEVER
        whole = formula if rule.scope is None else joined("and", [self._within(rule, rule.scope), formula])
        return Check(HERE, "eq", 1) if whole == ALWAYS else whole

    def _within(self, rule: Rule, scope: Scope) -> Formula:
        """A check of whether the event's order is within the rule's scope, worked out here."""
        within = Writer(self._zone, self._currency).within(scope, rule.id)
        fill: Fill = lambda facts: int(within(facts.values, facts.lines, facts.now))  # noqa: E731
        return Check(self._fact(("scope", rule.id), fill), "eq", 1)

    def _formula(self, node: Node, wanted: bool) -> Formula:
        """Where the node is matched (wanted) or not matched; unknown fulfils neither."""
        if isinstance(node, Condition):
            return self._condition(node, wanted)
        if not isinstance(node, Group):
            return self._worked_out(node, wanted)
        inner = wanted if node.match != "none" else not wanted
        by: By = "and" if (node.match == "all") == inner else "or"
        parts = [self._formula(part, inner) for part in node.of]
        # The largest parts are taken out first, and the whole group only when that was not enough.
        for index in sorted(range(len(parts)), key=lambda at: -size(parts[at])):
            if _fits(joined(by, parts)):
                break
            parts[index] = self._worked_out(node.of[index], inner)
        formula = joined(by, parts)
        return formula if _fits(formula) else self._worked_out(node, wanted)

    def _condition(self, condition: Condition, wanted: bool) -> Formula:
        kind, operator, path = FIELDS[condition.field].type, condition.operator, condition.field
        if operator in {"is_known", "is_missing"}:
            return Check(self._known(path), "eq", int((operator == "is_known") == wanted))
        if kind is FieldType.YES_NO:
            return Check(self._yes_no(path), "eq", int((operator == "is_yes") == wanted))
        if kind in ORDERED:
            return self._amount(condition, wanted)
        if kind in _CLOSED and operator in _COMPARED:
            op = _COMPARED[operator][0 if wanted else 1]
            return Check(self._word(path), op, _short(self._operand(condition)))
        return self._worked_out(condition, wanted)

    def _amount(self, condition: Condition, wanted: bool) -> Formula:
        fact, ladder, operand = self._place(condition.field), self._ladders[condition.field], self._operand
        if condition.operator == "between":
            low, high = (_place(ladder, end) for end in operand(condition))
            if wanted:
                return joined("and", (Check(fact, "ge", low), Check(fact, "le", high)))
            return joined("or", (Check(fact, "lt", low), Check(fact, "gt", high)))
        op = _COMPARED[condition.operator][0 if wanted else 1]
        return Check(fact, op, _place(ladder, operand(condition)))

    def _operand(self, condition: Condition) -> Any:
        return read_operand(condition, self._zone, self._currency)[2]

    def _built(self, rules: Iterable[Rule]) -> Mapping[str, Ladder]:
        """For each amount, every operand that a rule compares it with, ascending."""
        operands: dict[str, set[int | float]] = defaultdict(set)
        for rule in rules:
            for _, node in walk(rule.when) if rule.when else ():
                if isinstance(node, Condition) and FIELDS[node.field].type in ORDERED:
                    operand = self._operand(node)
                    ends = operand if isinstance(operand, tuple) else () if operand is None else (operand,)
                    operands[node.field].update(ends)
        return {path: tuple(sorted(found)) for path, found in operands.items()}

    def _known(self, path: str) -> str:
        return self._fact(("known", path), lambda facts: int(facts.values[path] is not None))

    def _yes_no(self, path: str) -> str:
        def fill(facts: Facts) -> int | None:
            value = facts.values[path]
            return None if value is None else int(value)

        return self._fact(("yes_no", path), fill)

    def _word(self, path: str) -> str:
        def fill(facts: Facts) -> str | None:
            value = facts.values[path]
            return None if value is None else _short(value)

        return self._fact(("word", path), fill)

    def _place(self, path: str) -> str:
        ladder = self._ladders[path]

        def fill(facts: Facts) -> int | None:
            value = facts.values[path]
            return None if value is None else _place(ladder, value)

        return self._fact(("place", path), fill)

    def _worked_out(self, node: Node, wanted: bool) -> Formula:
        """A check of the node's own verdict, which the compiler's functions work out."""
        if node not in self._names:
            is_so, is_not = (
                Writer(self._zone, self._currency).holding(Group(match=match, of=(node,)))
                for match in ("all", "none")
            )

            def fill(facts: Facts) -> int | None:
                seen = (facts.values, facts.lines, facts.now)
                return 1 if is_so(*seen) else 0 if is_not(*seen) else None

            self._fact(node, fill)
        return Check(self._names[node], "eq", int(wanted))

    def _fact(self, key: object, fill: Fill) -> str:
        """The name of the fact that this recipe fills; the same key is the same fact."""
        if key not in self._names:
            self._names[key] = f"f{len(self._names)}"
            self._recipes[self._names[key]] = fill
        return self._names[key]


def _fits(formula: Formula) -> bool:
    return branches(formula) <= MOST_BRANCHES and size(formula) <= MOST_CHECKS


def _place(ladder: Ladder, value: int | float) -> int:
    """Odd on a step of the ladder, even between two: order and equality with every step are kept."""
    below = bisect_left(ladder, value)
    return 2 * below + (below < len(ladder) and ladder[below] == value)


def _short(word: str) -> str:
    return (
        word if _PLAIN_WORD.fullmatch(word) else "#" + sha256(word.encode(errors="surrogatepass")).hexdigest()
    )
