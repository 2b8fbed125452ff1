"""The course of one decision: what was worked out on the way, so that it can be told afterwards."""

from dataclasses import dataclass

from engine.allocation.model import Policy
from engine.candidate import Candidate
from engine.causes import why_not_everything
from engine.compiler import Compiled, Route, RuleFailed
from engine.facts import Facts
from engine.model import LocationState, Plan
from engine.routing.eligibility import may_serve
from engine.situation import Situation
from rulesets.model import Rule, RuleKind


@dataclass(frozen=True, slots=True)
class Tried:
    """A routing rule that matched: who it lets serve, and the plan that serves everything, if any."""

    route: Route
    candidates: tuple[Candidate, ...]
    plan: Plan | None
    policy: Policy

    @property
    def cause(self) -> str:
        """Why there is no plan for everything, a sentence."""
        return why_not_everything(self.route.rule.name, self.candidates, self.policy)


class Course:
    """Filled as the decision goes. `matched`: rules that applied, by kind; `policy`: how it may be split."""

    __slots__ = ("_candidates", "compiled", "facts", "failure", "matched", "policy", "situation", "tried")

    def __init__(self, situation: Situation, compiled: Compiled) -> None:
        self.situation = situation
        self.compiled = compiled
        self.facts: Facts | None = None
        self.matched: dict[RuleKind, list[Rule]] = {}
        self.policy: Policy | None = None
        self.tried: list[Tried] = []
        self.failure: RuleFailed | None = None
        self._candidates: list[Candidate] | None = None

    @property
    def candidates(self) -> list[Candidate]:
        """The locations that nothing of the program's own rules out, before any rule."""
        if self._candidates is None:
            situation = self.situation
            pairs = zip(situation.snapshot.locations, situation.free, strict=True)
            self._candidates = [
                Candidate(situation, state, free) for state, free in pairs if may_serve(state, situation.now)
            ]
        return self._candidates

    def admitted(self, route: Route) -> tuple[Candidate, ...]:
        """Those of them that the routing rule lets serve, with the stock that it lets them use."""
        found = self.candidates
        for demand in route.demands:
            asked = [demand.admit(candidate) for candidate in found]
            found = [candidate for candidate in asked if candidate is not None]
        return tuple(found)

    def state(self, code: str) -> LocationState:
        """The state of a location of the snapshot."""
        return next(state for state in self.situation.snapshot.locations if state.location.code == code)
