"""Only locations of some groups may serve, or all but those; one without a group is in none."""

from engine.candidate import Candidate
from engine.routing.words import listed
from rulesets.actions import NotGroups, OnlyGroups


def _group(candidate: Candidate) -> str:
    return (candidate.location.group or "").casefold()


class OnlyTheseGroups:
    """The action `only_groups`."""

    def __init__(self, action: OnlyGroups) -> None:
        self._groups = frozenset(group.casefold() for group in action.groups)
        self._words = listed([f"“{group}”" for group in action.groups], "or")

    def admit(self, candidate: Candidate) -> Candidate | None:
        return candidate if _group(candidate) in self._groups else None

    def because(self, candidate: Candidate) -> str:
        group = candidate.location.group
        where = f"In the group “{group}”" if group else "In no group"
        return f"{where}; the rule asks for {self._words}."


class NotTheseGroups:
    """The action `not_groups`."""

    def __init__(self, action: NotGroups) -> None:
        self._groups = frozenset(group.casefold() for group in action.groups)

    def admit(self, candidate: Candidate) -> Candidate | None:
        return None if _group(candidate) in self._groups else candidate

    def because(self, candidate: Candidate) -> str:
        return f"In the group “{candidate.location.group}”, which the rule leaves out."
