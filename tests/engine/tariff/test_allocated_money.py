"""The cheapest plan under surcharges, volume weight and several services, against every plan there is, each
priced by hand: parcel by parcel, service by service, unit by unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.allocation import Criterion, Policy, allocate
from engine.candidate import Candidate
from engine.model import LocationState, OrderLine, StockLevel, Surcharge, Tariff
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank
from tests.engine.decision.world import SHEFFIELD, line, order, place, snapshot

CHEAPEST = (Criterion(Rank(by="lowest_cost"), RANKERS["lowest_cost"]),)
CODES = ("BRS", "COV", "LDS")
SERVICES = ("express", "standard")
SURCHARGES = (
    Surcharge("Fuel", "parcel", percent=Decimal("12.5"), service="express"),
    Surcharge("Home", "shipment", 140, when="residential"),
    Surcharge("Parcel", "parcel", 35, service="standard"),
    Surcharge("Large", "unit", 90, when="oversize"),
)

prices = st.lists(st.integers(100, 900), min_size=3, max_size=3).map(sorted)
limits = st.sampled_from([(400, 1000, 2000), (500, 900, 1500), (700, 2500, 2600)])


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    steps = {
        (service, zone): tuple(zip(draw(limits), draw(prices), strict=True))
        for service in SERVICES
        for zone in ("1", "2")
    }
    chosen = tuple([each for each in SURCHARGES if draw(st.booleans())])
    divisor = draw(st.sampled_from([None, Decimal(5000)]))
    return Tariff("GBP", (120,), steps, dict.fromkeys(steps, 1), surcharges=chosen, divisor=divisor)


@st.composite
def lines(draw: st.DrawFn) -> tuple[OrderLine, ...]:
    return tuple(
        line(
            number,
            f"SKU-{number}",
            draw(st.integers(1, 3)),
            weight_g=draw(st.sampled_from([150, 420, 900])),
            volume_ml=draw(st.sampled_from([None, 1000, 3333])),
            oversize=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )


def grams(tariff: Tariff, each: OrderLine) -> int:
    weight = each.weight_g or 0
    if tariff.divisor is None or each.volume_ml is None:
        return weight
    return max(weight, ceil(Decimal(each.volume_ml * 1000) / tariff.divisor))


def postage(tariff: Tariff, zone: str, service: str, weight: int) -> int:
    """One shipment by one service, parcel by parcel."""
    steps = tariff.steps[service, zone]
    total = sum(each.amount for each in tariff.surcharges if each.each == "shipment")
    parcels = [steps[-1][0]] * ((weight - 1) // steps[-1][0])
    for parcel in [*parcels, weight - sum(parcels)]:
        price = next(price for up_to, price in steps if parcel <= up_to)
        total += price
        for each in tariff.surcharges:
            if each.each == "parcel" and each.service in {"", service}:
                share = (each.percent * price / 100).to_integral_value(ROUND_HALF_UP)
                total += each.amount + int(share)
    return total


def by_hand(tariff: Tariff, candidate: Candidate, sent: Sequence[tuple[OrderLine, int]]) -> int:
    """What a shipment of these units costs: the cheaper service and all the work."""
    work, weight = candidate.location, sum(grams(tariff, each) * units for each, units in sent)
    total = min(postage(tariff, candidate.zone or "", service, weight) for service in SERVICES)
    large = any(each.each == "unit" for each in tariff.surcharges)
    for each, units in sent:
        total += work.line_cost + work.unit_cost * units + (90 * units if large and each.oversize else 0)
    return total + work.shipment_cost


def every_way(each: OrderLine, candidates: Sequence[Candidate]) -> list[tuple[int, ...]]:
    rooms = [range(min(each.quantity, candidate.free[each.sku]) + 1) for candidate in candidates]
    return [way for way in product(*rooms) if sum(way) == each.quantity]


@settings(max_examples=120, deadline=None)
@given(tariffs(), lines(), st.data())
def test_the_cheapest_plan_is_the_cheapest_of_all(
    tariff: Tariff, asked: tuple[OrderLine, ...], data: st.DataObject
) -> None:
    states = [
        LocationState(place(code), {each.sku: StockLevel(data.draw(st.integers(0, 3))) for each in asked})
        for code in CODES[: data.draw(st.integers(1, 3))]
    ]
    placed = order(*asked, destination=replace(SHEFFIELD, residential=True))
    situation = Situation(placed, snapshot(*states, tariff=tariff))
    candidates = [Candidate(situation, state, services=()) for state in states]
    ways = [every_way(each, candidates) for each in asked]
    costs = [
        sum(
            by_hand(tariff, candidate, sent)
            for at, candidate in enumerate(candidates)
            if (sent := [(each, way[at]) for each, way in zip(asked, chosen, strict=True) if way[at]])
        )
        for chosen in product(*ways)
    ]
    plan = allocate(asked, candidates, Policy("units"), CHEAPEST)
    if not costs:
        assert plan is None or plan.shortfall
        return
    assert plan is not None
    assert plan.proven
    assert plan.cost == min(costs)
    for shipment in plan.shipments:
        assert shipment.service in SERVICES
