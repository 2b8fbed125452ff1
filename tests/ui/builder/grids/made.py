"""Grids for tests: a small one written out, and generated ones over everything that a table may say."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from rulesets.model import Ruleset, default_rules
from rulesets.writing import table_data, to_data
from tests.rulesets.generated import thens
from tests.rulesets.generated_tables import tables
from ui.builder.fields import Names
from ui.builder.grids.model import Grid, grid_of
from ui.builder.model import EditedRule, EditedRules, from_plain, to_plain

NAMES = Names(
    (("COV", "Coventry"), ("LDS", "Leeds"), ("BRS", "Bristol"), ("BTN", "Brighton, pier")),
    "Europe/London",
    "GBP",
    ("north", "South", "zone 2"),
    ("standard", "express"),
)
HEADER = {"switchyard": 1, "name": "T", "currency": "GBP", "zone": "Europe/London", "country": "GB"}
DEFAULTS: dict[str, list[dict[str, Any]]] = to_data(
    Ruleset(name="T", currency="GBP", zone="Europe/London", country="GB", rules=default_rules())
)["rules"]
BY_REGION: dict[str, Any] = {
    "hit": "first",
    "columns": [
        {"field": "destination.region", "operator": "is"},
        {"field": "order.total", "operator": "at_least"},
        {"field": "line.fragile", "operator": "is_yes", "lines": "any"},
    ],
    "rows": [
        {
            "cells": ["Kent", "50.00 GBP", None],
            "then": [
                {"action": "only_kinds", "kinds": ["store"]},
                {"action": "rank", "by": "preferred", "locations": ["BTN", "COV"]},
            ],
        },
        {
            "cells": ["Scotland", None, True],
            "then": [
                {"action": "rank", "by": "preferred", "locations": ["LDS"]},
                {
                    "action": "where",
                    "where": {"all": [{"field": "location.kind", "operator": "is", "value": "store"}]},
                },
            ],
        },
    ],
}


def draft_with(table: Any, kind: str = "routing", **more: Any) -> EditedRules:
    """A draft whose first rule, `r`, has this table."""
    rule = {"id": "r", "name": "R", "table": table} | ({"otherwise": "hold"} if kind == "routing" else {})
    rules = {**DEFAULTS, kind: [rule | more, *DEFAULTS[kind]]}
    return from_plain({**HEADER, "rules": rules})


def rule_with(table: Any, kind: str = "routing", **more: Any) -> EditedRule:
    """A rule with this table."""
    rule = draft_with(table, kind, **more).rule("r")
    assert rule is not None
    return rule


def grid_with(table: Any, kind: str = "routing") -> Grid:
    """A grid of this table."""
    grid = grid_of(rule_with(table, kind))
    assert grid is not None
    return grid


def document(rule: EditedRule) -> dict[str, Any]:
    """A whole ruleset with this rule in it, as plain data."""
    rules = [rule, *(each for each in draft_with(None).rules if each.id != "r")]
    return to_plain(EditedRules(HEADER, tuple(rules)))


@st.composite
def grids(draw: DrawFn) -> Grid:
    """A grid of any table that the check lets through."""
    kind = draw(st.sampled_from(("hold", "routing", "split")))
    return grid_with(table_data(draw(tables(kind, thens(kind)))), kind)


TEXTS = st.one_of(
    st.sampled_from(
        (
            "", "GB", "Kent", "£50.00", "50", "−£4.50", "lots", "Bristol", "BRS", "Yes", "no", "web, phone",
            "Web shop, Telephone", "10 to 20", "£10 to £20.50", "09:00 to 17:00", "Mon, Tue", "Leeds, 50 km",
            "2026-12-01 09:00", "Store", '"Brighton, pier", LDS', "=1+1", "@SUM(A1)", "\t=2", "3", "Helen",
            "within a line", "whole_lines", "nearest", "preferred",
        )
    ),
    st.text(max_size=8),
)  # fmt: skip
