"""The shipments of an order as rows: what each waits for, by the way it goes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.model import PlannedLine
from engine.store.decisions import KeptShipment, OrderDetail
from engine.store.orders import OrderRow
from tests.engine.decision import world
from ui.views.decision import Scene
from ui.views.order import ShipmentRow, order_view
from ui.views.orders import Names

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
PLACED = world.order(world.line(1, "MUG", 2))
SENT = KeptShipment(
    id=4,
    location="LDS",
    status="allocated",
    service="standard",
    postage=320,
    handling=195,
    minutes=7.5,
    units=2,
    distance_km=3.0,
    weight_g=600,
    ships_at=NOW,
    arrives_at=NOW,
    allocated_at=NOW,
    shipped_at=None,
    ended_at=None,
    end_reason=None,
    attempt=1,
    mode="ship",
    hand_over_at=None,
    ready_at=None,
    collected_at=None,
    lines=(PlannedLine(1, "MUG", 2),),
)
COLLECTED = replace(SENT, mode="pickup", hand_over_at="LDS", postage=0)
MOVED = replace(SENT, mode="transfer", hand_over_at="COV")


def detail(shipment: KeptShipment) -> OrderDetail:
    """The order with this shipment; nothing else has happened to it."""
    row = OrderRow(
        id=PLACED.id,
        channel=PLACED.channel,
        external_id=PLACED.external_id,
        status="routed",
        outcome="routed",
        placed_at=NOW,
        received_at=NOW,
        promised_at=None,
        first_shipped_at=None,
        last_shipped_at=None,
        cancelled_at=None,
        service="standard",
        customer_id=None,
        customer_name=None,
        country="GB",
        city=None,
        postcode=None,
        line_count=1,
        units=2,
        total=PLACED.total,
        currency="GBP",
        attempts=1,
        revision=1,
        rule_id="r",
        cause="",
        hold=None,
        locations=("LDS",),
        again_at=None,
    )
    return OrderDetail(row, PLACED, (), (), (shipment,), (), (), ())


def row(shipment: KeptShipment) -> ShipmentRow:
    scene = Scene(
        PLACED,
        {place.code: place for place in world.PLACES},
        Names({place.code: place.name for place in world.PLACES}, {}),
        "Europe/London",
        NOW,
    )
    return order_view(detail(shipment), scene).shipments[0]


@pytest.mark.parametrize(
    ("shipment", "state", "step", "service"),
    [
        (SENT, "to be sent", "sent", "standard"),
        (MOVED, "to be sent", "sent", "standard"),
        (COLLECTED, "to be made ready", "ready", "collect"),
        (replace(COLLECTED, status="ready"), "ready to collect", "collected", "collect"),
        (replace(MOVED, status="in_transit"), "on its way there", "received", "standard"),
        (replace(COLLECTED, status="collected"), "collected", "", "collect"),
    ],
)
def test_a_shipment_says_where_it_is_and_what_comes_next(
    shipment: KeptShipment, state: str, step: str, service: str
) -> None:
    shown = row(shipment)
    assert (shown.state, shown.step, shown.service) == (state, step, service)
