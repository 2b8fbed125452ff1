"""What a shipment costs: surcharges, volume weight, several services, and the steps that allocation uses."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model import Destination, Surcharge, Tariff
from engine.postage import Steps, parcels_price
from engine.tariff.offers import Offer, Rate
from engine.tariff.reading import read_tariff
from engine.tariff.weights import billed_grams
from engine.tariff.zones import zone_to
from tests.engine.decision.world import NOW, SHEFFIELD, TARIFF, decided, line, order, place, snapshot, state
from tests.engine.tariff.sample import TEXT, candidate, with_surcharges

HOME = replace(SHEFFIELD, residential=True)


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    limits = sorted(draw(st.sets(st.integers(1, 2_000), min_size=1, max_size=5)))
    prices = sorted(draw(st.lists(st.integers(1, 900), min_size=len(limits), max_size=len(limits))))
    name = draw(st.sampled_from(["a", "b", "c"]))
    return Rate(name, tuple(zip(limits, prices, strict=True)), draw(st.sampled_from([0, 0, 150])))


def by_hand(rate: Rate, grams: int) -> int:
    """A service's price, parcel by parcel."""
    heaviest, price = rate.steps[-1]
    total = rate.once
    while grams > heaviest:
        total, grams = total + price, grams - heaviest
    return total + next(each for up_to, each in rate.steps if grams <= up_to)


@settings(max_examples=200, deadline=None)
@given(st.lists(rates(), min_size=1, max_size=3), st.integers(0, 9_000))
def test_the_steps_are_the_least_price_at_every_weight_of_the_order(found: list[Rate], heaviest: int) -> None:
    offer = Offer(found)
    steps = offer.steps(heaviest)
    limits = [up_to for up_to, _ in steps]
    assert limits == sorted(set(limits))
    for grams in {0, 1, heaviest, *range(0, heaviest, 97), *limits, *(limit + 1 for limit in limits)}:
        if grams > heaviest:
            continue
        cheapest = min(by_hand(rate, grams) for rate in found)
        assert parcels_price(steps, grams) == offer.price(grams) == cheapest
        chosen = next(rate for rate in found if by_hand(rate, grams) == cheapest)
        assert offer.service(grams) == chosen.service


def test_of_equal_prices_the_first_service_is_taken() -> None:
    steps: Steps = ((1000, 300),)
    assert Offer([Rate("fast", steps), Rate("slow", steps)]).service(500) == "fast"


def test_a_surcharge_of_the_shipment_is_charged_once_and_of_a_parcel_for_each() -> None:
    tariff = with_surcharges(Surcharge("Once", "shipment", 100), Surcharge("Each", "parcel", 7))
    plain, dearer = candidate(TARIFF), candidate(tariff)
    for grams, parcels in ((500, 1), (20_000, 1), (20_001, 2), (65_000, 4)):
        base = plain.postage(grams)
        assert base is not None
        assert dearer.postage(grams) == base + 100 + 7 * parcels


def test_a_share_of_the_price_is_rounded_half_up_for_each_parcel() -> None:
    fuel = Surcharge("Fuel", "parcel", percent=Decimal("2.5"))
    assert candidate(TARIFF).postage(500) == 320
    assert candidate(with_surcharges(fuel)).postage(500) == 328
    assert candidate(with_surcharges(replace(fuel, percent=Decimal("0.78125")))).postage(500) == 323  # 2.5
    assert candidate(with_surcharges(fuel)).postage(20_001) == 920 + 23 + 320 + 8


