"""Hypothesis strategies for small allocations: lines, candidates with little stock, policies and criteria."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from engine.allocation import Criterion, Policy
from engine.candidate import Candidate
from engine.model import Destination, Location, LocationState, OrderLine, StockLevel, Tariff
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank
from tests.engine.decision import world

CODES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Instance:
    """One allocation to make."""

    lines: tuple[OrderLine, ...]
    candidates: tuple[Candidate, ...]
    policy: Policy
    criteria: tuple[Criterion, ...]


@st.composite
def tariffs(draw: st.DrawFn) -> Tariff:
    """A few steps; now and then a heavier parcel costs less."""
    ups = draw(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(sorted))
    prices = draw(st.lists(st.integers(0, 60), min_size=len(ups), max_size=len(ups)))
    if draw(st.integers(0, 4)):
        prices.sort()
    steps = tuple([(up * 100, price) for up, price in zip(ups, prices, strict=True)])
    dear = tuple([(up, price + 30) for up, price in steps])
    zones = {("standard", "1"): steps, ("standard", "2"): dear}
    return Tariff("GBP", (100,), zones, {("standard", "1"): 1, ("standard", "2"): 3})


@st.composite
def locations(draw: st.DrawFn, code: str) -> Location:
    """One location; now and then nobody knows where it is."""
    known = draw(st.integers(0, 9)) > 0
    return Location(
        code,
        f"Place {code}",
        "store",
        "GB" if draw(st.integers(0, 19)) else "FR",
        draw(st.sampled_from([51.0, 52.0, 53.0, 53.4])) if known else None,
        -1.5 if known else None,
        shipment_cost=draw(st.integers(0, 30)),
        line_cost=draw(st.integers(0, 12)),
        unit_cost=draw(st.integers(0, 4)),
        capacity=draw(st.sampled_from([None, 10, 20])),
        cutoff=draw(st.sampled_from([500, 960])),
    )


@st.composite
def ranks(draw: st.DrawFn, codes: tuple[str, ...]) -> Criterion:
    by = draw(st.sampled_from(sorted(RANKERS)))
    listed = tuple(draw(st.permutations(codes)))[:2] if by == "preferred" else ()
    band = draw(st.sampled_from([0, 0, 0, 1, 5, 20, 100]))
    return Criterion(Rank(by=by, tie_within=band, locations=listed), RANKERS[by])


policies = st.builds(
    Policy,
    lines=st.sampled_from(["none", "whole_lines", "units"]),
    at_most=st.sampled_from([None, None, 1, 2, 3]),
    only_if_needed=st.booleans(),
    cheaper_by=st.sampled_from([None, None, 1, 25]),
)


@st.composite
def groups(draw: st.DrawFn, numbers: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Some groups of lines; now and then one names a line that is not there, or two share one."""
    some = st.sets(st.sampled_from([*numbers, 9]), min_size=1, max_size=3)
    return tuple([tuple(sorted(each)) for each in draw(st.lists(some, max_size=2))])


@st.composite
def all_policies(draw: st.DrawFn, numbers: tuple[int, ...]) -> Policy:
    """Policies that ask anything but to ship apart; each question in about one of three."""
    return Policy(
        lines=draw(st.sampled_from(["none", "whole_lines", "units", "units"])),
        at_most=draw(st.sampled_from([None, None, None, 1, 2, 3])),
        only_if_needed=draw(st.sampled_from([False, False, True])),
        cheaper_by=draw(st.sampled_from([None, None, None, 0, 1, 25])),
        dearer_by=draw(st.sampled_from([None, None, 1, 25, 60])),
        saves_days=draw(st.sampled_from([None, None, None, 1, 2])),
        least_value=draw(st.sampled_from([None, None, 1500, 2500])),
        together=draw(groups(numbers)) if draw(st.booleans()) else (),
    )


