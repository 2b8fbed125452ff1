"""The same rules for zen-engine: as a decision table, a node of expressions, and one compiled expression."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from rulesets.conditions import Condition, Group, Node
from rulesets.model import Rule
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS
from rulesets.vocabulary import FIELDS

ZONE = ZoneInfo("Europe/London")


def expression(node: Node) -> str:
    """The part in zen's expression language. What is missing is null, which its comparisons refuse, so
    they are guarded; `none` and `is not` are false when something is missing."""
    if isinstance(node, Condition):
        return _condition(node)
    if not isinstance(node, Group):
        raise TypeError("the benchmark's rules ask nothing of lines")
    if node.match == "none":
        return "(" + " and ".join([_not_matched(part) for part in node.of]) + ")"
    return (
        "(" + (" and " if node.match == "all" else " or ").join([expression(part) for part in node.of]) + ")"
    )


def _not_matched(node: Node) -> str:
    if not isinstance(node, Condition):
        raise TypeError("the benchmark's rules nest one deep")
    if node.operator in ("is_known", "is_missing"):
        return f"not ({_test(node)})"
    return f"({node.field} != null and not ({_test(node)}))"


def _condition(node: Condition) -> str:
    needs_guard = not FIELDS[node.field].always and node.operator not in _SAFE_ON_NULL
    return f"({node.field} != null and {_test(node)})" if needs_guard else _test(node)


_SAFE_ON_NULL = ("is", "one_of", "is_yes", "is_no", "is_known", "is_missing")


def _test(node: Condition) -> str:
    field, operator = FIELDS[node.field], OPERATORS[node.operator]
    value = operand_value(field, operator, node.value, ZONE, "GBP")
    return _TESTS[node.operator](node.field, value)


def _list(values: Any) -> str:
    return json.dumps(sorted(values))


_TESTS: dict[str, Any] = {
    "is": lambda x, o: f"{x} == {json.dumps(o)}",
    "one_of": lambda x, o: f"{x} in {_list(o)}",
    "not_one_of": lambda x, o: f"{x} not in {_list(o)}",
    "at_least": lambda x, o: f"{x} >= {o}",
    "at_most": lambda x, o: f"{x} <= {o}",
    "more_than": lambda x, o: f"{x} > {o}",
    "less_than": lambda x, o: f"{x} < {o}",
    "between": lambda x, o: f"{x} in [{o[0]}..{o[1]}]",
    "has_any": lambda x, o: f"some({x}, # in {_list(o)})",
    "has_none": lambda x, o: f"none({x}, # in {_list(o)})",
    "contains": lambda x, o: "(" + " or ".join(f"contains({x}, {json.dumps(part)})" for part in o) + ")",
    "starts_with": lambda x, o: "(" + " or ".join(f"startsWith({x}, {json.dumps(part)})" for part in o) + ")",
    "is_yes": lambda x, _: f"{x} == true",
    "is_no": lambda x, _: f"{x} == false",
    "is_known": lambda x, _: f"{x} != null",
    "is_missing": lambda x, _: f"{x} == null",
}


def context(values: dict[str, Any]) -> dict[str, Any]:
    """The facts as zen takes them: nested by entity, sets as lists."""
    nested: dict[str, Any] = {}
    for path, value in values.items():
        entity, name = path.split(".")
        nested.setdefault(entity, {})[name] = sorted(value) if isinstance(value, frozenset) else value
    return nested


def table(rules: tuple[Rule, ...]) -> str:
    """A decision table with hit policy collect: a column for each field that is asked plainly, and one for
    whole expressions (nested groups, and what a cell cannot say of a missing value)."""
    fields = sorted({part.field for rule in rules for part in _parts(rule) if _is_plain(part)})
    columns = {path: f"c{at}" for at, path in enumerate(fields)}
    inputs = [{"id": columns[path], "name": path, "field": path} for path in fields]
    inputs.append({"id": "more", "name": "more"})
    rows = [_row(rule, columns) for rule in rules]
    outputs = [{"id": "out", "name": "rule", "field": "rule"}]
    content = {"hitPolicy": "collect", "inputs": inputs, "outputs": outputs, "rules": rows}
    return _graph("decisionTableNode", content)


def _parts(rule: Rule) -> tuple[Node, ...]:
    return rule.when.of if rule.when else ()


def _is_plain(part: Node) -> bool:
    return isinstance(part, Condition) and part.operator in _CELLS and FIELDS[part.field].always


def _row(rule: Rule, columns: dict[str, str]) -> dict[str, str]:
    cells = dict.fromkeys([*columns.values(), "more"], "")
    rest = []
    for part in _parts(rule):
        plain = isinstance(part, Condition) and _is_plain(part) and not cells[columns[part.field]]
        if plain and isinstance(part, Condition):
            cells[columns[part.field]] = _cell(part)
        else:
            rest.append(expression(part))
    return {"_id": rule.id, **cells, "more": " and ".join(rest), "out": json.dumps(rule.id)}


def _cell(part: Condition) -> str:
    value = operand_value(FIELDS[part.field], OPERATORS[part.operator], part.value, ZONE, "GBP")
    return _CELLS[part.operator](value)


_CELLS: dict[str, Any] = {
    "is": json.dumps,
    "one_of": lambda o: ", ".join(json.dumps(each) for each in sorted(o)),
    "at_least": lambda o: f">= {o}",
    "at_most": lambda o: f"<= {o}",
    "more_than": lambda o: f"> {o}",
    "less_than": lambda o: f"< {o}",
    "between": lambda o: f"[{o[0]}..{o[1]}]",
}


def expressions(rules: tuple[Rule, ...]) -> str:
    """A node with one yes or no expression a rule."""
    rows = [{"id": rule.id, "key": rule.id, "value": expression(rule.when)} for rule in rules if rule.when]
    return _graph("expressionNode", {"expressions": rows})


def one_expression(rules: tuple[Rule, ...]) -> str:
    """All rules as one list of yes and no."""
    return "[" + ", ".join([expression(rule.when) for rule in rules if rule.when]) + "]"


def _graph(kind: str, content: dict[str, Any]) -> str:
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {"id": "do", "name": "do", "type": kind, "position": {"x": 1, "y": 0}, "content": content},
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "do", "type": "edge"},
        {"id": "e2", "sourceId": "do", "targetId": "out", "type": "edge"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})
