"""A large draft: 200 rules, one of 60 conditions in 12 groups, one a table of 200 × 12."""

import copy
from typing import Any

from rulesets.starters import starter
from rulesets.writing import to_data

RULES = 200
GROUPS, IN_A_GROUP = 12, 5
ROWS, COLUMNS = 200, 12
CONDITIONS = "sixty-conditions"
TABLE = "large-table"

_FIELDS: tuple[tuple[str, str, Any], ...] = (
    ("order.total", "more_than", "{n}.00 GBP"),
    ("order.line_count", "at_least", "{n}"),
    ("destination.postcode", "starts_with", ["BT{n}", "IM{n}"]),
    ("order.channel", "is", "web"),
    ("customer.tags", "has_any", ["tag {n}"]),
)
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("destination.country", "is"),
    ("destination.postcode", "starts_with"),
    ("order.channel", "is"),
    ("order.service", "is"),
    ("order.total", "at_least"),
    ("order.total", "less_than"),
    ("order.line_count", "at_least"),
    ("order.gift", "is_yes"),
    ("order.weight", "at_most"),
    ("customer.vip", "is_yes"),
    ("customer.tags", "has_any"),
    ("destination.city", "is"),
)


def large_draft() -> dict[str, Any]:
    """The sample's rules, repeated until there are 200, with the two large ones among them."""
    document: dict[str, Any] = to_data(starter("wren-and-thistle"))
    routing = document["rules"]["routing"]
    again = [rule for rule in routing if not rule.get("default")]
    have = sum(len(rules) for rules in document["rules"].values())
    copies = [_again(again[n % len(again)], n) for n in range(RULES - have - 2)]
    document["rules"]["routing"] = [_conditions(), _table(), *copies, *routing]
    return document


def _again(rule: dict[str, Any], number: int) -> dict[str, Any]:
    return copy.deepcopy(rule) | {"id": f"again-{number}", "name": f"Rule {number}"}


def _conditions() -> dict[str, Any]:
    groups = [
        {("any", "none")[group % 2]: [_condition(group, place) for place in range(IN_A_GROUP)]}
        for group in range(GROUPS)
    ]
    then = [{"action": "rank", "by": "nearest"}]
    return {
        "id": CONDITIONS,
        "name": "Sixty conditions",
        "when": {"all": groups},
        "then": then,
        "otherwise": "next_rule",
    }


def _condition(group: int, place: int) -> dict[str, Any]:
    field, operator, value = _FIELDS[place]
    number = 100 + group
    filled = [each.format(n=number) for each in value] if isinstance(value, list) else value.format(n=number)
    return {
        "field": field,
        "operator": operator,
        "value": int(filled) if field == "order.line_count" else filled,
    }


def _table() -> dict[str, Any]:
    columns = [{"field": field, "operator": operator} for field, operator in _COLUMNS]
    rows = [{"cells": _cells(n), "then": [{"action": "within_km", "km": n + 1}]} for n in range(ROWS)]
    table = {"hit": "first", "columns": columns, "rows": rows}
    return {"id": TABLE, "name": "A large table", "table": table, "otherwise": "next_rule"}


def _cells(row: int) -> list[Any]:
    cells: list[Any] = [
        "GB",
        [f"AB{row}"],
        "web",
        "express",
        f"{row}.00 GBP",
        f"{row + 500}.00 GBP",
        row + 1,
        True,
        row + 100,
        None,
        [f"tag {row}"],
        f"City {row}",
    ]
    return cells
