"""Every YAML file in this folder is one decision: an order, rules and stock, and what must come of them.

rules: the name of a ready ruleset, or rules by kind as in a rules file; kinds that are left out have their
default rule. The rest is told as in `engine.proving.telling`, expected as in `engine.proving.expecting`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.proving.expecting import EXPECTED
from engine.proving.telling import told_order, told_snapshot
from rulesets.model import Ruleset, default_rules
from rulesets.reading import read_ruleset
from rulesets.starters import starter
from rulesets.writing import to_data

SCENARIOS = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert told.keys() <= {"rules", "now", "order", "places", "stock", "seen", "expect"}
    placed, seen = told_order(told), told_snapshot(told)
    compiled = compile_ruleset(_rules(told.get("rules", {})))
    decision = decide(placed, seen, compiled, explain=True)
    assert decision == decide(placed, seen, compiled)
    for key, wanted in told["expect"].items():
        assert EXPECTED[key](decision, wanted) == wanted, key


def _rules(told: Any) -> Ruleset:
    if isinstance(told, str):
        return starter(told)
    defaults = Ruleset(name="Scenario", currency="GBP", zone="Europe/London", rules=default_rules())
    data = to_data(defaults)
    for kind, rules in told.items():
        named = [{"name": rule["id"].replace("-", " ").capitalize(), **rule} for rule in rules]
        own_default = any(rule.get("default") for rule in named)
        data["rules"][kind] = named if own_default else [*named, *data["rules"][kind]]
    return read_ruleset(data)
