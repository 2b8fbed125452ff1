"""The stock and the capacity that several orders share: what there is, and what some leave the others."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from engine.model import LocationState, Snapshot, StockLevel
from engine.situation import Situation, demand_of
from engine.together.model import Resource, Uses, Waiting

_NO_STOCK = StockLevel()


def limits_of(waiting: Iterable[Waiting]) -> dict[Resource, int]:
    """What there is of everything that may run out. Capacity without a limit is not in it."""
    found: dict[Resource, int] = {}
    for each in waiting:
        situation = Situation(each.order, each.snapshot)
        for state in each.snapshot.locations:
            for resource, count in _limits_at(state, situation).items():
                found[resource] = max(count, found.get(resource, 0))
    return found


def _limits_at(state: LocationState, situation: Situation) -> dict[Resource, int]:
    place = state.location
    found: dict[Resource, int] = {
        ("stock", place.code, sku): units for sku, units in situation.free_at(state).items()
    }
    if place.capacity is not None:
        found["orders", place.code, ""] = max(0, place.capacity - state.used_today)
    if place.unit_capacity is not None:
        found["units", place.code, ""] = max(0, place.unit_capacity - state.units_today)
    return found


def left_by(others: Uses, waiting: Waiting) -> Snapshot:
    """The order's snapshot with what others take already allocated."""
    by_place: dict[str, dict[Resource, int]] = {}
    for resource, count in others.items():
        if count:
            by_place.setdefault(resource[1], {})[resource] = count
    demand = demand_of(waiting.order)
    states = [
        _without(state, by_place[state.location.code], demand) if state.location.code in by_place else state
        for state in waiting.snapshot.locations
    ]
    return replace(waiting.snapshot, locations=tuple(states), together=True)


def _without(state: LocationState, taken: Mapping[Resource, int], demand: Mapping[str, int]) -> LocationState:
    code = state.location.code
    shipments, units = taken.get(("orders", code, ""), 0), taken.get(("units", code, ""), 0)
    now: dict[str, StockLevel] = {}
    for sku in demand:
        if gone := taken.get(("stock", code, sku), 0):
            level = state.stock.get(sku, _NO_STOCK)
            now[sku] = replace(level, allocated=level.allocated + gone)
    return replace(
        state,
        stock={**state.stock, **now} if now else state.stock,
        used_today=state.used_today + shipments,
        units_today=state.units_today + units,
        open_shipments=state.open_shipments + shipments,
    )


class Shared:
    """Who takes what now. `taken`: everything that all take together."""

    def __init__(self, takes: Iterable[Uses]) -> None:
        self._takes = list(takes)
        self.taken: Counter[Resource] = Counter()
        for one in self._takes:
            self.taken.update(one)

    def others(self, at: int) -> Uses:
        """What all but one take."""
        found = self.taken.copy()
        found.subtract(self._takes[at])
        return found

    def takes(self, at: int) -> Uses:
        """What one takes."""
        return self._takes[at]

    def change(self, at: int, takes: Uses) -> None:
        """One takes something else from now on."""
        self.taken.subtract(self._takes[at])
        self._takes[at] = takes
        self.taken.update(takes)

    def fits(self, limits: Mapping[Resource, int]) -> bool:
        """Whether there is as much as they take."""
        return all(count <= limits[each] for each, count in self.taken.items() if each in limits)
