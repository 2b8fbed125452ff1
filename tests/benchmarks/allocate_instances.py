"""Allocations to make, generated: every policy, all rankers with and without bands, tight and loose stock."""

from dataclasses import dataclass
from random import Random

from engine.allocation import Criterion, Policy
from engine.candidate import Candidate
from engine.model import (
    Destination,
    Location,
    LocationState,
    Order,
    OrderLine,
    Snapshot,
    StockLevel,
    Tariff,
)
from engine.routing.rankers import RANKERS
from engine.situation import Situation
from rulesets.actions import Rank
from tests.engine.decision import world

NAMES = (
    "nearest",
    "lowest_cost",
    "fewest_shipments",
    "preferred",
    "most_stock",
    "least_capacity_used",
    "earliest_arrival",
)
BANDS = {
    "nearest": (0, 0, 5, 40),
    "lowest_cost": (0, 0, 10, 100),
    "fewest_shipments": (0, 0, 1),
    "preferred": (0, 0, 2),
    "most_stock": (0, 0, 3),
    "least_capacity_used": (0, 0, 10),
    "earliest_arrival": (0, 0, 1),
}


@dataclass(frozen=True)
class Instance:
    """One allocation to make. `kind` is what it shows."""

    kind: str
    order: Order
    seen: Snapshot
    policy: Policy
    criteria: tuple[Criterion, ...]

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return self.order.lines

    def candidates(self) -> list[Candidate]:
        """All locations, with nothing worked out yet."""
        situation = Situation(self.order, self.seen)
        return [Candidate(situation, state) for state in self.seen.locations]


KINDS = (
    "plain",
    "at most",
    "only if needed",
    "cheaper by",
    "dearer by",
    "saves days",
    "least value",
    "together",
    "apart",
    "units a day",
    "several",
)


def instance(serial: int, seed: int) -> Instance:
    """The instance of this number: the same one always. Its kind is the next one in turn."""
    chance = Random(f"{seed}-{serial}")  # noqa: S311  the same cases every time
    kind = KINDS[serial % len(KINDS)]
    lines = _lines(chance)
    policy, limited = _policy(chance, kind, lines)
    states = [_state(chance, f"L{number:02}", lines, limited) for number in range(chance.randint(2, 12))]
    _loose_or_tight(chance, lines, states)
    where = Destination("GB", latitude=chance.uniform(50.8, 55), longitude=chance.uniform(-3, 0.5))
    placed = world.order(*lines, destination=where)
    seen = world.snapshot(*states, tariff=_tariff(chance))
    codes = [state.location.code for state in states]
    return Instance(kind, placed, seen, policy, tuple(_criteria(chance, codes)))


def _lines(chance: Random) -> list[OrderLine]:
    count = chance.randint(1, 8)
    shared = chance.random() < 0.25
    skus = [f"S{chance.randint(1, max(1, count - 1)) if shared else at}" for at in range(1, count + 1)]
    weights = {sku: chance.randint(2, 240) * 10 for sku in skus}
    if chance.random() < 0.03:
        weights[skus[0]] = None  # type: ignore[assignment]
    return [
        world.line(
            number,
            sku,
            chance.randint(1, 5),
            weight_g=weights[sku],
            unit_price=chance.choice([250, 999, 1500, 4000]),
        )
        for number, sku in enumerate(skus, 1)
    ]


def _policy(chance: Random, kind: str, lines: list[OrderLine]) -> tuple[Policy, bool]:
    """A policy of a kind, and whether locations have a limit of units a day."""
    several = kind == "several"

    def asks(name: str) -> bool:
        return kind == name or (several and chance.random() < 0.4)

    numbers = [line.number for line in lines]
    policy = Policy(
        lines=chance.choice(
            ["none", "whole_lines", "units", "units"] if several else ["whole_lines", "units"]
        ),
        at_most=chance.choice([1, 2, 3]) if asks("at most") else None,
        only_if_needed=asks("only if needed"),
        cheaper_by=chance.choice([0, 50, 200]) if asks("cheaper by") else None,
        dearer_by=chance.choice([1, 100, 400, 1500]) if asks("dearer by") else None,
        saves_days=chance.choice([1, 2]) if asks("saves days") else None,
        least_value=chance.choice([500, 2000, 6000]) if asks("least value") else None,
        together=_groups(chance, numbers) if asks("together") else (),
        apart=_groups(chance, numbers) if asks("apart") else (),
    )
    return policy, asks("units a day")


