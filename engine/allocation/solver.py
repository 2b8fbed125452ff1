"""The best plan by CP-SAT, level by level: where lines and locations are coupled, or the search was cut
short.

1. The most units. 2. What several must keep, by the best single shipment. 3. Each criterion in turn, kept
within its band. 4. The fewest shipments, then the first codes. 5. The lowest cost where cost has a say,
otherwise the fewest parts of lines.
The solver's time is counted in work done, so the same order always gives the same plan. A level that is not
settled in time says how much better it could be, by the solver's bound; what follows only betters its
plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.allocation.coupling import coupling_of
from engine.allocation.demand import Demand
from engine.allocation.levels import Start, settled
from engine.allocation.limits import NO_LIMITS, ONLY_SINGLE, Limits, limits_by
from engine.allocation.measures import Allowed, Measure
from engine.allocation.packing import Shares
from engine.allocation.plans import plan_of
from engine.allocation.sets import Worths
from engine.allocation.solver_model import Model

SECONDS = 1.5
"""For one order, in the seconds that the solver counts: work done, of which a second takes one to five."""

TIE_SECONDS = 0.03
"""For each of the tie-breaks."""

MOST_CODES = 40
"""Of so many locations the first codes are preferred; of more, the plan that the solver gives stands."""


@dataclass(frozen=True, slots=True)
class Solved:
    """Who sends each line of the demand. `gap`: how much better the first level that is not settled could be,
    in units or in the criterion's own measure."""

    shares: list[Shares]
    proven: bool
    gap: float


@dataclass(slots=True)
class _Level:
    value: int
    bound: float


