"""A small shop: two locations, and rules that are short enough to read in a test."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from engine.model import Location, Product, Retailer, Tariff
from engine.store.setup import insert_setup
from rulesets import revisions
from rulesets.reading import read_ruleset

RULES: dict[str, Any] = {
    "switchyard": 1,
    "name": "Shop",
    "currency": "GBP",
    "zone": "Europe/London",
    "country": "GB",
    "rules": {
        "hold": [
            {
                "id": "big",
                "name": "Big orders",
                "when": {"all": [{"field": "order.total", "operator": "more_than", "value": "400.00 GBP"}]},
                "then": [{"action": "hold", "reason": "Look at it", "owner": "Helen"}],
            },
            {
                "id": "gifts",
                "name": "Gifts",
                "when": {"any": [{"field": "order.gift", "operator": "is_yes"}]},
                "then": [{"action": "hold", "reason": "Wrap it", "owner": "Dan"}],
            },
            {"id": "hold-default", "name": "No hold", "default": True},
        ],
        "routing": [
            {
                "id": "near",
                "name": "Near",
                "when": {"all": [{"field": "order.channel", "operator": "one_of", "value": ["web"]}]},
                "then": [{"action": "within_km", "km": 250}, {"action": "rank", "by": "nearest"}],
                "otherwise": "next_rule",
            },
            {
                "id": "routing-default",
                "name": "Nearest",
                "default": True,
                "then": [{"action": "rank", "by": "nearest"}],
                "otherwise": "backorder",
            },
        ],
        "split": [
            {
                "id": "split-default",
                "name": "Split",
                "default": True,
                "then": [{"action": "split", "policy": "units", "only_if_needed": True}],
            }
        ],
        "exception": [
            {
                "id": "exception-default",
                "name": "Queue",
                "default": True,
                "then": [{"action": "queue", "owner": "Operations", "reason": "Decide"}],
            }
        ],
        "transaction": [{"id": "transaction-default", "name": "Payments", "default": True}],
    },
}

DEFAULTS = RULES | {
    "rules": {kind: [each for each in rules if each.get("default")] for kind, rules in RULES["rules"].items()}
}
"""The shop's rules, with no rule but the default of each kind."""


def set_up(session: Session) -> None:
    """Write the shop, and publish its rules as revision 1."""
    now = datetime(2025, 11, 3, 9, tzinfo=UTC)
    places = [Location("COV", "Coventry", "warehouse", "GB"), Location("BRI", "Bristol", "store", "GB")]
    retailer = Retailer("Wren & Thistle", "GBP", "Europe/London", "GB", "Made up.")
    insert_setup(session, retailer, places, Tariff("GBP", (), {}, {}, "t"), [Product("A", "Mug")], now)
    first = revisions.import_ruleset(session, read_ruleset(RULES), "Tom", now)
    revisions.publish(session, first.number, "Tom", "To begin with", now)
