"""The course of one decision: what was worked out on the way, so that it can be told afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.allocation.model import Policy
from engine.candidate import Candidate
from engine.causes import why_not_everything
from engine.compiler import Compiled, Route, RuleFailed
from engine.facts import Facts
from engine.model import LocationState, Plan
from engine.routing.eligibility import Demand
from engine.routing.ways import SHIPPING, Ways
from engine.situation import Situation
from rulesets.model import Rule, RuleKind


@dataclass(frozen=True, slots=True)
class Tried:
    """A routing rule that matched: who it lets serve, and the plan that serves everything, if any. `demands`:
    those in force, without the soft ones that were given up. `ways`: how locations may serve."""

    route: Route
    candidates: tuple[Candidate, ...]
    plan: Plan | None
    policy: Policy
    demands: tuple[Demand, ...] = ()
    ways: Ways = SHIPPING

    @property
    def cause(self) -> str:
        """Why there is no plan for everything, a sentence."""
        if self.ways.problem:
            return self.ways.problem
        return why_not_everything(self.route.rule.name, self.candidates, self.policy)

    def refused(self, situation: Situation, state: LocationState) -> str | None:
        """The first thing that speaks against a location: what rules it out whatever the rule says, else the
        first demand in force that it does not meet; a sentence. None when it may serve."""
        because = self.ways.ruled_out(state, situation)
        current = self.ways.candidate(situation, state)
        for demand in () if because else self.demands:
            admitted = demand.admit(current)
            if admitted is None:
                return demand.because(current)
            current = admitted
        return because


class Course:
    """Filled as the decision goes. `matched`: rules that applied, by kind; `policy`: how it may be split;
    `asked`: the routing rule that was asked last."""

    __slots__ = (
        "_candidates",
        "asked",
        "compiled",
        "facts",
        "failure",
        "matched",
        "policy",
        "situation",
        "tried",
    )

    def __init__(self, situation: Situation, compiled: Compiled) -> None:
        self.situation = situation
        self.compiled = compiled
        self.facts: Facts | None = None
        self.matched: dict[RuleKind, list[Rule]] = {}
        self.policy: Policy | None = None
        self.tried: list[Tried] = []
        self.asked: Rule | None = None
        self.failure: RuleFailed | None = None
        self._candidates: list[Candidate] | None = None

    @property
    def candidates(self) -> list[Candidate]:
        """The locations that nothing of the program's own rules out from sending it, before any rule."""
        if self._candidates is None:
            self._candidates = SHIPPING.open_to(self.situation)
        return self._candidates

    def open_to(self, ways: Ways) -> list[Candidate]:
        """The locations that nothing of the program's own rules out from serving in these ways."""
        return self.candidates if ways is SHIPPING else ways.open_to(self.situation)

    def applying(self, kind: RuleKind) -> list[Rule]:
        """The rules of a kind that apply: those that match, else the default one. Raises RuleFailed."""
        if self.facts is None:
            raise ValueError("rules are matched on facts, and there are none yet")
        found = self.compiled.matchers[kind].matching(self.facts)
        default = self.compiled.defaults.get(kind)
        self.matched[kind] = found or ([] if default is None else [default])
        return self.matched[kind]

    def state(self, code: str) -> LocationState:
        """The state of a location of the snapshot."""
        return next(state for state in self.situation.snapshot.locations if state.location.code == code)


def admitted(candidates: Sequence[Candidate], demands: Sequence[Demand]) -> tuple[Candidate, ...]:
    """Those of them that fulfil all demands, with the stock that these let them use."""
    found = list(candidates)
    for demand in demands:
        asked = [demand.admit(candidate) for candidate in found]
        found = [candidate for candidate in asked if candidate is not None]
    return tuple(found)
