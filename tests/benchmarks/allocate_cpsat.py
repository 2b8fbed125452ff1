"""The best values of an allocation, worked out with CP-SAT alone. Shares nothing with the allocation.

One integer for each line and location, one yes or no for each location and step of its tariff. The levels are
solved one after the other, each with the ones before fixed (within their bands) and the last solution as a
hint: units; then for each criterion first whether it is known, then its value. Where the policy compares with
the best single shipment, that one is found first, by the same levels over plans of one location."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from engine.allocation import Criterion, Policy
from engine.candidate import Candidate
from engine.model import OrderLine
from engine.postage import parcels_price
from engine.routing.rankers import Asked

FINE = 1_000_000
"""Measures that are not whole are counted in millionths."""


@dataclass(frozen=True)
class Part:
    """One order's worth of lines with what the locations have left for it."""

    lines: Sequence[OrderLine]
    candidates: Sequence[Candidate]
    free: Mapping[str, Mapping[str, int]]
    units_left: Mapping[str, int | None]
    policy: Policy
    criteria: Sequence[Criterion]


@dataclass(frozen=True)
class Limits:
    """What several shipments must keep, by the best single one: cost at most, arrival at most; `single` when
    several are not allowed at all."""

    cost: int | None = None
    days: int | None = None
    single: bool = False


@dataclass(frozen=True)
class Best:
    """The most units, each criterion's least value (None where no plan's is known), and the limits found;
    `seconds` until then. `shipments`: the fewest that reach them."""

    units: int
    values: tuple[float | None, ...]
    limits: Limits
    seconds: float
    shipments: int


def best(part: Part) -> Best:
    """The values of the best plan."""
    limits, started = Limits(), time.perf_counter()
    model = _Model(part, limits)
    units = model.maximize_units()
    if units and _compares(part.policy):
        limits = _limits(part, units)
        model = _Model(part, limits)
        model.fix_units(units)
    values = tuple([model.level(at) for at in range(len(part.criteria))]) if units else ()
    seconds = time.perf_counter() - started
    return Best(units, values, limits, seconds, model.least(sum(model.used)) if units else 0)


def _compares(policy: Policy) -> bool:
    return policy.only_if_needed or {policy.cheaper_by, policy.dearer_by, policy.saves_days} != {None}


def _limits(part: Part, units: int) -> Limits:
    policy = part.policy
    model = _Model(part, Limits(single=True))
    if not model.fix_units(units):
        return Limits()
    if policy.only_if_needed:
        return Limits(single=True)
    for at in range(len(part.criteria)):
        model.level(at)
    place = model.least(sum([at * used for at, used in enumerate(model.used)]))
    cost = days = None
    if policy.cheaper_by is not None or policy.dearer_by is not None:
        if model.least(model.cost_unknown):
            return Limits(single=True)
        price = model.least(model.cost)
        less = 0 if policy.cheaper_by is None else policy.cheaper_by
        cost = price - less if policy.cheaper_by is not None else price + (policy.dearer_by or 0) - 1
        if policy.dearer_by is not None:
            cost = min(cost, price + policy.dearer_by - 1)
    if policy.saves_days is not None:
        arrival = model.ordered[place].arrival_days
        if arrival is None:
            return Limits(single=True)
        days = arrival - policy.saves_days
    return Limits(cost, days)


