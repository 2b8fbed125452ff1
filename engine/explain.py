"""The conditions of a rule, walked one by one: what each said and what was seen. The compiler's oracle.

Nothing here is shared with the compiler: every comparison is the `test` of the operator's own row. A group is
decided by Kleene's rules once all its parts are; a part that fails makes it fail unless the others decide."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from engine.facts import Facts, Values
from engine.model import NodeTrace, Verdict
from engine.wanting import wanted
from rulesets.conditions import Condition, Group, Lines, Node, Path
from rulesets.model import Ruleset
from rulesets.operands import compared_field, operand_value
from rulesets.operators import OPERATORS, FieldType, Operator
from rulesets.scope import Scope
from rulesets.sentences import Names, node_text
from rulesets.sentences.words import counted, moment, number
from rulesets.table import Table
from rulesets.values import Money
from rulesets.vocabulary import FIELDS, Field

SHOWN_LINES = 5
NOT_KNOWN = "not known"
_OPPOSITE: dict[Verdict, Verdict] = {"matched": "not_matched", "not_matched": "matched"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one part said: its verdict, and the value it saw, None where there is none."""

    verdict: Verdict
    value: Any = None


class Walker:
    """Walks conditions for one ruleset; `locations`: code -> name, for the sentences."""

    def __init__(self, ruleset: Ruleset, locations: dict[str, str] | None = None) -> None:
        self.zone, self.currency = ZoneInfo(ruleset.zone), ruleset.currency
        self._names = Names.of(ruleset, locations)
        self._texts: dict[int, tuple[Node, str]] = {}
        self._operands: dict[int, tuple[Node, Any]] = {}
        self._scopes: dict[int, tuple[Scope, tuple[tuple[str, Node], ...]]] = {}
        self._rows: dict[int, tuple[Table, tuple[Group, ...]]] = {}

    def rows(self, table: Table) -> tuple[Group, ...]:
        """What each row of a table asks, the same objects at each call."""
        if id(table) not in self._rows:
            self._rows[id(table)] = (table, table.whens())
        return self._rows[id(table)][1]

    def scope(self, scope: Scope) -> tuple[tuple[str, Node], ...]:
        """What the lists of a scope ask, the same objects at each call."""
        if id(scope) not in self._scopes:
            self._scopes[id(scope)] = (scope, scope.asked())
        return self._scopes[id(scope)][1]

    def verdict(self, node: Node, facts: Facts) -> Verdict:
        """Whether the part is matched, not matched, unknown or failed."""
        return self.trace(node, facts).verdict

    def trace(self, node: Node, facts: Facts, path: Path = ()) -> NodeTrace:
        """The part with everything inside it. Never raises: what fails has the verdict `failed`."""
        return self._node(node, facts, facts.values, path)

    def _node(self, node: Node, facts: Facts, values: Values, path: Path, *, holds: bool = True) -> NodeTrace:
        """`holds`: whether the rule asks that the part holds; under *none of* that it does not."""
        if isinstance(node, Condition):
            return self._condition(node, facts, values, path, holds)
        if isinstance(node, Lines):
            return self._lines(node, facts, path)
        inside = holds != (node.match == "none")
        children = tuple(
            [
                self._node(child, facts, values, (*path, index), holds=inside)
                for index, child in enumerate(node.of)
            ]
        )
        verdict = grouped(node.match, [child.verdict for child in children])
        return NodeTrace(path, "group", self.text(node), verdict, children=children)

    def _condition(self, node: Condition, facts: Facts, values: Values, path: Path, holds: bool) -> NodeTrace:
        try:
            value = values[node.field]
            verdict = self._compared(FIELDS[node.field], node, value, facts.now)
        except Exception as error:  # noqa: BLE001  whatever it was, the trace shows it
            said = f"{type(error).__name__}: {error}"
            return NodeTrace(path, "condition", self.text(node), "failed", said)
        return self.told(node, value, verdict, path, holds=holds)

    def told(self, node: Condition, value: Any, verdict: Verdict, path: Path, *, holds: bool) -> NodeTrace:
        """A condition that said this of the value, told; `holds` as the rule asks it."""
        field, text, said = FIELDS[node.field], self.text(node), ""
        if verdict != ("matched" if holds else "not_matched"):
            operator = OPERATORS[node.operator]
            operand = self._operand(field, operator, node)
            said = wanted(field, operator, operand, value, text, partial(self.shown, field), holds=holds)
        return NodeTrace(path, "condition", text, verdict, self.shown(field, value), wanted=said)

    def _compared(self, field: Field, node: Condition | Lines, value: Any, now: datetime) -> Verdict:
        operator = OPERATORS[node.operator or ""]
        if value is None and not operator.sees_missing:
            return "unknown"
        operand = self._operand(field, operator, node)
        said = operator.test(value, operand, now)
        return "unknown" if said is None else "matched" if said else "not_matched"

    def _operand(self, field: Field, operator: Operator, node: Condition | Lines) -> Any:
        """The operand in compiled form, read once."""
        if id(node) not in self._operands:
            value = operand_value(field, operator, node.value, self.zone, self.currency)
            self._operands[id(node)] = (node, value)
        return self._operands[id(node)][1]

    def _lines(self, node: Lines, facts: Facts, path: Path) -> NodeTrace:
        each = [
            self._line(node.where, facts, values, (*path, 0), index)
            for index, values in enumerate(facts.lines, 1)
        ]
        verdicts = [line.verdict for line in each]
        text = self.text(node)
        if node.lines not in {"count", "sum"}:
            verdict = grouped(node.lines, verdicts)
            return NodeTrace(path, "lines", text, verdict, tally(verdicts), few(each))
        try:
            total = _total(node, facts, verdicts)
            compared = compared_field(node.of)
            verdict = self._compared(compared, node, total, facts.now)
        except Exception as error:  # noqa: BLE001  whatever it was, the trace shows it
            return NodeTrace(path, "lines", text, "failed", f"{type(error).__name__}: {error}", few(each))
        if total is None and "failed" in verdicts:
            verdict = "failed"
        return NodeTrace(path, "lines", text, verdict, self.shown(compared, total), few(each))

    def _line(self, where: Group, facts: Facts, values: Values, path: Path, number_: int) -> NodeTrace:
        walked = self._node(where, facts, values, path)
        return replace(walked, text=f"line {number_}: {walked.text}")

    def text(self, node: Node) -> str:
        """The part as its sentence says it."""
        if id(node) not in self._texts:
            self._texts[id(node)] = (node, node_text(node, self._names))
        return self._texts[id(node)][1]

    def shown(self, field: Field, value: Any) -> str:
        """A value as a person reads it: money, units, names, yes and no, or `not known`."""
        return NOT_KNOWN if value is None else _SHOWN[field.type](field, value, self._names)


