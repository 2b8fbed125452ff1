"""The rules of a decision told from what was noted of them, in the words of their revision.

What was noted has no words, so with the same rules and names of locations it always tells the same, whether
it is told at once or years later."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from engine import tabling
from engine.compiler import Compiled
from engine.compiler.noting import AskedOfLines, letters_of, noted_parts, rows_of, scope_letters
from engine.explain import SHOWN_LINES, Walker, more_lines, shown_lines, tally
from engine.model import NodeTrace, Noted, RuleTrace
from engine.noted import IN_TURN, LETTERS, SAID, line_verdicts, read_value
from engine.scoping import OF_SCOPE, outside, share_trace
from rulesets.conditions import Condition, Group, Lines, Node, Path
from rulesets.model import Rule
from rulesets.operands import compared_field
from rulesets.sentences.words import moment
from rulesets.vocabulary import FIELDS

UNTOLD = ("off", "not_reached")


class Retelling:
    """Tells what was noted by these rules."""

    def __init__(self, noted: Noted, compiled: Compiled, walker: Walker) -> None:
        self._noted, self._walker = noted, walker
        self._rules = [rule for kind in IN_TURN for rule in compiled.noter(kind).rules]

    def rules(self) -> tuple[RuleTrace, ...]:
        """Every rule of the kinds that a decision asks, in turn."""
        pieces = self._noted.letters.split(" ")
        return tuple([self._rule(at, rule, pieces[at]) for at, rule in enumerate(self._rules)])

    def when(self, rule_id: str) -> NodeTrace | None:
        """The conditions of one rule; None where it was not asked or has none."""
        at = next((at for at, rule in enumerate(self._rules) if rule.id == rule_id), None)
        if at is None:
            return None
        letters = self._noted.letters.split(" ")[at]
        return self._when(at, self._rules[at], letters) if self._has_conditions(at, letters) else None

    def _rule(self, at: int, rule: Rule, letters: str) -> RuleTrace:
        verdict, note = SAID[self._noted.verdicts[at]], self._noted.notes.get(at, "")
        if verdict == "off":
            note = _why_off(rule, self._walker)
        elif not note and rule.scope is not None and letters and verdict not in UNTOLD:
            note = self._outside(rule, letters)
        if not self._has_conditions(at, letters):
            return RuleTrace(rule.id, rule.name, rule.kind.value, verdict, note=note)
        later = partial(self._when, at, rule, letters)
        return RuleTrace.later(rule.id, rule.name, rule.kind.value, verdict, later, note)

    def _outside(self, rule: Rule, letters: str) -> str:
        """Why the order is outside the rule's scope."""
        if rule.scope is None:
            return ""
        within = [letters[at] == LETTERS["matched"] for at in range(scope_letters(rule))]
        lists = len(self._walker.scope(rule.scope))

        def seen(path: str) -> set[Any]:
            values = self._noted.seen[path]
            return set(values) if FIELDS[path].entity == "line" else {values}

        return outside(self._walker, rule, within[:lists], seen, among=all(within[lists:]))

    def _has_conditions(self, at: int, letters: str) -> bool:
        told = SAID[self._noted.verdicts[at]] not in UNTOLD
        return told and (letters != "" or at in self._noted.walked)

    def _when(self, at: int, rule: Rule, letters: str) -> NodeTrace:
        if at in self._noted.walked:
            return self._noted.walked[at]
        return _Letters(self._walker, rule, self._noted, self._noted.lines.get(at, ())).told(rule, letters)