@pytest.mark.parametrize(
    ("surcharge", "to", "charged"),
    [
        (Surcharge("S", "shipment", 50, when="residential"), HOME, 50),
        (Surcharge("S", "shipment", 50, when="residential"), replace(HOME, residential=False), 0),
        (Surcharge("S", "shipment", 50, when="residential"), replace(HOME, residential=None), 0),
        (Surcharge("S", "shipment", 50, zone="2"), HOME, 50),
        (Surcharge("S", "shipment", 50, zone="3"), HOME, 0),
        (Surcharge("S", "shipment", 50, service="standard"), HOME, 50),
        (Surcharge("S", "shipment", 50, service="express"), HOME, 0),
        (Surcharge("S", "shipment", 50, weekdays=(2,)), HOME, 50),  # it leaves on a Wednesday
        (Surcharge("S", "shipment", 50, weekdays=(5, 6)), HOME, 0),
        (Surcharge("S", "shipment", 50, first=date(2026, 3, 4), last=date(2026, 3, 4)), HOME, 50),
        (Surcharge("S", "shipment", 50, first=date(2026, 3, 5)), HOME, 0),
        (Surcharge("S", "shipment", 50, last=date(2026, 3, 3)), HOME, 0),
    ],
)
def test_a_surcharge_is_charged_where_and_when_it_says(
    surcharge: Surcharge, to: Destination, charged: int
) -> None:
    assert candidate(with_surcharges(surcharge), destination=to).postage(500) == 320 + charged


def test_what_depends_on_the_goods_is_charged_for_each_unit() -> None:
    tariff = with_surcharges(
        Surcharge("Large", "unit", 300, when="oversize"), Surcharge("Any", "unit", 5, zone="2")
    )
    found = candidate(tariff)
    assert found.unit_price(line(1, "SOFA", oversize=True)) == found.location.unit_cost + 305
    assert found.unit_price(line(1, "MUG", oversize=False)) == found.location.unit_cost + 5
    assert found.unit_price(line(1, "MUG")) == found.location.unit_cost + 5  # not known: not charged
    assert found.postage(500) == 320
    whole = candidate(tariff, line(1, "SOFA", 2, oversize=True)).whole_cost
    alone = candidate(TARIFF, line(1, "SOFA", 2, oversize=True)).whole_cost
    assert whole is not None
    assert alone is not None
    assert whole == alone + 2 * 305


@pytest.mark.parametrize(
    ("divisor", "weights", "weight_g", "volume_ml", "billed"),
    [
        (None, "g", 400, 90_000, 400),
        (Decimal(5000), "g", 400, 2_000, 400),
        (Decimal(5000), "g", 400, 2_001, 401),  # 400.2 g
        (Decimal(5000), "g", 400, 5_000, 1_000),
        (Decimal(5000), "g", 400, None, 400),
        (Decimal(5000), "g", None, 5_000, None),
        (Decimal(139), "oz", 100, 16_387, 3_264),  # 1,000 in³ less a little are 7.19 lb
    ],
)
def test_a_unit_weighs_what_it_weighs_or_what_its_volume_stands_for(
    divisor: Decimal | None, weights: str, weight_g: int | None, volume_ml: int | None, billed: int | None
) -> None:
    tariff = replace(TARIFF, divisor=divisor, weights=weights)
    assert billed_grams(tariff, weight_g, volume_ml) == billed


def test_volume_counts_unit_by_unit_and_adds_up() -> None:
    tariff = replace(TARIFF, divisor=Decimal(5000))
    light, heavy = line(1, "PILLOW", 2, volume_ml=10_000), line(2, "IRON", 1, weight_g=3000, volume_ml=100)
    found = candidate(tariff, light, heavy)
    assert found.situation.billed_g == 2 * 2000 + 3000
    assert found.situation.weight_g == 2 * 500 + 3000
    price = found.postage(7000)
    assert price is not None
    assert found.whole_cost == price + 85 + 2 * 12 + 3


def with_promise(days: int) -> datetime:
    return datetime(2026, 3, 4 + days, 18, tzinfo=UTC)


def test_the_cheapest_service_that_keeps_the_promise_is_taken() -> None:
    relaxed = candidate(TARIFF, services=(), promised_at=with_promise(2))
    tight = candidate(TARIFF, services=(), promised_at=with_promise(1))
    assert (relaxed.service, relaxed.postage(500)) == ("standard", 320)
    assert (tight.service, tight.postage(500)) == ("express", 720)
    assert relaxed.arrives_at == with_promise(2)
    assert tight.arrives_at == with_promise(1)


