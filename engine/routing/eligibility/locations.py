"""Only some locations may serve, or all but some."""

from engine.candidate import Candidate
from rulesets.actions import NotLocations, OnlyLocations


class OnlyTheseLocations:
    """The action `only_locations`."""

    def __init__(self, action: OnlyLocations) -> None:
        self._codes = frozenset(code.casefold() for code in action.locations)

    def admit(self, candidate: Candidate) -> Candidate | None:
        return candidate if candidate.code.casefold() in self._codes else None

    def because(self, candidate: Candidate) -> str:
        return f"{candidate.name} is not one of the locations that the rule names."


class NotTheseLocations:
    """The action `not_locations`."""

    def __init__(self, action: NotLocations) -> None:
        self._codes = frozenset(code.casefold() for code in action.locations)

    def admit(self, candidate: Candidate) -> Candidate | None:
        return None if candidate.code.casefold() in self._codes else candidate

    def because(self, candidate: Candidate) -> str:
        return f"The rule leaves {candidate.name} out."