class Solver:
    """The time left for one order, and what was found. `hint`: a plan that is allowed, if one is known;
    `most`: units that no plan exceeds."""

    def __init__(self, demand: Demand, worths: Sequence[Worths], seconds: float = SECONDS) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  half a second that most orders never need

        self._api: Any = cp_model
        self._demand, self._worths = demand, worths
        self._left = seconds
        policy = demand.policy
        self._by_cost = not (policy.cheaper_by is None and policy.dearer_by is None)
        self._priced = self._by_cost or any(each.criterion.ranker.priced for each in worths)
        self._proven, self._gap = True, 0.0
        self._allowed: list[Allowed] | None = []

    def best(self, hint: Sequence[Shares]) -> Solved | None:
        """The best plan found; None when there was no time for any. `hint`: a plan that is allowed."""
        model = self._model(NO_LIMITS)
        model.hint(hint)
        level = self._solve(model, -model.sent)
        if level is None:
            return None
        self._note(level.value - level.bound)
        units = -level.value
        shares = _shares(model)
        if units and (self._demand.policy.compares or self._demand.policy.only_if_needed):
            model = self._limited(model, units)
            shares = _shares(model)
        model.cp.add(model.sent == units)
        return self._by_criteria(model, shares)

    def _model(self, limits: Limits) -> Model:
        return Model(self._api, self._demand, limits, priced=self._priced)

    def better(
        self, hint: Sequence[Shares], units: int, limits: Limits, cost: int | None = None
    ) -> Solved | None:
        """The same where it is known that so many units are the most, what limits several keep, and what the
        best plan costs, if cost is among the criteria."""
        model = self._model(limits)
        model.hint(hint)
        model.cp.add(model.sent == units)
        return self._by_criteria(model, list(hint), cost)

    def _by_criteria(self, model: Model, shares: list[Shares], cost: int | None = None) -> Solved:
        for at, worths in enumerate(self._worths):
            if worths.criterion.ranker.priced:
                found = self._settled(at, model.limits, shares, cost)
                if found is not None:
                    return Solved(found, self._proven, self._gap)
            if cost is not None and worths.criterion.ranker.priced:
                model.cp.add(model.cost <= cost + worths.criterion.band)
                model.cp.add(model.unknown == 0)
            elif self._criterion(model, worths):
                shares = _shares(model)
            else:
                self._note(self._measured(worths, shares), settled=False)
                return Solved(shares, False, self._gap)
        return Solved(self._last(model, shares), self._proven, self._gap)

    def _settled(
        self, at: int, limits: Limits, shares: Sequence[Shares], cost: int | None
    ) -> list[Shares] | None:
        """What the table says, by cost, the criterion at this place, and those after it."""
        demand, coupling = self._demand, coupling_of(self._demand)
        units = sum([count for share in shares for _, count in share])
        everything = demand.needed if coupling else demand.served(demand.everyone)
        spent = plan_of(demand, shares).cost if cost is None else cost
        if self._allowed is None or spent is None or coupling.bound or units != everything:
            return None
        start = Start(shares, spent, cheapest=cost is not None)
        return settled(demand, self._worths[at:], self._allowed, limits, start, coupling or None)

    def _measured(self, worths: Worths, shares: Sequence[Shares]) -> float:
        """A criterion's value of a plan: no plan can be better by more."""
        if worths.criterion.ranker.priced:
            return float(plan_of(self._demand, shares).cost or 0)
        value = worths.measure(sorted({place for share in shares for place, _ in share}))
        return 0.0 if value == float("inf") else value

    def _limited(self, model: Model, units: int) -> Model:
        """The model in which several shipments keep the limits, solved; the same one when no single one
        serves so many units."""
        alone = self._model(ONLY_SINGLE)
        alone.cp.add(alone.sent == units)
        if self._solve(alone, None) is None:
            return model
        if self._demand.policy.only_if_needed:
            return alone
        for worths in self._worths:
            self._criterion(alone, worths)
        place = self._solve(alone, sum([at * used for at, used in enumerate(alone.used)]))
        if place is None:
            return alone
        alone.cp.add(alone.used[place.value] == 1)
        cost = self._solve(alone, alone.cost)
        known = cost is not None and not _value(alone, alone.unknown)
        arrival = self._demand.candidates[place.value].arrival_days
        found = limits_by(self._demand.policy, cost.value if cost is not None and known else None, arrival)
        limited = self._model(found)
        limited.hint(_shares(alone))
        limited.cp.add(limited.sent == units)
        return alone if self._solve(limited, None) is None else limited

    def _criterion(self, model: Model, worths: Worths) -> bool:
        """Settle a criterion; False when there was no time to do anything."""
        value, unknown, scale = model.measure(worths)
        large = 1 + _most(worths, scale)
        level = self._solve(model, value + large * unknown)
        if level is None:
            return False
        self._note((level.value - level.bound) / scale)
        if level.value < large:
            model.cp.add(value <= level.value + worths.criterion.band * scale)
            model.cp.add(unknown == 0)
        measure = None if worths.criterion.ranker.priced else Measure.of(worths)
        if measure is None:
            self._allowed = None
        elif self._allowed is not None:
            most = level.value + worths.criterion.band * scale
            self._allowed.append(Allowed(measure, most))
        return True

    def _last(self, model: Model, shares: list[Shares]) -> list[Shares]:
        """The tie-breaks."""
        count = len(model.used)
        if count <= MOST_CODES:
            codes = sum([used * (1 << (count - at - 1)) for at, used in enumerate(model.used)])
            chosen: Any = (1 << count) * sum(model.used) - codes
        else:
            chosen = sum(model.used)
        level = self._solve(model, chosen, TIE_SECONDS)
        if level is None:
            return shares
        shares = _shares(model)
        for used in model.used:
            model.cp.add(used == _value(model, used))
        last = model.cost if self._priced else sum([sum(row.values()) for row in model.some])
        return shares if self._solve(model, last, TIE_SECONDS) is None else _shares(model)

    def _note(self, gap: float, *, settled: bool = True) -> None:
        """Keep the gap of the first level that is not settled."""
        if self._proven and (not settled or gap >= 1e-9):
            self._proven, self._gap = False, max(0.0, gap)

    def _solve(self, model: Model, least: Any, most: float = SECONDS) -> _Level | None:
        """Minimise, in the time left, `most` of it, and start the next level from what was found; None when
        nothing was."""
        api = self._api
        if self._left <= 0:
            return None
        if least is None:
            model.cp.clear_objective()
        else:
            model.cp.minimize(least)
        solver: Any = api.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = 1
        parameters.linearization_level = 2
        parameters.max_deterministic_time = min(most, self._left)
        status = solver.solve(model.cp)
        self._left -= solver.response_proto.deterministic_time
        if status not in (api.OPTIMAL, api.FEASIBLE):
            return None
        model.solved = solver
        model.cp.clear_hints()
        for index, value in enumerate(solver.response_proto.solution):
            model.cp.add_hint(model.cp.get_int_var_from_proto_index(index), value)
        if least is None:
            return _Level(0, 0.0)
        value = round(solver.objective_value)
        return _Level(value, value if status == api.OPTIMAL else solver.best_objective_bound)


def _value(model: Model, what: Any) -> int:
    return what if isinstance(what, int) else round(model.solved.value(what))


def _shares(model: Model) -> list[Shares]:
    """Who sends each line in the model's last solution."""
    return [
        tuple([(place, units) for place, what in row.items() if (units := _value(model, what))])
        for row in model.units
    ]


def _most(worths: Worths, scale: int) -> int:
    """What the measure cannot exceed."""
    if not worths.criterion.ranker.priced:
        known = [part for part in worths.parts if part is not None]
        return round(sum(known) * scale) + len(known)
    return _MOST_COST


_MOST_COST = 1 << 40
"""Minor units; no order costs so much to send."""
