"""Hypothesis strategies for orders and snapshots as shops have them, with much that is missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from engine.model import (
    Customer,
    Destination,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
)
from rulesets.vocabulary import ADDRESS_STATUSES, PAYMENT_STATUSES, RISK_LEVELS, TYPES
from tests.engine.decision.world import TARIFF
from tests.rulesets.generated import LOCATIONS, POOLS, SKUS, WORDS, odd_texts

instants = st.integers(0, 364 * 86_400).map(
    lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)
maybe = st.none() | st.booleans()
words = st.sampled_from(WORDS) | odd_texts
tags = st.lists(words, max_size=3).map(tuple)


def _pool(path: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(POOLS[path])


lines = st.builds(
    OrderLine,
    number=st.just(0),
    sku=st.sampled_from(SKUS),
    name=words,
    quantity=st.integers(1, 40),
    unit_price=st.integers(0, 20_000),
    category=_pool("line.category"),
    weight_g=st.none() | st.integers(0, 4_000),
    volume_ml=st.none() | st.integers(1, 9_000),
    tags=tags,
    fragile=maybe,
    oversize=maybe,
    hazardous=maybe,
    backorderable=maybe,
    brand=st.none() | words,
    preorder=maybe,
    expected_at=st.none() | instants,
    bundle=st.none() | words,
    ship_group=st.none() | words,
    perishable=maybe,
    age_restricted=maybe,
    made_to_order=maybe,
    final_sale=maybe,
)
later = st.none() | instants


@st.composite
def destinations(draw: st.DrawFn) -> Destination:
    known = draw(st.booleans())
    return Destination(
        draw(_pool("destination.country")),
        draw(_pool("destination.region")),
        draw(_pool("destination.city")),
        draw(_pool("destination.postcode")),
        draw(st.floats(49, 60)) if known else None,
        draw(st.floats(-8, 2)) if known else None,
        draw(maybe),
        draw(maybe),
    )


customers = st.just(Customer()) | st.builds(
    Customer,
    id=words,
    name=words,
    segment=st.none() | words,
    tags=st.none() | tags,
    vip=maybe,
    lifetime_orders=st.none() | st.integers(0, 60),
    lifetime_value=st.none() | st.integers(0, 900_000),
    return_rate=st.none() | st.floats(0, 100),
)


more = st.fixed_dictionaries(
    {
        "type": st.sampled_from([choice.value for choice in TYPES]),
        "pickup_at": st.none() | st.sampled_from(LOCATIONS),
        "priority": st.none() | st.integers(-5, 60),
        "goods_cost": st.none() | st.integers(0, 90_000),
        "first_order": maybe,
        "payment_status": st.none() | st.sampled_from([choice.value for choice in PAYMENT_STATUSES]),
        "payment_method": st.none() | words,
        "risk_score": st.none() | st.floats(0, 100),
        "risk_level": st.none() | st.sampled_from([choice.value for choice in RISK_LEVELS]),
        "address_status": st.none() | st.sampled_from([choice.value for choice in ADDRESS_STATUSES]),
        **dict.fromkeys(("ship_after", "ship_by", "requested_at", "authorised_until", "edit_until"), later),
    }
)
"""What only some orders say."""


@st.composite
def orders(draw: st.DrawFn) -> Order:
    found = draw(st.lists(lines, max_size=5))
    placed = draw(instants)
    problem = st.just(()) | st.just(("Invoice line 2: the quantity is −4.",))
    return Order(
        id="W-1",
        channel=draw(st.sampled_from(["web", "wholesale", "marketplace"])),
        external_id=draw(words),
        placed_at=placed,
        currency="GBP",
        lines=tuple([replace(line, number=number) for number, line in enumerate(found, 1)]),
        destination=draw(destinations()),
        customer=draw(customers),
        service=draw(st.sampled_from(["standard", "express"])),
        shipping_paid=draw(st.integers(0, 2_000)),
        discount=draw(st.integers(0, 500)),
        promised_at=draw(st.none() | st.just(placed + timedelta(days=3))),
        tags=draw(tags),
        note=draw(st.none() | words),
        gift=draw(maybe),
        business=draw(maybe),
        problems=draw(problem) if draw(st.integers(0, 9)) == 0 else (),
        **(draw(more) if draw(st.booleans()) else {}),
    )


@st.composite
def _states(draw: st.DrawFn, code: str, at: datetime) -> LocationState:
    known = draw(st.integers(0, 5)) > 0
    hours: Any = st.none() | st.just((540, 1080)) | st.just((0, 1440))
    place = Location(
        code,
        f"Place {code}",
        draw(st.sampled_from(["warehouse", "store", "supplier"])),
        draw(st.sampled_from(["GB", "GB", "IE"])),
        draw(st.floats(50, 55)) if known else None,
        draw(st.floats(-3, 0)) if known else None,
        postcode="LS1",
        group=draw(st.none() | words),
        hours=tuple([draw(hours) for _ in range(7)]),
        cutoff=draw(st.integers(0, 1440)),
        shipment_minutes=draw(st.sampled_from([0.0, 2.5, 0.1])),
        shipment_cost=draw(st.integers(0, 200)),
        line_cost=draw(st.integers(0, 40)),
        unit_cost=draw(st.integers(0, 3)),
        capacity=draw(st.none() | st.integers(0, 12)),
        safety_stock=draw(st.integers(0, 2)),
        feed_limit=draw(st.none() | st.just(120)),
        unit_capacity=draw(st.none() | st.integers(0, 60)),
        safety_percent=draw(st.sampled_from([0.0, 0.0, 12.5])),
        safety_weeks=draw(st.sampled_from([0.0, 0.0, 1.5])),
        can_ship=draw(st.integers(0, 7)) > 0,
        can_hand_over=draw(st.booleans()),
        closed_until=draw(st.none() | st.just(at + timedelta(hours=3)) | st.just(at - timedelta(hours=3))),
    )
    level = st.builds(StockLevel, st.integers(0, 60), st.integers(0, 5), st.integers(0, 2))
    return LocationState(
        place,
        draw(st.dictionaries(st.sampled_from(SKUS), level)),
        used_today=draw(st.integers(0, 12)),
        open_shipments=draw(st.integers(0, 30)),
        suspended=frozenset(draw(st.sets(st.sampled_from(SKUS), max_size=1))),
        rejected=draw(st.integers(0, 9)) == 0,
        fed_at=draw(st.none() | st.just(at - timedelta(minutes=95))),
        units_today=draw(st.integers(0, 30)),
        rejected_at=draw(st.none() | st.just(at - timedelta(hours=30))),
        rejection_rate=draw(st.none() | st.floats(0, 100)),
        accuracy=draw(st.none() | st.sampled_from([91.0, 97.5])),
        weekly_sales=draw(st.dictionaries(st.sampled_from(SKUS), st.sampled_from([0.5, 4.0]), max_size=3)),
    )


@st.composite
def snapshots(draw: st.DrawFn, placed: Order, lifted: tuple[str, ...] = ()) -> Snapshot:
    """What is seen when the order is decided, some time after it was placed."""
    at = placed.placed_at + timedelta(minutes=draw(st.integers(0, 5_000)))
    codes = sorted(draw(st.sets(st.sampled_from(LOCATIONS), max_size=4)))
    holds_lifted = frozenset(draw(st.sets(st.sampled_from(lifted)))) if lifted else frozenset()
    return Snapshot(
        at,
        "Europe/London",
        "GB",
        "GBP",
        tuple([draw(_states(code, at)) for code in codes]),
        TARIFF,
        draw(st.integers(0, 2)),
        holds_lifted,
        incoming=draw(st.dictionaries(st.sampled_from(SKUS), instants, max_size=2)),
        together=draw(st.booleans()),
    )
