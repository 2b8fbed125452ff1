"""A retailer with three locations, exception rules for it, and orders that can go wrong."""

from typing import Any

from engine import intake
from engine.database import Database
from engine.inventory import receive
from engine.model import Location
from engine.setup import install_retailer
from engine.store.decisions import OrderDetail, order_detail
from rulesets.actions import Queue, Reroute, Suspend
from rulesets.conditions import Condition, Group, Node
from rulesets.model import Rule, RuleKind
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, order, publish

PLACES = (*LOCATIONS, Location("NO", "North", "store", "GB", 54.9, -1.6, "NE1"))
"""From London: the store is nearest, then the warehouse, then the north."""


def condition(field: str, operator: str, value: Any = None) -> Condition:
    return Condition(field=field, operator=operator, value=value)


def rule(id_: str, *then: Any, when: tuple[Node, ...] = ()) -> Rule:
    """An exception rule that matches every event unless it says when."""
    return Rule(
        id=id_, name=id_.capitalize(), kind=RuleKind.EXCEPTION, when=Group(match="all", of=when), then=then
    )


REROUTE = rule("reroute", Reroute(at_most=2))
SECOND_TIME = rule("second", Suspend(hours=12), when=(condition("event.count_for_order", "at_least", 2),))
QUEUE = rule("queue", Queue(owner="Mia", reason="Call the customer", due_in_minutes=60))


def open_shop(database: Database, *rules: Rule) -> None:
    """The retailer with ten of everything everywhere and these exception rules live."""
    database.upgrade()
    with database.write() as session:
        install_retailer(session, RETAILER, PLACES, TARIFF, PRODUCTS, NOW)
        for place in PLACES:
            receive(session, place.code, {"MUG": 10, "TRAY": 10, "LAMP": 10}, NOW, "test")
    publish(database, *rules)


def sold(database: Database, *lines: tuple[str, int], **fields: Any) -> str:
    """Accept an order; gives its id."""
    return intake.accept(database, order(*lines, **fields), NOW, "shop").order_id


def detail(database: Database, order_id: str) -> OrderDetail:
    with database.read() as session:
        found = order_detail(session, order_id)
    assert found is not None
    return found


def sends(database: Database, order_id: str) -> tuple[str, ...]:
    """Where the order's open shipments are."""
    return tuple(one.location for one in detail(database, order_id).shipments if one.status == "allocated")