def _figure(field: Field, value: Any, _names: Names) -> str:
    rounded = round(value, 1) if isinstance(value, float) else value
    return counted(int(rounded) if rounded == int(rounded) else rounded, field.unit)


def _money(_field: Field, value: Any, names: Names) -> str:
    return Money(value, names.currency).shown


def _named(field: Field, value: Any, names: Names) -> str:
    if field.refers_to == "location":
        return names.location(value)
    return next((choice.label for choice in field.choices if choice.value == value), str(value))


def _set(_field: Field, value: Any, _names: Names) -> str:
    return ", ".join(sorted(value)) or "none"


def _instant(_field: Field, value: Any, names: Names) -> str:
    return moment(value, names.zone)


def _place(_field: Field, value: Any, _names: Names) -> str:
    return str(value)


def _yes_no(_field: Field, value: Any, _names: Names) -> str:
    return "yes" if value else "no"


_SHOWN: dict[FieldType, Callable[[Field, Any, Names], str]] = {
    FieldType.NUMBER: _figure,
    FieldType.MONEY: _money,
    FieldType.TEXT: _named,
    FieldType.CHOICE: _named,
    FieldType.REFERENCE: _named,
    FieldType.SET: _set,
    FieldType.INSTANT: _instant,
    FieldType.PLACE: _place,
    FieldType.YES_NO: _yes_no,
}


def grouped(match: str, verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's rules: what decides (a part not matched in all, a part matched in any) decides alone."""
    found = list(verdicts)
    decisive: Verdict = "not_matched" if match == "all" else "matched"
    if decisive in found:
        verdict = decisive
    elif "failed" in found:
        return "failed"
    elif "unknown" in found:
        return "unknown"
    else:
        verdict = _OPPOSITE[decisive]
    return _OPPOSITE[verdict] if match == "none" else verdict


def tally(verdicts: list[Verdict]) -> str:
    """How many of the lines match, and of how many that is not known."""
    matched, unknown = verdicts.count("matched"), verdicts.count("unknown")
    said = f"{matched} of {counted(len(verdicts), 'lines')}"
    return f"{said}, {unknown} {NOT_KNOWN}" if unknown else said


def _total(node: Lines, facts: Facts, verdicts: list[Verdict]) -> Any:
    """The count or sum over the lines that match; None as soon as one line is not known."""
    if any(verdict not in {"matched", "not_matched"} for verdict in verdicts):
        return None
    matching = [line for line, verdict in zip(facts.lines, verdicts, strict=True) if verdict == "matched"]
    if node.of is None:
        return len(matching)
    total = 0
    for line in matching:
        if line[node.of] is None:
            return None
        total += line[node.of]
    return total


def shown_lines(verdicts: Sequence[Verdict]) -> list[int]:
    """Which lines are told, from 0: the first ones, those that may have matched before the others."""
    return sorted(range(len(verdicts)), key=lambda at: verdicts[at] == "not_matched")[:SHOWN_LINES]


def few(lines: list[NodeTrace]) -> tuple[NodeTrace, ...]:
    """The lines that are told, and how many more there are."""
    if len(lines) <= SHOWN_LINES:
        return tuple(lines)
    telling = [lines[at] for at in shown_lines([line.verdict for line in lines])]
    return (*telling, more_lines(lines[0].path, len(lines)))


def more_lines(path: Path, lines: int) -> NodeTrace:
    """What stands for the lines that are not told."""
    rest = lines - SHOWN_LINES
    return NodeTrace(path, "group", f"and {number(rest)} more lines", "not_reached")
