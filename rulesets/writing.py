"""Ruleset -> plain data -> YAML, and its content hash. What `reading` makes of it is the same ruleset."""

import json
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from typing import Any

import yaml

from rulesets.actions import AnyAction
from rulesets.conditions import Condition, Group, Lines, Node
from rulesets.model import Rule, RuleKind, Ruleset
from rulesets.scope import SCOPED, Scope
from rulesets.table import Row, Table

WIDTH = 100


def to_data(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain data (mappings, lists, texts, numbers), with what is only a default left out."""
    return {
        "switchyard": 1,
        "name": ruleset.name,
        "currency": ruleset.currency,
        "zone": ruleset.zone,
        "country": ruleset.country,
        "rules": {kind.value: [rule_data(rule) for rule in ruleset.of_kind(kind)] for kind in RuleKind},
    }


def to_yaml(ruleset: Ruleset) -> str:
    """The ruleset as YAML for people and for git: always in the same order, letters as they are."""
    return data_yaml(to_data(ruleset))


def data_yaml(data: Any) -> str:
    """Plain data as YAML, in the order in which it stands."""
    written: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    return written


def content_hash(ruleset: Ruleset) -> str:
    """SHA-256 of what the ruleset says, in hexadecimal; how its YAML was laid out makes no difference."""
    return data_hash(to_data(ruleset))


def data_hash(data: Any) -> str:
    """SHA-256 of plain data as canonical JSON (sorted keys, no blanks, ASCII), in hexadecimal."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode("ascii")).hexdigest()


def rule_data(rule: Rule) -> dict[str, Any]:
    """One rule as plain data; its kind is that of the list it stands in."""
    data: dict[str, Any] = {"id": rule.id, "name": rule.name}
    data |= {} if rule.enabled else {"enabled": False}
    data |= {"default": True} if rule.default else {}
    data |= {} if rule.scope is None else {"scope": scope_data(rule.scope)}
    data |= {} if rule.when is None else {"when": node_data(rule.when)}
    data |= {"then": [action_data(action) for action in rule.then]} if rule.then else {}
    data |= {"table": table_data(rule.table)} if rule.table is not None else {}
    data |= {"otherwise": rule.otherwise} if rule.otherwise else {}
    data |= {"retry_minutes": rule.retry_minutes} if rule.retry_minutes else {}
    data |= {
        key: at.astimezone(UTC).isoformat()
        for key in ("valid_from", "valid_until")
        if (at := getattr(rule, key))
    }
    return data | {key: text for key in ("owner", "note") if (text := getattr(rule, key))}


def scope_data(scope: Scope) -> dict[str, Any]:
    """A scope as plain data, without what it does not ask."""
    lists = {key: list(values) for key in SCOPED if (values := getattr(scope, key))}
    return lists if scope.percent is None else {**lists, "percent": scope.percent}


def table_data(table: Table) -> dict[str, Any]:
    """A decision table as plain data."""
    columns = [
        {"field": column.field, "operator": column.operator}
        | ({"lines": column.lines} if column.lines else {})
        for column in table.columns
    ]
    return {"hit": table.hit, "columns": columns, "rows": [_row_data(row) for row in table.rows]}


def _row_data(row: Row) -> dict[str, Any]:
    cells = [list(cell) if isinstance(cell, tuple) else cell for cell in row.cells]
    then = {"then": [action_data(action) for action in row.then]} if row.then else {}
    return {"cells": cells, **then}


def node_data(node: Node) -> dict[str, Any]:
    """A part of a *when* as plain data."""
    if isinstance(node, Group):
        return {node.match: [node_data(child) for child in node.of]}
    if isinstance(node, Condition):
        return {"field": node.field, "operator": node.operator, **_value(node)}
    given = {key: word for key in ("of", "operator") if (word := getattr(node, key)) is not None}
    return {"lines": node.lines, "where": node_data(node.where), **given, **_value(node)}


def _value(node: Condition | Lines) -> dict[str, Any]:
    if node.value is None:
        return {}
    return {"value": list(node.value) if isinstance(node.value, tuple) else node.value}


def action_data(action: AnyAction) -> dict[str, Any]:
    """An action as plain data, without the arguments that have their default value."""
    data: dict[str, Any] = {"action": action.action}
    for name, field in sorted(type(action).model_fields.items(), key=lambda pair: pair[0] == "relax"):
        value = getattr(action, name)
        if name != "action" and (field.is_required() or value != field.default):
            data[name] = _argument(value)
    return data


def _argument(value: Any) -> Any:
    if isinstance(value, Group):
        return node_data(value)
    return list(value) if isinstance(value, tuple) else value


class _Dumper(yaml.SafeDumper):
    """Lists stand one step in, plain values of a list on one line, numbers without an exponent."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.Node:
    plain = all(not isinstance(item, dict | list) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=plain)


def _float(dumper: yaml.SafeDumper, number: float) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{Decimal(repr(number)):f}")


_Dumper.add_representer(list, _list)
_Dumper.add_representer(float, _float)
