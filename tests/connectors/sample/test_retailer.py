from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from connectors.sample.places import district_for, districts
from connectors.sample.retailer import shop
from engine.calendar import ships_at
from engine.distance import haversine
from engine.model import Location
from rulesets.vocabulary import SERVICES

ZONES = ("1", "2", "3", "4", "5", "europe", "world")


def place(code: str) -> Location:
    return next(found for found in shop().locations if found.code == code)


def test_the_retailer_says_what_is_made_up() -> None:
    retailer = shop().retailer
    assert (retailer.name, retailer.currency, retailer.zone) == ("Wren & Thistle", "GBP", "Europe/London")
    assert "made up" in retailer.note


def test_a_warehouse_and_three_stores() -> None:
    found = {found.code: (found.name, found.kind) for found in shop().locations}
    assert found == {
        "COV": ("Coventry", "warehouse"),
        "LDS": ("Leeds", "store"),
        "BRS": ("Bristol", "store"),
        "BTN": ("Brighton", "store"),
    }


def test_locations_stand_in_the_districts_that_they_name() -> None:
    table = {district.code: district for district in districts()}
    for location in shop().locations:
        district = table[location.postcode]
        assert location.latitude is not None
        assert location.longitude is not None
        km = haversine(location.latitude, location.longitude, district.latitude, district.longitude)
        assert km < 6, location.code


def test_the_warehouse_is_closed_on_saturdays_as_the_source_has_no_orders_then() -> None:
    hours = place("COV").hours
    assert hours[5] is None
    assert hours[0] == (360, 1200)
    assert place("COV").cutoff == 930
    assert all(span is not None for span in place("LDS").hours)


def test_every_location_keeps_englands_holidays_and_is_collected_from_while_it_is_open() -> None:
    for location in shop().locations:
        assert location.holidays == "GB-ENG"
        assert location.pickups is not None
        assert location.ready_minutes >= 60
        for span, minutes in zip(location.hours, location.pickups, strict=True):
            assert not minutes or span is not None
            assert all(span is not None and span[0] <= minute <= span[1] for minute in minutes)
    assert place("COV").cutoffs == (("express", 1080),)


def test_express_orders_leave_the_warehouse_with_the_late_lorry() -> None:
    afternoon = datetime(2026, 3, 4, 17, 0, tzinfo=ZoneInfo("Europe/London"))
    assert ships_at(place("COV"), afternoon, "express") == afternoon.replace(hour=19, minute=30)
    assert ships_at(place("COV"), afternoon, "standard") == afternoon.replace(day=5, hour=16, minute=30)


def test_every_service_has_a_price_for_every_zone_that_rises_with_weight() -> None:
    tariff = shop().tariff
    services = [choice.value for choice in SERVICES]
    assert sorted(tariff.steps) == sorted(tariff.days) == sorted((s, z) for s in services for z in ZONES)
    for steps in tariff.steps.values():
        assert (steps[0][0], steps[-1][0]) == (100, 30_000)
        assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(steps))


def test_farther_costs_more_and_express_costs_more_and_is_never_slower() -> None:
    tariff = shop().tariff
    assert tariff.bands == (50, 150, 300, 600)
    for one, other in pairwise(ZONES):
        for service in ("standard", "express"):
            assert tariff.steps[service, one][4][1] < tariff.steps[service, other][4][1]
            assert tariff.days[service, one] <= tariff.days[service, other] or other == "europe"
    for zone in ZONES:
        assert tariff.steps["express", zone][4][1] > tariff.steps["standard", zone][4][1]
        assert tariff.days["express", zone] <= tariff.days["standard", zone]


def test_there_is_one_row_a_district() -> None:
    table = districts()
    assert len(table) == len({district.code for district in table}) == 3002
    assert {district.country for district in table} == {"GB", "JE", "GG", "IM"}
    assert all(49 < district.latitude < 61 and -9 < district.longitude < 2 for district in table)
    assert all(district.place and district.region for district in table if district.weight)


def test_customers_live_where_people_live() -> None:
    places = [district_for(f"customer {number}") for number in range(4000)]
    assert {found.country for found in places} == {"GB"}
    london = sum(found.region == "Greater London" for found in places) / len(places)
    assert 0.11 < london < 0.15
    assert all(found.weight for found in places)