class _Letters:
    """Reads the letters of one rule, each part's before those of what is in it."""

    def __init__(self, walker: Walker, rule: Rule, noted: Noted, answers: Sequence[AskedOfLines]) -> None:
        self._walker, self._noted = walker, noted
        asked = dict.fromkeys([node for part in noted_parts(rule) for node in _of_lines(part)])
        self._answers = dict(zip(asked, answers, strict=True))

    def told(self, rule: Rule, letters: str) -> NodeTrace:
        """The rule's scope, its *when* and the rows of its table."""
        within = self._scope(rule, letters)
        return tabling.scoped(rule, within, self._asked(rule, letters))

    def _scope(self, rule: Rule, letters: str) -> tuple[NodeTrace, ...]:
        if rule.scope is None:
            return ()
        asked, seen = self._walker.scope(rule.scope), self._noted.seen
        told = [
            self._node(node, iter(letters[at]), seen, (OF_SCOPE, at)) for at, (_, node) in enumerate(asked)
        ]
        if rule.scope.percent is not None:
            told.append(share_trace(rule.scope.percent, len(asked), SAID[letters[len(asked)]]))
        return tuple(told)

    def _asked(self, rule: Rule, letters: str) -> NodeTrace:
        inside = iter(letters[scope_letters(rule) :])
        guard = None if rule.when is None else self._node(rule.when, inside, self._noted.seen, ())
        if rule.table is None:
            if guard is None:
                raise ValueError(
                    f"nothing can have been noted of rule “{rule.name}”, which has no conditions"
                )
            return guard
        begins, rows = rows_of(rule), self._walker.rows(rule.table)
        verdicts = [SAID[letters[begin]] for begin in begins]

        def row(index: int) -> NodeTrace:
            return self._node(rows[index], iter(letters[begins[index] :]), self._noted.seen, (index,))

        return tabling.table_trace(rule.table, guard, verdicts, row)

    def _node(
        self, node: Node, letters: Iterator[str], seen: dict[str, Any], path: Path, *, holds: bool = True
    ) -> NodeTrace:
        """`holds`: whether the rule asks that the part holds."""
        verdict = SAID[next(letters)]
        if isinstance(node, Condition):
            value = read_value(node.field, seen[node.field])
            return self._walker.told(node, value, verdict, path, holds=holds)
        if isinstance(node, Lines):
            said, children = self._lines(node, path)
            return NodeTrace(path, "lines", self._walker.text(node), verdict, said, children)
        inside = holds != (node.match == "none")
        children = tuple(
            [
                self._node(child, letters, seen, (*path, index), holds=inside)
                for index, child in enumerate(node.of)
            ]
        )
        return NodeTrace(path, "group", self._walker.text(node), verdict, children=children)

    def _lines(self, node: Lines, path: Path) -> tuple[str, tuple[NodeTrace, ...]]:
        """What was seen of the lines, and those that are told."""
        letters, total = self._answers[node]
        each = letters_of(node.where)
        verdicts = line_verdicts(letters, len(letters) // each)
        few = len(verdicts) <= SHOWN_LINES
        told = [
            self._line(node, number, letters[number * each :], (*path, 0))
            for number in (range(len(verdicts)) if few else shown_lines(verdicts))
        ]
        rest = [] if few else [more_lines((*path, 0), len(verdicts))]
        if node.lines in {"count", "sum"}:
            return self._walker.shown(compared_field(node.of), total), (*told, *rest)
        return tally(verdicts), (*told, *rest)

    def _line(self, node: Lines, number: int, letters: str, path: Path) -> NodeTrace:
        walked = self._node(node.where, iter(letters), self._noted.line_seen[number], path)
        return replace(walked, text=f"line {number + 1}: {walked.text}")


def _of_lines(node: Node) -> Iterator[Lines]:
    if isinstance(node, Lines):
        yield node
    for child in node.of if isinstance(node, Group) else ():
        yield from _of_lines(child)


def _why_off(rule: Rule, walker: Walker) -> str:
    if not rule.enabled:
        return "Switched off."
    if rule.valid_from is not None and rule.valid_until is None:
        return f"Applies from {moment(rule.valid_from, walker.zone)}."
    if rule.valid_until is not None and rule.valid_from is None:
        return f"Applied until {moment(rule.valid_until, walker.zone)}."
    if rule.valid_from is None or rule.valid_until is None:
        return ""
    return f"Applies from {moment(rule.valid_from, walker.zone)} to {moment(rule.valid_until, walker.zone)}."
