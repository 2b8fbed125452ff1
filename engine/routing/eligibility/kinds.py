"""Only locations of some kinds may serve, or all but those."""

from engine.candidate import Candidate
from engine.routing.words import kind_name, kind_names, listed
from rulesets.actions import NotKinds, OnlyKinds


class OnlyTheseKinds:
    """The action `only_kinds`."""

    def __init__(self, action: OnlyKinds) -> None:
        self._kinds = frozenset(kind.casefold() for kind in action.kinds)
        self._words = listed([kind_names(kind) for kind in action.kinds], "and")

    def admit(self, candidate: Candidate) -> Candidate | None:
        return candidate if candidate.location.kind.casefold() in self._kinds else None

    def because(self, candidate: Candidate) -> str:
        return f"A {kind_name(candidate.location.kind).lower()}; the rule asks {self._words}."


class NotTheseKinds:
    """The action `not_kinds`."""

    def __init__(self, action: NotKinds) -> None:
        self._kinds = frozenset(kind.casefold() for kind in action.kinds)

    def admit(self, candidate: Candidate) -> Candidate | None:
        return None if candidate.location.kind.casefold() in self._kinds else candidate

    def because(self, candidate: Candidate) -> str:
        kind = candidate.location.kind
        return f"A {kind_name(kind).lower()}; the rule leaves {kind_names(kind)} out."