class _Model:
    """The plans that the policy allows. Locations stand in the order of their codes."""

    def __init__(self, part: Part, limits: Limits) -> None:
        self.part, self.limits = part, limits
        self.ordered = sorted(part.candidates, key=lambda each: each.code)
        self.model = cp_model.CpModel()
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.linearization_level = 2
        self.used = [self.model.new_bool_var("") for _ in self.ordered]
        self.several = self.model.new_bool_var("")
        self.parts: list[list[Any]] = []
        self.sent: list[list[Any]] = []
        self._lines()
        self._stock()
        self._policy()
        self._cost()
        self._limits()

    def _lines(self) -> None:
        model, whole = self.model, self.part.policy.lines != "units"
        for line in self.part.lines:
            units, sends = [], []
            for at, candidate in enumerate(self.ordered):
                most = min(line.quantity, self.part.free[candidate.code].get(line.sku, 0))
                some = model.new_bool_var("")
                count = line.quantity * some if whole else model.new_int_var(0, most, "")
                if whole and most < line.quantity:
                    model.add(some == 0)
                if not whole:
                    model.add(count <= most * some)
                    model.add(count >= some)
                model.add_implication(some, self.used[at])
                units.append(count)
                sends.append(some)
            model.add(sum(units) <= line.quantity)
            self.parts.append(units)
            self.sent.append(sends)
        for at, used in enumerate(self.used):
            model.add_bool_or([sends[at] for sends in self.sent]).only_enforce_if(used)

    def _stock(self) -> None:
        for at, candidate in enumerate(self.ordered):
            by_sku: dict[str, list[Any]] = {}
            for line, units in zip(self.part.lines, self.parts, strict=True):
                by_sku.setdefault(line.sku, []).append(units[at])
            for sku, counts in by_sku.items():
                self.model.add(sum(counts) <= self.part.free[candidate.code].get(sku, 0))
            limit = self.part.units_left[candidate.code]
            if limit is not None:
                self.model.add(sum([units[at] for units in self.parts]) <= limit)

    def _policy(self) -> None:
        model, policy = self.model, self.part.policy
        model.add(sum(self.used) <= 1).only_enforce_if(~self.several)
        model.add(sum(self.used) >= 2).only_enforce_if(self.several)
        most = 1 if policy.lines == "none" else policy.at_most
        if most is not None:
            model.add(sum(self.used) <= most)
        if policy.least_value is not None:
            for at, used in enumerate(self.used):
                worth = [
                    line.unit_price * units[at]
                    for line, units in zip(self.part.lines, self.parts, strict=True)
                ]
                model.add(sum(worth) >= policy.least_value).only_enforce_if([used, self.several])
        numbers = {line.number: at for at, line in enumerate(self.part.lines)}
        for group in policy.together:
            rows = [numbers[number] for number in group if number in numbers]
            for at in range(len(self.used)):
                going = model.new_bool_var("")
                for row in rows:
                    model.add(self.parts[row][at] == self.part.lines[row].quantity * going)

    def _cost(self) -> None:
        """Postage by steps, handling, and whether it is known."""
        costs: list[Any] = []
        unknown: list[Any] = []
        for at, candidate in enumerate(self.ordered):
            place, used = candidate.location, self.used[at]
            costs.append(place.shipment_cost * used)
            grams: list[Any] = []
            for line, units, sends in zip(self.part.lines, self.parts, self.sent, strict=True):
                each = candidate.situation.grams(line)
                grams.append((each or 0) * units[at])
                costs += [place.line_cost * sends[at], candidate.unit_price(line) * units[at]]
                if each is None:
                    unknown.append(sends[at])
            if candidate.steps is None:
                unknown.append(used)
            else:
                costs.append(self._postage(candidate, used, grams))
        self.cost: Any = sum(costs)
        self.cost_unknown = self.model.new_bool_var("")
        for each in unknown:
            self.model.add_implication(each, self.cost_unknown)
        if not unknown:
            self.model.add(self.cost_unknown == 0)

    def _postage(self, candidate: Candidate, used: Any, grams: list[Any]) -> Any:
        situation = candidate.situation
        heaviest = sum([(situation.grams(line) or 0) * line.quantity for line in self.part.lines])
        steps = candidate.steps or ()
        limits = [up_to for up_to, _ in steps]
        ups, full = list[int](), 0
        while not ups or ups[-1] < heaviest:
            ups += [full + limit for limit in limits]
            full += limits[-1]
        ups = ups[: next(at for at, up_to in enumerate(ups) if up_to >= heaviest) + 1]
        picked = [self.model.new_bool_var("") for _ in ups]
        self.model.add(sum(picked) == used)
        self.model.add(sum(grams) <= sum([up_to * pick for up_to, pick in zip(ups, picked, strict=True)]))
        return sum([parcels_price(steps, up_to) * pick for up_to, pick in zip(ups, picked, strict=True)])

    def _limits(self) -> None:
        limits, model = self.limits, self.model
        if limits.single:
            model.add(self.several == 0)
        if limits.cost is not None:
            model.add(self.cost <= limits.cost).only_enforce_if(self.several)
            model.add(self.cost_unknown == 0).only_enforce_if(self.several)
        if limits.days is not None:
            for candidate, used in zip(self.ordered, self.used, strict=True):
                if candidate.arrival_days is None or candidate.arrival_days > limits.days:
                    model.add_implication(self.several, ~used)

    def _solve(self) -> bool:
        status = self.solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
            raise RuntimeError(f"CP-SAT did not finish: {self.solver.status_name(status)}")
        if status == cp_model.INFEASIBLE:
            return False
        self.model.clear_hints()
        for index, value in enumerate(self.solver.response_proto.solution):
            self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)
        return True

    def maximize_units(self) -> int:
        """The most units, from then on fixed."""
        self.model.maximize(sum([sum(units) for units in self.parts]))
        if not self._solve():
            raise RuntimeError("no plan at all, not even an empty one")
        units = round(self.solver.objective_value)
        self.model.add(sum([sum(each) for each in self.parts]) == units)
        return units

    def fix_units(self, units: int) -> bool:
        """Only plans of so many units; False when there is none."""
        self.model.add(sum([sum(each) for each in self.parts]) == units)
        self.model.clear_objective()
        return self._solve()

    def least(self, what: Any, band: int = 0) -> int:
        """The least value, which from then on is kept within the band."""
        self.model.minimize(what)
        if not self._solve():
            raise RuntimeError("a level made the model impossible")
        found = round(self.solver.objective_value)
        self.model.add(what <= found + band)
        return found

    def level(self, at: int) -> float | None:
        """The least value of a criterion, from then on kept within its band; None when no plan's is known."""
        criterion = self.part.criteria[at]
        if criterion.ranker.priced:
            return None if self.least(self.cost_unknown) else self.least(self.cost, criterion.band)
        asked = Asked(criterion.rank, self.ordered)
        worths = [criterion.ranker.worth(candidate, asked) for candidate in self.ordered]
        missing = [used for used, worth in zip(self.used, worths, strict=True) if worth is None]
        if missing:
            unknown = self.model.new_bool_var("")
            for used in missing:
                self.model.add_implication(used, unknown)
            if self.least(unknown):
                return None
        known = [0.0 if worth is None else worth for worth in worths]
        scale = 1 if all(worth == int(worth) for worth in known) else FINE
        parts = [round(worth * scale) for worth in known]
        if criterion.ranker.joined == "sum":
            value: Any = sum([part * used for part, used in zip(parts, self.used, strict=True)])
        else:
            value = self.model.new_int_var(0, max(parts), "")
            for part, used in zip(parts, self.used, strict=True):
                self.model.add(value >= part * used)
        return self.least(value, criterion.band * scale) / scale
