"""An allocation as a CP-SAT model: every plan that the policy allows, and its measures."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from engine.allocation.bounds import falls
from engine.allocation.demand import Demand, joined
from engine.allocation.limits import Limits
from engine.allocation.measures import FINE
from engine.allocation.packing import Shares
from engine.allocation.sets import Worths
from engine.allocation.solver_ways import Part, Way, ways_of
from engine.model import OrderLine
from engine.postage import Steps, parcels_price


class Model:
    """`used`: whether each candidate sends; `units`: for each line the units of each candidate that has some;
    `solved`: the solver that last found a solution of it."""

    def __init__(self, cp_model: Any, demand: Demand, limits: Limits, *, priced: bool) -> None:
        self.cp: Any = cp_model.CpModel()
        self.solved: Any = None
        self.demand, self.limits = demand, limits
        self.places = range(len(demand.candidates))
        self.used: list[Any] = [self.cp.new_bool_var("") for _ in self.places]
        self.units: list[dict[int, Any]] = []
        self.some: list[dict[int, Any]] = []
        self.picks: dict[int, tuple[list[int], list[Any]]] = {}
        self.ways: dict[int, tuple[list[Way], list[Any]]] = {}
        self._tied: dict[int, list[OrderLine]] = {
            line.number: lines for lines in joined(demand.lines, demand.policy.together) for line in lines
        }
        self._unknown: list[Any] = []
        self._lines()
        self._stock()
        self._policy()
        self.sent: Any = sum([sum(row.values()) for row in self.units])
        self.cost: Any = self._cost() if priced else 0
        self.unknown: Any = self._any_of(self._unknown)
        self._limits()

    def _lines(self) -> None:
        going: dict[tuple[int, int], Any] = {}
        for line in self.demand.lines:
            units: dict[int, Any] = {}
            some: dict[int, Any] = {}
            group = self._tied.get(line.number)
            for place in self.places:
                free = self.demand.frees[place].get(line.sku, 0)
                if group is not None:
                    if self._has_all(place, group):
                        key = (group[0].number, place)
                        if key not in going:
                            going[key] = self.cp.new_bool_var("")
                        some[place] = going[key]
                        units[place] = line.quantity * some[place]
                elif self.demand.whole and free >= line.quantity:
                    some[place] = self.cp.new_bool_var("")
                    units[place] = line.quantity * some[place]
                elif not self.demand.whole and free:
                    most = min(free, line.quantity)
                    some[place] = self.cp.new_bool_var("")
                    units[place] = self.cp.new_int_var(0, most, "")
                    self.cp.add(units[place] <= most * some[place])
                    self.cp.add(units[place] >= some[place])
            self.units.append(units)
            self.some.append(some)
            if self.demand.whole or group is not None:
                self.cp.add_at_most_one(list(some.values()))
            else:
                self.cp.add(sum(units.values()) <= line.quantity)
        self._used()

    def _has_all(self, place: int, lines: Sequence[OrderLine]) -> bool:
        asked: dict[str, int] = {}
        for line in lines:
            asked[line.sku] = asked.get(line.sku, 0) + line.quantity
        free = self.demand.frees[place]
        return all(free.get(sku, 0) >= units for sku, units in asked.items())

    def _used(self) -> None:
        for place in self.places:
            rows = [some[place] for some in self.some if place in some]
            for row in rows:
                self.cp.add_implication(row, self.used[place])
            self.cp.add_bool_or([*rows, ~self.used[place]])

    def _stock(self) -> None:
        by_sku: dict[str, list[int]] = {}
        for at, line in enumerate(self.demand.lines):
            by_sku.setdefault(line.sku, []).append(at)
        for place, limit in zip(self.places, self.demand.unit_limits, strict=True):
            for sku, rows in by_sku.items():
                if len(rows) > 1:
                    counts = [self.units[at][place] for at in rows if place in self.units[at]]
                    self.cp.add(sum(counts) <= self.demand.frees[place].get(sku, 0))
            if limit is not None:
                self.cp.add(sum([row[place] for row in self.units if place in row]) <= limit)

    def _policy(self) -> None:
        policy, count = self.demand.policy, sum(self.used)
        self.several: Any = self.cp.new_bool_var("")
        self.cp.add(count <= 1).only_enforce_if(~self.several)
        self.cp.add(count >= 2).only_enforce_if(self.several)
        if policy.most is not None:
            self.cp.add(count <= policy.most)
        if policy.least_value is not None:
            for place in self.places:
                worth = [
                    line.unit_price * row[place]
                    for line, row in zip(self.demand.lines, self.units, strict=True)
                    if place in row
                ]
                self.cp.add(sum(worth) >= policy.least_value).only_enforce_if(
                    [self.used[place], self.several]
                )

    def _cost(self) -> Any:
        """Postage by steps and handling; what is not known counts nothing and is noted."""
        terms: list[Any] = []
        for place, candidate in enumerate(self.demand.candidates):
            location, grams, most = candidate.location, list[Any](), 0
            ways = ways_of(self.demand, place, self._parts(place), candidate.units_left)
            if ways is not None:
                terms.append(self._by_ways(place, ways))
                continue
            terms.append(location.shipment_cost * self.used[place])
            for line, row, some in zip(self.demand.lines, self.units, self.some, strict=True):
                if place not in row:
                    continue
                each = candidate.situation.grams(line)
                price = self.demand.prices(line)[place]
                terms += [location.line_cost * some[place], price * row[place]]
                grams.append((each or 0) * row[place])
                most += (each or 0) * line.quantity
                if each is None:
                    self._unknown.append(some[place])
            if candidate.steps is None:
                self._unknown.append(self.used[place])
            elif grams:
                terms.append(self._postage(place, candidate.steps, sum(grams), most))
        return sum(terms)

    def _parts(self, place: int) -> list[Part]:
        """What the location can send of each line, or of lines that go together."""
        parts: list[Part] = []
        for at, (line, row) in enumerate(zip(self.demand.lines, self.units, strict=True)):
            group = self._tied.get(line.number)
            if place not in row:
                continue
            if group is None:
                most = min(line.quantity, self.demand.frees[place].get(line.sku, 0))
                amounts = [0, line.quantity] if self.demand.whole else range(most + 1)
                parts.append(Part((at,), tuple([(units,) for units in amounts])))
            elif group[0].number == line.number:
                numbers = {each.number for each in group}
                rows = [i for i, each in enumerate(self.demand.lines) if each.number in numbers]
                every = tuple([self.demand.lines[i].quantity for i in rows])
                parts.append(Part(tuple(rows), ((0,) * len(rows), every)))
        return parts

    def _by_ways(self, place: int, ways: list[Way]) -> Any:
        picked = [self.cp.new_bool_var("") for _ in ways]
        self.ways[place] = (ways, picked)
        self.cp.add_exactly_one(picked)
        pairs = list(zip(ways, picked, strict=True))
        for at, (row, some) in enumerate(zip(self.units, self.some, strict=True)):
            if place in row:
                self.cp.add(row[place] == sum([sent.get(at, 0) * pick for (sent, _), pick in pairs]))
                self.cp.add(some[place] == sum([pick for (sent, _), pick in pairs if at in sent]))
        return sum([cost * pick for (_, cost), pick in pairs])

    def _postage(self, place: int, steps: Steps, grams: Any, most: int) -> Any:
        ends = step_ends(steps, most)
        picked = [self.cp.new_bool_var("") for _ in ends]
        self.picks[place] = (ends, picked)
        self.cp.add(sum(picked) == self.used[place])
        self.cp.add(grams <= sum([end * pick for end, pick in zip(ends, picked, strict=True)]))
        if falls(steps):
            overs = [0, *[end + 1 for end in ends[:-1]]]
            self.cp.add(grams >= sum([over * pick for over, pick in zip(overs, picked, strict=True)]))
        return sum([parcels_price(steps, end) * pick for end, pick in zip(ends, picked, strict=True)])

    def _any_of(self, flags: Sequence[Any]) -> Any:
        if not flags:
            return 0
        found = self.cp.new_bool_var("")
        for flag in flags:
            self.cp.add_implication(flag, found)
        return found

    def _limits(self) -> None:
        limits = self.limits
        if limits.single:
            self.cp.add(self.several == 0)
        if limits.cost is not None:
            self.cp.add(self.cost <= limits.cost).only_enforce_if(self.several)
            for flag in self._unknown:
                self.cp.add_implication(self.several, ~flag)
        if limits.days is not None:
            for place, candidate in enumerate(self.demand.candidates):
                if candidate.arrival_days is None or candidate.arrival_days > limits.days:
                    self.cp.add_implication(self.several, ~self.used[place])

    def measure(self, worths: Worths) -> tuple[Any, Any, int]:
        """A criterion's value as an expression, whether it is not known, and by how much it is scaled."""
        if worths.criterion.ranker.priced:
            return self.cost, self.unknown, 1
        known = [0.0 if part is None else part for part in worths.parts]
        unknown = self._any_of([self.used[at] for at, part in enumerate(worths.parts) if part is None])
        scale = 1 if all(part == int(part) for part in known) else FINE
        parts = [round(part * scale) for part in known]
        if worths.criterion.ranker.joined == "sum":
            return sum([part * used for part, used in zip(parts, self.used, strict=True)]), unknown, scale
        value = self.cp.new_int_var(0, max(parts, default=0), "")
        for part, used in zip(parts, self.used, strict=True):
            self.cp.add(value >= part * used)
        return value, unknown, scale

    def hint(self, shares: Sequence[Shares]) -> None:
        """Start from a plan that is known."""
        grams: dict[int, int] = {}
        values: dict[int, int] = {}
        for line, row, some, share in zip(self.demand.lines, self.units, self.some, shares, strict=True):
            sent = dict(share)
            each = self.demand.candidates[0].situation.grams(line) or 0
            for place, units in sent.items():
                grams[place] = grams.get(place, 0) + units * each
            for place, flag in some.items():
                if hasattr(row[place], "index"):
                    values[row[place].index] = sent.get(place, 0)
                values[flag.index] = place in sent
        for place, used in enumerate(self.used):
            values[used.index] = place in grams
            ends, picked = self.picks.get(place, ([], []))
            at = bisect_left(ends, grams[place]) if place in grams else -1
            values |= {pick.index: step == at for step, pick in enumerate(picked)}
            ways, chosen = self.ways.get(place, ([], []))
            sent_here = {i: units for i, share in enumerate(shares) for at, units in share if at == place}
            values |= {pick.index: sent == sent_here for (sent, _), pick in zip(ways, chosen, strict=True)}
        self.cp.clear_hints()
        for index, value in values.items():
            self.cp.add_hint(self.cp.get_int_var_from_proto_index(index), value)


def step_ends(steps: Steps, most: int) -> list[int]:
    """The grams at which the price changes, as far as `most` grams."""
    ends, full = list[int](), 0
    while not ends or ends[-1] < most:
        ends += [full + up_to for up_to, _ in steps]
        full += steps[-1][0]
    return ends[: bisect_left(ends, most) + 1]
