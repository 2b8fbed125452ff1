"""What a test leaves out: a Wednesday in winter, a web order for Sheffield, six places, a tariff."""

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.model import Customer, Destination, Location, Order, OrderLine, Tariff
from rulesets.sentences.tests import USUAL_SKU

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
SHEFFIELD = Destination("GB", "South Yorkshire", "Sheffield", "S10 2TN", 53.38, -1.50)
CUSTOMER = Customer("c1", "Imogen Shaw")

TARIFF = Tariff(
    currency="GBP",
    bands=(50, 150, 300),
    steps={
        (service, zone): tuple(
            [(grams, price + extra) for grams, price in ((1000, 300), (5000, 500), (20000, 900))]
        )
        for service, more in (("standard", 0), ("express", 400))
        for zone, extra in (
            ("1", more),
            ("2", more + 20),
            ("3", more + 60),
            ("4", more + 120),
            ("europe", more + 700),
            ("world", more + 1500),
        )
    },
    days={
        (service, zone): days
        for service, less in (("standard", 0), ("express", 1))
        for zone, days in (("1", 2 - less), ("2", 2 - less), ("3", 3 - less), ("4", 4 - less), ("europe", 6))
    },
    version="test",
)

PLACES: Mapping[str, Location] = {
    place.code: place
    for place in (
        Location(
            "BRS", "Bristol", "store", "GB", 51.4545, -2.5912, shipment_cost=160, line_cost=35, unit_cost=2
        ),
        Location("BTN", "Brighton", "store", "GB", 50.8263, -0.1388, shipment_cost=170, line_cost=35),
        Location(
            "COV",
            "Coventry",
            "warehouse",
            "GB",
            52.4382,
            -1.5106,
            shipment_cost=85,
            line_cost=12,
            unit_cost=1,
        ),
        Location("DUB", "Dublin", "store", "IE", 53.3498, -6.2603, shipment_cost=170),
        Location(
            "LDS", "Leeds", "store", "GB", 53.7985, -1.5424, shipment_cost=160, line_cost=35, unit_cost=2
        ),
        Location("STK", "Stoke Potteries", "supplier", "GB", 53.0027, -2.1794, shipment_cost=50),
    )
}


def usual_place(code: str, country: str) -> Location:
    """The location that a test means by this code: one of the six, or a store of which nothing is known."""
    return PLACES.get(code) or Location(code, code, "store", country)


def usual_line(number: int, sku: str = USUAL_SKU) -> OrderLine:
    """One unit of 500 g at 10.00."""
    return OrderLine(number, sku, name=sku, quantity=1, unit_price=1000, weight_g=500)


def usual_order(currency: str, now: datetime) -> Order:
    """An order for Sheffield, without lines, placed just now."""
    return Order("W-1", "web", "1", now, currency, (), SHEFFIELD, CUSTOMER)
