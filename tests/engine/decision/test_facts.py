from datetime import UTC, datetime, timedelta

import pytest

from engine.candidate import Candidate
from engine.facts import LINE_SOURCES, LOCATION_SOURCES, ORDER_SOURCES, location_facts, order_facts
from engine.model import Customer, Destination
from engine.situation import Situation
from engine.whereabouts import Whereabouts
from rulesets.operators import FieldType
from rulesets.vocabulary import FIELDS
from tests.engine.decision.world import NOW, SHEFFIELD, line, order, place, snapshot, state

BY_ENTITY = {
    "line": LINE_SOURCES,
    "location": LOCATION_SOURCES,
    **dict.fromkeys(("order", "destination", "customer", "network", "now"), ORDER_SOURCES),
}


def test_every_field_has_a_source_and_there_is_no_other() -> None:
    asked = {path for path, field in FIELDS.items() if field.entity != "event" and not field.missing_because}
    assert {*ORDER_SOURCES, *LINE_SOURCES, *LOCATION_SOURCES} == asked


def test_every_source_stands_with_its_entity() -> None:
    for path, field in FIELDS.items():
        if field.entity != "event" and not field.missing_because:
            assert path in BY_ENTITY[field.entity]


FULL = order(
    line(1, "Mug-1", 3, name="Fern MUG", category="Ceramics", volume_ml=400, tags=("Gift",), fragile=True),
    channel="web",
    promised_at=NOW + timedelta(days=2, hours=8),
    note="Ring TWICE",
    gift=False,
    business=True,
    tags=("VIP-Launch",),
    customer=Customer("C-9", "Imogen", "Trade", ("Gold",), True, 4, 12_000),
    shipping_paid=495,
    discount=100,
)
STATES = snapshot(state("COV", {"Mug-1": 5}), state("LDS", {"Mug-1": 2}), attempts=2)
ALL = tuple(path for path in (*ORDER_SOURCES, *LINE_SOURCES))


def seen(placed: object = FULL, snapped: object = STATES) -> dict[str, object]:
    facts = order_facts(placed, snapped, ALL)  # type: ignore[arg-type]
    return {**facts.values, **(facts.lines[0] if facts.lines else {})}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("order.subtotal", 3000),
        ("order.total", 3395),
        ("order.item_count", 3),
        ("order.weight", 1500),
        ("order.volume", 1200),
        ("order.tags", frozenset({"vip-launch"})),
        ("order.note", "ring twice"),
        ("order.age", 0),
        ("order.promise_slack", 56.0),
        ("order.routing_attempts", 2),
        ("order.locations_can_fill_all", 1),
        ("order.all_in_stock", True),
        ("destination.country", "gb"),
        ("destination.international", False),
        ("destination.position_known", True),
        ("customer.id", "c-9"),
        ("customer.tags", frozenset({"gold"})),
        ("line.sku", "mug-1"),
        ("line.name", "fern mug"),
        ("line.value", 3000),
        ("line.tags", frozenset({"gift"})),
        ("line.backorderable", None),
        ("now.hour", 10),
        ("now.month", 3),
    ],
)
def test_a_field_has_its_value(path: str, value: object) -> None:
    assert seen()[path] == value


def test_what_is_not_known_is_none_and_what_is_always_known_never_is() -> None:
    bare = order(line(1, "X", weight_g=None), destination=Destination(), customer=Customer())
    facts = seen(bare, snapshot(state("COV", {})))
    for path in ALL:
        assert not (FIELDS[path].always and facts[path] is None), path
    assert facts["order.weight"] is None
    assert facts["destination.international"] is None
    assert facts["customer.vip"] is None
    assert facts["order.promise_slack"] is None


def test_times_are_on_the_clocks_of_the_retailer() -> None:
    at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    facts = seen(order("X", placed_at=at), snapshot(state("COV", {}), at=at))
    assert (facts["now.hour"], facts["now.at"].day) == (0, 2)  # type: ignore[attr-defined]
    assert facts["order.placed_at"].hour == 0  # type: ignore[attr-defined]


def test_only_the_fields_asked_for_are_worked_out() -> None:
    facts = order_facts(FULL, STATES, ["order.total", "line.sku"])
    assert facts.values == {"order.total": 3395}
    assert facts.lines == ({"line.sku": "mug-1"},)
    with pytest.raises(KeyError):
        order_facts(FULL, STATES, ["event.type"])


def candidate(**known: object) -> Candidate:
    where = place("COV", capacity=10, feed_limit=60, group="Warehouses")
    one = state(where, {"X": 7, "Y": 2}, used_today=4, open_shipments=3, fed_at=NOW - timedelta(minutes=25))
    placed = order(line(1, "X", 3), line(2, "Y", 5), promised_at=NOW + timedelta(days=5), **known)
    return Candidate(Situation(placed, snapshot(one)), one)


LOCATION_FIELDS = tuple(LOCATION_SOURCES)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("location.code", "cov"),
        ("location.kind", "warehouse"),
        ("location.group", "warehouses"),
        ("location.country", "gb"),
        ("location.atp", 2),
        ("location.atp_after", -3),
        ("location.fills_all", False),
        ("location.fill_share", 62.5),
        ("location.open_orders", 3),
        ("location.capacity_left", 6),
        ("location.capacity_used", 40.0),
        ("location.open_now", True),
        ("location.cost", 520 + 85 + 2 * 12 + 8),
        ("location.arrival_days", 2),
        ("location.promise_slack", 3),
        ("location.rejected_order", False),
        ("location.feed_age", 25),
    ],
)
def test_a_field_of_a_location_has_its_value(path: str, value: object) -> None:
    assert location_facts(candidate(), [path]) == {path: value}


def test_a_location_without_position_capacity_or_prices_is_not_known() -> None:
    where = place("COV", latitude=None, longitude=None)
    one = state(where, {"X": 7}, fed_at=None)
    placed = order("X", service="by balloon", destination=SHEFFIELD)
    facts = location_facts(Candidate(Situation(placed, snapshot(one)), one), LOCATION_FIELDS)
    missing = {path for path, value in facts.items() if value is None}
    assert missing == {
        "location.group",
        "location.distance",
        "location.capacity_left",
        "location.capacity_used",
        "location.cost",
        "location.arrival_days",
        "location.promise_slack",
        "location.feed_age",
        "location.suspended_until",
        "location.accuracy",
        "location.weeks_of_supply",
        "location.arrives_at",
        "location.rejection_rate",
        "location.carriers",
    }
    assert not any(FIELDS[path].always for path in missing)


def test_every_value_has_the_type_that_the_vocabulary_says() -> None:
    types = {
        FieldType.NUMBER: (int, float),
        FieldType.MONEY: int,
        FieldType.SET: frozenset,
        FieldType.INSTANT: datetime,
        FieldType.PLACE: Whereabouts,
        FieldType.YES_NO: bool,
    }
    facts = {**seen(), **location_facts(candidate(), LOCATION_FIELDS)}
    for path, value in facts.items():
        assert value is None or isinstance(value, types.get(FIELDS[path].type, str)), path
        assert not (isinstance(value, str) and value != value.casefold()), path
