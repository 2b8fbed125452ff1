"""Every YAML file in this folder is one decision: an order, rules and stock, and what must come of them.

rules: the name of a ready ruleset, or rules by kind as in a rules file; kinds that are left out have their
default rule. order: a web order for Sheffield of £10 units of 500 g, but for what is said; dates in ISO 8601.
places: changes to a location (see PLACES), and of its state now what STATE names: `feed_age` in minutes
(null: it never reported), `rejected_hours_ago`, `weekly_sales` by SKU. stock: location -> SKU -> units. seen:
changes to the snapshot. expect: only what the scenario is about; `why`, `candidates`, `notes` (of rules) and
`relaxed` are parts of the sentences that must be there, `relaxed: []` that there are none; `modes` how each
location serves, `at` where the customer collects; `hold` a list of what is to be known of each hold."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import Decision, Destination, Location, LocationState, Order, Plan, Snapshot
from rulesets.model import Ruleset, default_rules
from rulesets.reading import read_ruleset
from rulesets.starters import starter
from rulesets.writing import to_data
from tests.engine.decision import world

SCENARIOS = sorted(Path(__file__).parent.glob("*.yaml"))
BRIGHTON = Location("BTN", "Brighton", "store", "GB", 50.8263, -0.1388, shipment_cost=170, line_cost=35)
STOKE = Location("STK", "Stoke Potteries", "supplier", "GB", 53.0027, -2.1794, shipment_cost=50)
DUBLIN = Location("DUB", "Dublin", "store", "IE", 53.3498, -6.2603, shipment_cost=170)
PLACES = {place.code: place for place in (*world.PLACES, BRIGHTON, STOKE, DUBLIN)}
STATE = (
    "used_today",
    "units_today",
    "open_shipments",
    "suspended",
    "rejected",
    "rejected_hours_ago",
    "rejection_rate",
    "accuracy",
    "weekly_sales",
    "feed_age",
)
ORDER_DATES = ("placed_at", "promised_at", "ship_after", "ship_by", "requested_at", "edit_until")


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_scenario(file: Path) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert told.keys() <= {"rules", "now", "order", "places", "stock", "seen", "expect"}
    placed, seen, compiled = _order(told), _snapshot(told), compile_ruleset(_rules(told.get("rules", {})))
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


def _now(told: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(told["now"]) if "now" in told else world.NOW


def _order(told: Mapping[str, Any]) -> Order:
    given = dict(told["order"])
    lines = [
        world.line(number, **_dated({"sku": "MUG", **line}, ("expected_at",)))
        for number, line in enumerate(given.pop("lines", []), 1)
    ]
    given.setdefault("placed_at", _now(told))
    given = _dated(given, ORDER_DATES)
    if "destination" in given:
        given["destination"] = Destination(**given["destination"])
    if "customer" in given:
        given["customer"] = replace(world.order("X").customer, **given["customer"])
    return world.order(*lines, **{key: tuple(v) if isinstance(v, list) else v for key, v in given.items()})


def _dated(given: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    return {
        key: datetime.fromisoformat(value) if key in keys and isinstance(value, str) else value
        for key, value in given.items()
    }


def _snapshot(told: Mapping[str, Any]) -> Snapshot:
    now, changes = _now(told), told.get("places", {})
    states = [_state(code, stock, changes.get(code, {}), now) for code, stock in told["stock"].items()]
    seen = dict(told.get("seen", {}))
    incoming: dict[str, Any] = seen.pop("incoming", {})
    known = {key: frozenset(v) if isinstance(v, list) else v for key, v in seen.items()}
    known["incoming"] = _dated(incoming, incoming)
    return world.snapshot(*states, at=now, **known)


def _state(code: str, stock: Mapping[str, int], changes: Mapping[str, Any], now: datetime) -> LocationState:
    place = {key: value for key, value in changes.items() if key not in STATE}
    place = {key: _frozen(value) for key, value in _dated(place, ("closed_until",)).items()}
    known = {key: value for key, value in changes.items() if key in STATE}
    age, hours = known.pop("feed_age", 0), known.pop("rejected_hours_ago", None)
    known["fed_at"] = None if age is None else now - timedelta(minutes=age)
    known["rejected_at"] = None if hours is None else now - timedelta(hours=hours)
    known["suspended"] = frozenset(known.get("suspended", ()))
    return world.state(replace(PLACES[code], **place), stock, **known)


def _frozen(value: Any) -> Any:
    return tuple([_frozen(each) for each in value]) if isinstance(value, list) else value


def _sent(plan: Plan) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for shipment in plan.shipments:
        there = found.setdefault(shipment.location, {})
        for line in shipment.lines:
            there[line.sku] = there.get(line.sku, 0) + line.quantity
    return found


def _short(plan: Plan) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in plan.shortfall:
        found[line.sku] = found.get(line.sku, 0) + line.quantity
    return found


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


def _relaxed(decision: Decision, wanted: list[str]) -> list[str]:
    assert len(decision.relaxed) == len(wanted), decision.relaxed
    return _among(wanted, list(decision.relaxed))


def _because(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    assert decision.trace is not None
    said = {each.location: f"{each.verdict}: {each.because}" for each in decision.trace.candidates}
    return {code: part if part in said[code] else said[code] for code, part in wanted.items()}


def _notes(decision: Decision, wanted: dict[str, str]) -> dict[str, str]:
    assert decision.trace is not None
    said = {rule.rule_id: f"{rule.verdict}: {rule.note}" for rule in decision.trace.rules}
    return {rule: part if part in said[rule] else said[rule] for rule, part in wanted.items()}


EXPECTED: dict[str, Any] = {
    "outcome": lambda decision, _: decision.outcome,
    "from": lambda decision, _: list(decision.plan.locations),
    "sent": lambda decision, _: _sent(decision.plan),
    "short": lambda decision, _: _short(decision.plan),
    "rule": lambda decision, _: decision.rule_id,
    "applied": lambda decision, _: list(decision.applied),
    "tags": lambda decision, _: list(decision.tags),
    "cost": lambda decision, _: decision.plan.cost,
    "cause": lambda decision, _: decision.cause,
    "holds": lambda decision, _: [[hold.rule_id, hold.reason] for hold in decision.holds],
    "owners": lambda decision, _: [hold.owner for hold in decision.holds],
    "lifts": lambda decision, _: [hold.lifts_at and hold.lifts_at.isoformat() for hold in decision.holds],
    "arrives": lambda decision, _: [
        s.arrives_at and s.arrives_at.isoformat() for s in decision.plan.shipments
    ],
    "modes": lambda decision, _: {s.location: s.mode for s in decision.plan.shipments},
    "at": lambda decision, _: {s.location: s.hand_over_at for s in decision.plan.shipments},
    "services": lambda decision, _: {s.location: s.service for s in decision.plan.shipments},
    "postage": lambda decision, _: {s.location: s.postage for s in decision.plan.shipments},
    "again_at": lambda decision, _: _plain(decision.again_at),
    "decide_by": lambda decision, _: _plain(decision.decide_by),
    "relaxed": _relaxed,
    "hold": _hold,
    "why": lambda decision, wanted: _among(wanted, list(decision.trace.why)),
    "headline": lambda decision, _: decision.trace.why[0],
    "candidates": _because,
    "notes": _notes,
}
"""What a scenario may expect -> what the decision says of it."""