def test_where_no_service_keeps_the_promise_the_fastest_is_taken() -> None:
    late = candidate(TARIFF, services=(), promised_at=NOW)
    assert (late.service, late.promise_slack) == ("express", -1)
    assert candidate(TARIFF, services=("standard",), promised_at=NOW).service == "standard"


def test_without_a_promise_the_cheapest_is_taken() -> None:
    cheap = replace(TARIFF, steps=TARIFF.steps | {("express", "2"): ((20_000, 100),)})
    assert candidate(TARIFF, services=(), service="express").service == "standard"
    assert candidate(cheap, services=(), service="standard").service == "express"


def test_which_service_is_cheapest_may_change_with_the_weight() -> None:
    mixed = replace(TARIFF, steps=TARIFF.steps | {("express", "2"): ((1000, 900), (20_000, 910))})
    heavy = line(1, "ANVIL", 1, weight_g=19_000)
    found = candidate(mixed, "MUG", replace(heavy, number=2), services=())
    assert [found.service_at(grams) for grams in (500, 5000, 19_500)] == ["standard", "standard", "express"]
    assert found.service == "express"
    assert found.steps is not None
    assert [parcels_price(found.steps, grams) for grams in (500, 5000, 19_500)] == [320, 520, 910]


def test_without_the_choice_the_orders_own_service_goes() -> None:
    assert candidate(TARIFF, service="express").service == "express"
    assert candidate(TARIFF, service="express").steps == TARIFF.steps["express", "2"]


def test_a_service_that_refuses_heavy_parcels_has_no_price_for_a_heavier_order() -> None:
    strict = replace(TARIFF, refuses=frozenset({"standard"}))
    heavy = line(1, "ANVIL", 3, weight_g=7000)
    assert candidate(strict, heavy).whole_cost is None
    assert candidate(TARIFF, heavy).whole_cost is not None
    assert candidate(strict, heavy, services=()).service == "express"


def test_the_latest_decision_is_that_of_the_latest_service() -> None:
    promised = with_promise(2)  # on the Friday
    late = NOW.replace(hour=16)  # the cut-off
    assert candidate(TARIFF, promised_at=promised).latest_decision == late
    both = candidate(TARIFF, services=(), promised_at=promised)
    assert both.latest_decision == late.replace(day=5)
    assert candidate(TARIFF).latest_decision is None


def zoned(tariff: Tariff, postcode: str | None, country: str = "GB") -> str | None:
    return zone_to(tariff, place("COV", postcode="CV6 1AA"), Destination(country, postcode=postcode), 40.0)


def test_the_table_goes_before_the_bands_and_the_longest_postcode_first() -> None:
    tariff = read_tariff(TEXT)
    assert zoned(tariff, "bt1 1aa") == "3"
    assert zoned(tariff, "B1 1AA") == "1"
    assert zoned(tariff, "LS1 1AA") == "1"  # by its distance
    assert zoned(replace(tariff, bands=()), "LS1 1AA") is None
    assert zoned(tariff, None, "FR") == "europe"


def test_orders_in_the_snapshot_use_its_tariff() -> None:
    seen = snapshot(state("COV", {"MUG": 5}), tariff=with_surcharges(Surcharge("Once", "shipment", 100)))
    plan = decided(order("MUG"), seen).plan
    assert [shipment.postage for shipment in plan.shipments] == [420]


def test_a_tariff_that_was_used_is_the_same_in_another_process() -> None:
    tariff = with_surcharges(Surcharge("Once", "shipment", 100), table=())
    before = candidate(tariff, services=()).postage(700)
    sent = pickle.loads(pickle.dumps(tariff))  # noqa: S301  our own
    assert sent == tariff
    assert candidate(sent, services=()).postage(700) == before == 420