def _groups(chance: Random, numbers: list[int]) -> tuple[tuple[int, ...], ...]:
    size = min(len(numbers), chance.randint(2, 3))
    first = tuple(sorted(chance.sample(numbers, size)))
    rest = [number for number in numbers if number not in first]
    if len(rest) < 2 or chance.random() < 0.6:
        return (first,)
    return first, tuple(sorted(chance.sample(rest, 2)))


def _state(chance: Random, code: str, lines: list[OrderLine], limited: bool) -> LocationState:
    """A location without stock; see `_loose_or_tight`."""
    place = Location(
        code,
        f"Place {code}",
        chance.choice(["store", "warehouse"]),
        "GB",
        chance.uniform(50.8, 55),
        chance.uniform(-3, 0.5),
        shipment_cost=chance.choice([0, 60, 85, 160]),
        line_cost=chance.choice([0, 12, 35]),
        unit_cost=chance.choice([0, 1, 2, 7]),
        capacity=chance.choice([None, 20, 50]),
        cutoff=chance.choice([540, 960]),
        unit_capacity=chance.choice([None, 2, 3, 5, 8, 12]) if limited else None,
    )
    units = sum(line.quantity for line in lines) if limited and chance.random() < 0.3 else 0
    return LocationState(place, {}, used_today=chance.randint(0, 19), units_today=units % 3)


def _loose_or_tight(chance: Random, lines: list[OrderLine], states: list[LocationState]) -> None:
    """Give every location stock: plenty; some; or barely what is asked over all of them."""
    share = chance.choice([0.25, 0.5, 0.85])
    most = chance.choice([1, 3, 8])
    for at, state in enumerate(states):
        stock = {
            line.sku: StockLevel(chance.randint(1, most) if chance.random() < share else 0) for line in lines
        }
        states[at] = LocationState(
            state.location,
            stock,
            used_today=state.used_today,
            units_today=state.units_today,
            fed_at=world.NOW,
        )


def _tariff(chance: Random) -> Tariff:
    """Some steps for each zone; prices rise with weight and distance."""
    count = chance.randint(2, 7)
    limits = sorted(chance.sample(range(2, 60), count))
    prices = sorted(chance.choices(range(150, 1500, 5), k=count))
    steps = {
        (service, str(zone)): tuple(
            [
                (limit * 100, price + (zone - 1) * more + dear)
                for limit, price in zip(limits, prices, strict=True)
            ]
        )
        for service, dear in (("standard", 0), ("express", 300))
        for more in [chance.choice([0, 20, 60])]
        for zone in range(1, 5)
    }
    days = {("standard", str(zone)): 1 + zone // 2 for zone in range(1, 5)}
    return Tariff("GBP", (50, 150, 300), steps, days, "generated")


def _criteria(chance: Random, codes: list[str]) -> list[Criterion]:
    """Rankers in any order; more than half of the lists ask for cost."""
    names = chance.sample(NAMES, chance.randint(0, 3))
    if chance.random() < 0.4 and "lowest_cost" not in names:
        names.insert(chance.randint(0, len(names)), "lowest_cost")
    found = []
    for name in names:
        listed = tuple(chance.sample(codes, min(len(codes), 3))) if name == "preferred" else ()
        rank = Rank(by=name, tie_within=chance.choice(BANDS[name]), locations=listed)  # type: ignore[arg-type]
        found.append(Criterion(rank, RANKERS[name]))
    return found
