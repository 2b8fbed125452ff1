import pytest

from engine.candidate import Candidate
from engine.model import Destination
from engine.postage import handling, minutes, parcels_price, zone_of
from engine.situation import Situation
from tests.engine.decision.world import TARIFF, order, place, snapshot, state

STEPS = ((100, 155), (1000, 310), (30_000, 1060))


@pytest.mark.parametrize(
    ("grams", "price"),
    [(0, 155), (1, 155), (100, 155), (101, 310), (1000, 310), (1001, 1060), (30_000, 1060)],
)
def test_a_step_reaches_up_to_its_weight_included(grams: int, price: int) -> None:
    assert parcels_price(STEPS, grams) == price


@pytest.mark.parametrize(
    ("grams", "price"),
    [
        (30_001, 1060 + 155),
        (31_000, 1060 + 310),
        (60_000, 2 * 1060),
        (60_100, 2 * 1060 + 155),
        (95_000, 4 * 1060),
    ],
)
def test_what_is_too_heavy_goes_as_several_parcels_full_ones_first(grams: int, price: int) -> None:
    assert parcels_price(STEPS, grams) == price


@pytest.mark.parametrize(
    ("km", "zone"), [(0, "1"), (50, "1"), (50.1, "2"), (150, "2"), (300, "3"), (300.01, "4"), (900, "4")]
)
def test_a_zone_at_home_is_the_band_of_the_distance(km: float, zone: str) -> None:
    assert zone_of(TARIFF, place("COV"), "GB", km) == zone


def test_a_distance_at_home_that_is_not_known_counts_as_the_farthest() -> None:
    assert zone_of(TARIFF, place("COV"), "GB", None) == "4"


@pytest.mark.parametrize(
    ("country", "zone"), [("FR", "europe"), ("JE", "europe"), ("AU", "world"), (None, None)]
)
def test_abroad_is_europe_or_the_world(country: str | None, zone: str | None) -> None:
    assert zone_of(TARIFF, place("COV"), country, 20.0) == zone


def test_from_a_supplier_abroad_home_is_abroad() -> None:
    assert zone_of(TARIFF, place("COV", country="DE"), "GB", 900.0) == "europe"
    assert zone_of(TARIFF, place("COV", country="DE"), "DE", 40.0) == "1"


def test_what_is_not_known_has_no_price() -> None:
    coventry = state("COV", {})

    def price(grams: int | None, **known: object) -> int | None:
        return Candidate(Situation(order("MUG", **known), snapshot(coventry)), coventry).postage(grams)

    assert price(999) == 320
    assert price(999, service="express") == 720
    assert price(999, destination=Destination()) is None
    assert price(None) is None
    assert price(999, service="by balloon") is None


def test_handling_adds_up_shipment_lines_and_units() -> None:
    assert handling(place("COV"), lines=3, units=10) == 85 + 3 * 12 + 10
    slow = place("COV", shipment_minutes=3.0, line_minutes=0.5, unit_minutes=0.25)
    assert minutes(slow, lines=3, units=10) == 7.0
