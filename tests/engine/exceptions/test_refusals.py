"""A report that cannot be taken: the message names the field and the remedy, and nothing is changed."""

from collections.abc import Callable
from typing import Any

import pytest

from engine import intake
from engine.database import Database
from engine.exceptions import report_event
from engine.refusals import NotKnown, Refused, RefusedEvent, RefusedMove, RefusedSetup
from tests.engine.commit.world import NOW
from tests.engine.exceptions.world import REROUTE, detail, sold
from tests.everything import rows_in

Shop = Callable[..., Database]
REJECTED, SHORT = {"type": "rejected"}, {"type": "short_pick"}
CLOSED = {"type": "location_closed", "location": "ST", "until": "2026-03-03T09:00:00Z"}


@pytest.fixture
def database(shop: Shop) -> Database:
    return shop(REROUTE)


def refused(database: Database, kind: type[Refused], **document: Any) -> list[tuple[str, str]]:
    """What is said about each field; and that nothing was changed."""
    before = rows_in(database)
    with pytest.raises(kind) as refusal:
        report_event(database, document, NOW, "till 7")
    assert rows_in(database) == before
    return [(problem.field, problem.message) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        ({}, "type", "This field is missing; add it."),
        ({"type": "lost"}, "type", "“lost” is not known here"),
        (REJECTED, "order", "Say which order or shipment it is about."),
        ({**REJECTED, "order": "x", "shipment": "1"}, "shipment", "Give a whole number"),
        ({**REJECTED, "order": "x", "reazon": "no"}, "reazon", "There is no such field"),
        ({**REJECTED, "order": "x", "until": "2026-03-03T09:00:00Z"}, "until", "Only a location closes"),
        ({**SHORT, "order": "x"}, "lines", "Say which lines were short"),
        (
            {**SHORT, "order": "x", "lines": [{"units": 1}]},
            "lines[0]",
            "Give either the line’s number or its SKU.",
        ),
        (
            {**SHORT, "order": "x", "lines": [{"sku": "MUG", "units": 0}]},
            "lines[0].units",
            "It must be 1 or more",
        ),
        ({**CLOSED, "location": None}, "location", "Say which location closes."),
        ({**CLOSED, "until": None}, "until", "Say until when it is closed"),
        ({**CLOSED, "until": "tomorrow"}, "until", "Write a time with its zone"),
        ({**CLOSED, "shipment": 4}, "shipment", "leave it out"),
    ],
)
def test_an_event_of_the_wrong_shape(
    database: Database, document: dict[str, Any], field: str, message: str
) -> None:
    ((said_of, said),) = refused(database, RefusedEvent, **document)
    assert said_of == field
    assert message in said


def test_an_order_that_nobody_knows(database: Database) -> None:
    ((field, said),) = refused(database, NotKnown, **REJECTED, order="O-1")
    assert (field, said) == ("order", "There is no order “O-1”.")


def test_a_shipment_that_the_order_does_not_have(database: Database) -> None:
    order_id, other = sold(database), sold(database)
    theirs = detail(database, other).shipments[0].id
    ((field, said),) = refused(database, NotKnown, **REJECTED, order=order_id, shipment=theirs)
    assert field == "shipment"
    assert f"has no shipment {theirs}: it has {theirs - 1} at ST (to be sent)." in said


def test_a_location_that_does_not_have_the_shipment(database: Database) -> None:
    order_id = sold(database)
    shipment = detail(database, order_id).shipments[0].id
    (said,) = refused(database, RefusedEvent, **REJECTED, order=order_id, shipment=shipment, location="WH")
    assert said == ("location", f"Shipment {shipment} is at ST, not at WH.")
    (said,) = refused(database, RefusedEvent, **REJECTED, order=order_id, location="WH")
    assert said == (
        "location",
        f"Nothing of this order waits to be sent at WH: it has {shipment} at ST (to be sent).",
    )


def test_a_shipment_that_was_sent_already(database: Database) -> None:
    order_id = sold(database)
    shipment = detail(database, order_id).shipments[0].id
    intake.ship(database, shipment, NOW, "till 7")
    (said,) = refused(database, RefusedMove, **REJECTED, order=order_id, shipment=shipment)
    assert said == ("shipment", f"Shipment {shipment} is shipped already; nothing can be reported.")
    ((field, _),) = refused(database, RefusedEvent, **REJECTED, order=order_id)
    assert field == "order"


def test_a_shipment_that_is_one_of_several(database: Database) -> None:
    order_id = sold(database, ("MUG", 10), ("TRAY", 10), ("LAMP", 15))
    shipments = detail(database, order_id).shipments
    assert len(shipments) == 2
    ((field, said),) = refused(database, RefusedEvent, **REJECTED, order=order_id)
    assert field == "shipment"
    assert said.startswith("Say which shipment: the order has ")
    report_event(database, {**REJECTED, "order": order_id, "location": shipments[0].location}, NOW, "till 7")
    assert detail(database, order_id).shipments[0].status == "rejected"


def test_lines_that_the_shipment_does_not_have(database: Database) -> None:
    order_id = sold(database, ("MUG", 2))

    def said(*lines: dict[str, Any]) -> list[tuple[str, str]]:
        return refused(database, RefusedEvent, **SHORT, order=order_id, lines=list(lines))

    assert said({"sku": "LAMP", "units": 1}) == [
        (
            "lines[0].sku",
            f"Shipment {detail(database, order_id).shipments[0].id} does not have it; it has MUG (line 1).",
        )
    ]
    assert said({"line": 1, "units": 3}) == [("lines[0].units", "The shipment has only 2 of MUG.")]
    assert said({"line": 1, "units": 1}, {"sku": "MUG", "units": 1}) == [
        ("lines[1].sku", "This line stands here twice; add its units up.")
    ]


def test_a_location_that_is_not_there_or_closes_in_the_past(database: Database) -> None:
    assert refused(database, NotKnown, **{**CLOSED, "location": "XX"}) == [
        ("location", "“XX” is not a location; use one of NO, ST, WH.")
    ]
    ((field, said),) = refused(database, RefusedSetup, **{**CLOSED, "until": "2026-03-01T09:00:00Z"})
    assert field == "until"
    assert "future" in said
