"""Only locations of some kinds may serve."""

from engine.candidate import Candidate
from engine.routing.words import kind_name, listed
from rulesets.actions import OnlyKinds


class OnlyTheseKinds:
    """The action `only_kinds`."""

    def __init__(self, action: OnlyKinds) -> None:
        self._kinds = frozenset(kind.casefold() for kind in action.kinds)
        self._words = listed([f"{kind_name(kind).lower()}s" for kind in action.kinds], "and")

    def admit(self, candidate: Candidate) -> Candidate | None:
        return candidate if candidate.location.kind.casefold() in self._kinds else None

    def because(self, candidate: Candidate) -> str:
        return f"A {kind_name(candidate.location.kind).lower()}; the rule asks {self._words}."
