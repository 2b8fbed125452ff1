"""Every YAML file in this folder is one decision: an order, rules and stock, and what must come of them.

rules: the name of a ready ruleset, or rules by kind as in a rules file; kinds that are left out have their
default rule. The rest is as in a ruleset's own tests (see rulesets/README.md), and so is most of what is
expected; besides, `why`, `candidates` and `notes` (of rules) are parts of the sentences that must be there,
`headline` the first of them, and `hold` a list of what is to be known of each hold."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import Decision
from engine.testing import world_of
from engine.testing.expecting import found, meets
from rulesets.model import Ruleset, default_rules
from rulesets.reading import read_ruleset
from rulesets.starters import starter
from rulesets.writing import to_data

SCENARIOS = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert told.keys() <= {"rules", "now", "order", "places", "stock", "seen", "expect"}
    compiled = compile_ruleset(_rules(told.get("rules", {})))
    placed, seen = world_of(told, compiled.ruleset)
    decision = decide(placed, seen, compiled, explain=True)
    assert decision == decide(placed, seen, compiled)
    for key, wanted in told["expect"].items():
        if key in EXPECTED:
            assert EXPECTED[key](decision, wanted) == wanted, key
        else:
            assert meets(key, wanted, decision), (key, found(key, decision))


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


def _among(parts: list[str], sentences: list[str]) -> list[str]:
    """Those of the wanted parts that are in a sentence."""
    return [part for part in parts if any(part in sentence for sentence in sentences)]


def _hold(decision: Decision, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each hold what the scenario wants to know."""
    said = [
        {key: getattr(hold, key) for key in keys} for hold, keys in zip(decision.holds, wanted, strict=True)
    ]
    return [{key: _plain(value) for key, value in hold.items()} for hold in said]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _because(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    assert decision.trace is not None
    said = {each.location: f"{each.verdict}: {each.because}" for each in decision.trace.candidates}
    return {code: part if part in said[code] else said[code] for code, part in wanted.items()}


def _notes(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    assert decision.trace is not None
    said = {rule.rule_id: f"{rule.verdict}: {rule.note}" for rule in decision.trace.rules}
    return {rule: part if part in said[rule] else said[rule] for rule, part in wanted.items()}


EXPECTED: dict[str, Any] = {
    "hold": _hold,
    "why": lambda decision, wanted: _among(wanted, list(decision.trace.why)),
    "headline": lambda decision, _: decision.trace.why[0],
    "candidates": _because,
    "notes": _notes,
}
"""What a scenario may expect beside what a test may -> what the decision says of it."""