@st.composite
def instances(
    draw: st.DrawFn,
    most_lines: int = 3,
    most_units: int = 3,
    most_places: int = 3,
    *,
    every_policy: bool = False,
    apart: bool = False,
) -> Instance:
    """Small enough to try every plan, with SKUs that several lines share. `every_policy`: locations may also
    have a limit of units; `apart`: and lines may ship apart."""
    skus = ("X", "Y", "Z")
    count = draw(st.integers(1, most_lines))
    weights = {sku: draw(st.sampled_from([0, 50, 100, 150, 370, None])) for sku in skus}
    lines = tuple(
        world.line(
            number,
            sku := draw(st.sampled_from(skus)),
            draw(st.integers(1, most_units)),
            weight_g=weights[sku],
            unit_price=draw(st.sampled_from([500, 1000])),
        )
        for number in range(1, count + 1)
    )
    codes = CODES[: draw(st.integers(1, most_places))]
    states = []
    for code in codes:
        stock = {sku: StockLevel(draw(st.integers(0, most_units + 2))) for sku in skus}
        place = draw(locations(code))
        if every_policy:
            place = replace(place, unit_capacity=draw(st.sampled_from([None, None, 1, 2, 4])))
        used, units = draw(st.integers(0, 9)), draw(st.integers(0, 1))
        states.append(LocationState(place, stock, used_today=used, units_today=units))
    situation = _situation(draw, lines, states)
    candidates = tuple([Candidate(situation, state) for state in states])
    criteria = draw(st.lists(ranks(codes), min_size=0, max_size=3))
    numbers = tuple([line.number for line in lines])
    policy = draw(all_policies(numbers)) if every_policy else draw(policies)
    if apart:
        policy = replace(policy, apart=draw(groups(numbers)))
    return Instance(lines, candidates, policy, tuple(criteria))


def _situation(draw: st.DrawFn, lines: tuple[OrderLine, ...], states: list[LocationState]) -> Situation:
    where: dict[str, Any] = {"latitude": 53.4, "longitude": -1.5} if draw(st.integers(0, 9)) else {}
    placed = world.order(*lines, destination=Destination("GB", **where))
    return Situation(placed, replace(world.snapshot(*states), tariff=draw(tariffs())))


CHEAPEST = Criterion(Rank(by="lowest_cost"), RANKERS["lowest_cost"])


@st.composite
def postage_matters(draw: st.DrawFn, most_lines: int, most_places: int) -> Instance:
    """Handling costs little and the steps of the tariff much, so that it pays to move lines about."""
    skus = ("V", "W", "X", "Y", "Z")[:most_lines]
    lines = tuple(
        world.line(number, sku, draw(st.integers(1, 3)), weight_g=draw(st.integers(1, 60)) * 10)
        for number, sku in enumerate(skus, 1)
    )
    dear = {f"{number}": draw(st.integers(0, 15)) for number in range(most_places)}
    ups = sorted(draw(st.sets(st.integers(1, 20), min_size=2, max_size=5)))
    prices = draw(st.lists(st.integers(1, 90), min_size=len(ups), max_size=len(ups)))
    if draw(st.integers(0, 4)):
        prices.sort()
    steps = {
        ("standard", "1"): tuple([(up * 100, price) for up, price in zip(ups, prices, strict=True)]),
        ("standard", "2"): tuple([(up * 100, price + 7) for up, price in zip(ups, prices, strict=True)]),
    }
    states = []
    for number, code in enumerate(CODES[:most_places]):
        stock = {sku: StockLevel(draw(st.integers(0, 3))) for sku in skus}
        latitude = draw(st.sampled_from([53.4, 52.0]))
        near = Location(code, code, "store", "GB", latitude, -1.5, line_cost=draw(st.integers(0, 4)))
        states.append(
            LocationState(
                replace(near, shipment_cost=dear[f"{number}"], unit_cost=draw(st.integers(0, 2))), stock
            )
        )
    where = Destination("GB", latitude=53.4, longitude=-1.5)
    seen = replace(world.snapshot(*states), tariff=Tariff("GBP", (100,), steps, {}))
    situation = Situation(world.order(*lines, destination=where), seen)
    candidates = tuple([Candidate(situation, state) for state in states])
    saving = draw(st.sampled_from([None, 5, 15]))
    policy = Policy(draw(st.sampled_from(["whole_lines", "units"])), cheaper_by=saving)
    return Instance(lines, candidates, policy, (CHEAPEST,))
