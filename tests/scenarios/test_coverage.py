"""The scenarios leave nothing out: every action, every outcome, every otherwise stands in one of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import yaml

from engine.model import Outcome
from rulesets.actions import ACTIONS
from rulesets.model import OTHERWISE_WORDS, RuleKind
from rulesets.starters import starter
from rulesets.writing import to_data

TOLD: dict[str, Any] = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted(Path(__file__).parent.glob("*.yaml"))
}
KINDS = (RuleKind.HOLD, RuleKind.ROUTING, RuleKind.SPLIT)


def _rules() -> Iterator[dict[str, Any]]:
    for told in TOLD.values():
        given = told.get("rules", {})
        kinds = to_data(starter(given))["rules"] if isinstance(given, str) else given
        for kind in KINDS:
            yield from kinds.get(kind.value, [])


def test_there_are_sixty_scenarios() -> None:
    assert len(TOLD) >= 60


def test_every_outcome_is_shown() -> None:
    assert {told["expect"].get("outcome") for told in TOLD.values()} >= set(get_args(Outcome))


def test_every_action_of_hold_routing_and_split_is_shown() -> None:
    offered = {
        name
        for name, action in ACTIONS.items()
        if not action.missing_because and set(action.rule_kinds) & {kind.value for kind in KINDS}
    }
    shown = {action["action"] for rule in _rules() for action in rule.get("then", [])}
    assert offered - shown == set()


def test_every_argument_of_hold_and_split_is_shown() -> None:
    shown = {
        (action["action"], name) for rule in _rules() for action in rule.get("then", []) for name in action
    }
    offered = {(name, field) for name in ("hold", "split") for field in ACTIONS[name].model_fields}
    assert offered - shown == set()


def test_every_otherwise_is_shown() -> None:
    assert {rule.get("otherwise") for rule in _rules()} >= set(OTHERWISE_WORDS)


def test_no_scenario_expects_nothing() -> None:
    assert [name for name, told in TOLD.items() if not told["expect"]] == []
