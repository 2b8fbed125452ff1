from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from engine.database import Database
from engine.model import Closure, Location, Product, Retailer, Tariff
from engine.refusals import FieldProblem, NotKnown, Refused, RefusedSetup
from engine.setup import install_retailer, set_location_closed
from engine.store import events
from engine.store import setup as setups
from tests.engine.commit.world import LOCATIONS, NOW, PRODUCTS, RETAILER, TARIFF, on_sqlite

WAREHOUSE = LOCATIONS[0]
NIGHTS = replace(WAREHOUSE, hours=((1200, 1440),) * 7)
BACKWARDS = Closure(date(2026, 8, 20), date(2026, 8, 3))


def _install(
    database: Database,
    retailer: Retailer = RETAILER,
    locations: Sequence[Location] = LOCATIONS,
    tariff: Tariff = TARIFF,
    products: Sequence[Product] = PRODUCTS,
) -> None:
    with database.write() as session:
        install_retailer(session, retailer, locations, tariff, products, NOW)


def test_what_was_set_up_is_read_back(empty: Database) -> None:
    _install(empty)
    with empty.read() as session:
        found = setups.setup(session)
        assert found.retailer == RETAILER
        assert found.locations == tuple(sorted(LOCATIONS, key=lambda place: place.code))
        assert found.tariff == TARIFF
        wanted = ["MUG", "TRAY", "LAMP", "NONE"]
        assert setups.products(session, wanted) == {product.sku: product for product in PRODUCTS}


def test_before_there_is_a_retailer_the_message_says_what_to_do(empty: Database) -> None:
    with empty.read() as session, pytest.raises(setups.NotSetUp, match="switchyard demo"):
        setups.setup(session)


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"retailer": replace(RETAILER, name=" ")}, "retailer.name", "Give the retailer a name"),
        ({"retailer": replace(RETAILER, currency="XYZ")}, "retailer.currency", "Use one of GBP"),
        ({"retailer": replace(RETAILER, zone="London")}, "retailer.zone", "write Europe/London"),
        ({"retailer": replace(RETAILER, country="gb")}, "retailer.country", "two capital letters"),
        ({"tariff": replace(TARIFF, currency="EUR")}, "tariff.currency", "must be GBP"),
        ({"tariff": replace(TARIFF, steps={})}, "tariff.steps", "no prices"),
        ({"tariff": replace(TARIFF, bands=(300, 100))}, "tariff.bands", "must rise"),
        ({"locations": ()}, "locations", "At least one location"),
        ({"locations": (WAREHOUSE, WAREHOUSE)}, "locations", "“WH” stands 2 times"),
        ({"locations": (replace(WAREHOUSE, kind="shop"),)}, "locations[0].kind", "use one of warehouse"),
        ({"locations": (replace(WAREHOUSE, longitude=None),)}, "locations[0].latitude", "both, or neither"),
        ({"locations": (replace(WAREHOUSE, hours=()),)}, "locations[0].hours", "seven days"),
        ({"locations": (replace(WAREHOUSE, capacity=-1),)}, "locations[0].capacity", "cannot be below 0"),
        (
            {"locations": (replace(WAREHOUSE, hours=((600, 500),) * 7),)},
            "locations[0].hours",
            "before it closes",
        ),
        ({"locations": (replace(WAREHOUSE, cutoff=1500),)}, "locations[0].cutoff", "between 0:00 and 24:00"),
        ({"locations": (replace(WAREHOUSE, cutoffs=(("express", -1),)),)}, "locations[0].cutoff", "0:00"),
        (
            {"locations": (replace(WAREHOUSE, ready_minutes=-5),)},
            "locations[0].ready_minutes",
            "working minutes",
        ),
        ({"locations": (replace(WAREHOUSE, holidays="GB-XX"),)}, "locations[0].holidays", "use one of ENG"),
        ({"locations": (replace(WAREHOUSE, holidays="Mars"),)}, "locations[0].holidays", "as in GB-ENG"),
        ({"locations": (replace(WAREHOUSE, pickups=((960,),)),)}, "locations[0].pickups", "seven days"),
        (
            {"locations": (replace(WAREHOUSE, pickups=((),) * 7),)},
            "locations[0].pickups",
            "one pick-up at least",
        ),
        (
            {"locations": (replace(NIGHTS, pickups=((960,),) * 7),)},
            "locations[0].pickups",
            "while the location",
        ),
        (
            {"locations": (replace(WAREHOUSE, closures=(BACKWARDS,)),)},
            "locations[0].closures",
            "before its first",
        ),
        ({"products": ()}, "products", "The catalogue is empty"),
        ({"products": (PRODUCTS[0], PRODUCTS[0])}, "products", "“MUG” stands 2 times"),
        ({"products": (Product(" X", "X"),)}, "products[0].sku", "without spaces"),
    ],
)
def test_refuses_a_setup_that_cannot_work_and_names_the_field(
    empty: Database, wrong: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(RefusedSetup) as refused:
        _install(empty, **wrong)
    assert [
        problem for problem in refused.value.problems if problem.field == field and message in problem.message
    ]
    with empty.read() as session:
        assert not setups.is_set_up(session)


def test_a_second_retailer_is_refused(database: Database) -> None:
    with pytest.raises(RefusedSetup, match="There is one already"):
        _install(database)


def test_closing_a_location_is_seen_at_once_and_told(database: Database) -> None:
    until = NOW + timedelta(days=2)
    with database.read() as session:
        assert setups.setup(session).locations[0].closed_until is None
    with database.write() as session:
        set_location_closed(session, "ST", until, NOW, "Mia", "Flood")
    with database.read() as session:
        store = setups.setup(session).location("ST")
        assert store is not None
        assert store.closed_until == until
        told = events.latest(session)[0]
    assert (told.type, told.location, told.who, told.data["reason"]) == (
        "location_closed",
        "ST",
        "Mia",
        "Flood",
    )
    with database.write() as session:
        set_location_closed(session, "ST", None, NOW, "Mia")
    with database.read() as session:
        store = setups.setup(session).location("ST")
        assert store is not None
        assert store.closed_until is None


def test_closing_what_is_not_there_or_was_is_refused(database: Database) -> None:
    for code, until, kind in (("XX", NOW + timedelta(days=1), NotKnown), ("ST", NOW, RefusedSetup)):
        with pytest.raises(kind), database.write() as session:
            set_location_closed(session, code, until, NOW, "Mia")
    with database.read() as session:
        assert events.latest(session) == ()


def test_refusals_read_as_one_sentence_a_field() -> None:
    assert str(Refused(FieldProblem("a", "Wrong."), FieldProblem("b", "Too."))) == "a: Wrong.; b: Too."
