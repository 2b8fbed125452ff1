"""Small orders, locations and snapshots, of which a test says only what matters to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.compiler import compile_ruleset
from engine.decide import decide
from engine.model import (
    Customer,
    Decision,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
)
from engine.testing import usual
from engine.testing.usual import NOW, SHEFFIELD, TARIFF
from rulesets.model import Rule, RuleKind, Ruleset, default_rules

__all__ = ["NOW", "PLACES", "SHEFFIELD", "TARIFF"]

PLACES = tuple(usual.PLACES[code] for code in ("BRS", "COV", "LDS"))


def line(number: int, sku: str, quantity: int = 1, **known: Any) -> OrderLine:
    """A line of 500 g units at £10, unless it is said otherwise."""
    given = {"name": sku, "unit_price": 1000, "weight_g": 500, **known}
    return OrderLine(number, sku, quantity=quantity, **given)


def order(*lines: OrderLine | str, **known: Any) -> Order:
    """A web order for Sheffield; a text is a SKU of which one is ordered."""
    each = [part if isinstance(part, OrderLine) else line(at, part) for at, part in enumerate(lines, 1)]
    given = {"id": "W-1", "channel": "web", "external_id": "1", "placed_at": NOW, "currency": "GBP"}
    given |= {"destination": SHEFFIELD, "customer": Customer("c1", "Imogen Shaw")}
    return Order(lines=tuple(each), **{**given, **known})


def place(code: str, **changes: Any) -> Location:
    """One of the three locations, changed."""
    return replace(next(each for each in PLACES if each.code == code), **changes)


def state(location: Location | str, stock: Mapping[str, int], **known: Any) -> LocationState:
    """A location with so many units on hand."""
    where = place(location) if isinstance(location, str) else location
    levels = {sku: StockLevel(units) for sku, units in stock.items()}
    return LocationState(where, levels, **{"fed_at": NOW, **known})


def snapshot(*states: LocationState, **known: Any) -> Snapshot:
    """The world now; locations in the order of their codes."""
    given = {"at": NOW, "zone": "Europe/London", "country": "GB", "currency": "GBP", "tariff": TARIFF}
    ordered = tuple(sorted(states, key=lambda each: each.location.code))
    return Snapshot(locations=ordered, **{**given, **known})


def ruleset(*rules: Rule) -> Ruleset:
    """Rules with the default ones of the kinds that have none."""
    given = {rule.kind for rule in rules if rule.default}
    defaults = [rule for rule in default_rules() if rule.kind not in given]
    return Ruleset(name="Test", currency="GBP", zone="Europe/London", rules=(*rules, *defaults))


def rule(kind: str, rule_id: str, *then: Any, **known: Any) -> Rule:
    """A rule named as its id; without a `when` it is the default of its kind."""
    given = {"default": "when" not in known, "then": then} | known
    if kind == "routing":
        given.setdefault("otherwise", "backorder")
    return Rule(id=rule_id, name=rule_id.replace("-", " ").capitalize(), kind=RuleKind(kind), **given)


def decided(placed: Order, seen: Snapshot, rules: Sequence[Rule] = (), **options: Any) -> Decision:
    """The decision by these rules and the defaults."""
    return decide(placed, seen, compile_ruleset(ruleset(*rules)), **options)
