"""Whether conditions hold, without their texts: what the walker says of them, several times as quickly.

Each node becomes a function once, its operand read once; a group is left as soon as a part decides it."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from engine.facts import Facts
from engine.model import Verdict
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS
from rulesets.vocabulary import FIELDS

Values = Mapping[str, Any]
Ask = Callable[[Values, Facts], Verdict]


class Verdicts:
    """Asks the conditions of one ruleset. `walked` answers for what stands here in no quicker form (counts
    and sums of lines)."""

    def __init__(self, zone: tzinfo, currency: str, walked: Callable[[Node, Facts], Verdict]) -> None:
        self._zone, self._currency, self._walked = zone, currency, walked
        self._asks: dict[int, tuple[Node, Ask]] = {}

    def of(self, node: Node, facts: Facts) -> Verdict:
        """Matched, not matched, unknown or failed."""
        kept = self._asks.get(id(node))
        if kept is None:
            kept = self._asks[id(node)] = (node, self._made(node))
        return kept[1](facts.values, facts)

    def _made(self, node: Node) -> Ask:
        if isinstance(node, Condition):
            return self._condition(node)
        if isinstance(node, Group):
            return _group(node.match, [self._made(child) for child in node.of])
        return self._lines(node)

    def _condition(self, node: Condition) -> Ask:
        try:
            field, operator = FIELDS[node.field], OPERATORS[node.operator]
            operand = operand_value(field, operator, node.value, self._zone, self._currency)
        except (KeyError, ValueError, TypeError):
            return lambda _values, facts: self._walked(node, facts)
        return _compared(node.field, operator.test, operand, operator.sees_missing)

    def _lines(self, node: Lines) -> Ask:
        if node.lines in {"count", "sum"}:
            return lambda _values, facts: self._walked(node, facts)
        where = self._made(node.where)

        def ask(_values: Values, facts: Facts) -> Verdict:
            return _group(node.lines, [_of_line(where, line) for line in facts.lines])(_values, facts)

        return ask


def _compared(
    path: str, test: Callable[[Any, Any, datetime], bool | None], operand: Any, sees_missing: bool
) -> Ask:
    def ask(values: Values, facts: Facts) -> Verdict:
        try:
            value = values[path]
            if value is None and not sees_missing:
                return "unknown"
            said = test(value, operand, facts.now)
        except Exception:  # noqa: BLE001  whatever it was, the walker's trace says it
            return "failed"
        return "unknown" if said is None else "matched" if said else "not_matched"

    return ask


def _group(match: str, parts: list[Ask]) -> Ask:
    decisive: Verdict = "not_matched" if match == "all" else "matched"
    decided: Verdict = "matched" if match == "any" else "not_matched"
    otherwise: Verdict = "not_matched" if match == "any" else "matched"

    def ask(values: Values, facts: Facts) -> Verdict:
        worst: Verdict = otherwise
        for part in parts:
            said = part(values, facts)
            if said == decisive:
                return decided
            if said == "failed" or (said == "unknown" and worst != "failed"):
                worst = said
        return worst

    return ask


def _of_line(where: Ask, line: Values) -> Ask:
    return lambda _values, facts: where(line, facts)
