"""Only locations at most so far from the customer may serve."""

from engine.candidate import Candidate
from engine.routing.words import beyond, kilometres
from rulesets.actions import WithinKm


class AtMostThisFar:
    """The action `within_km`; a distance that is not known is not within anything."""

    def __init__(self, action: WithinKm) -> None:
        self._km = action.km

    def admit(self, candidate: Candidate) -> Candidate | None:
        return candidate if candidate.km is not None and candidate.km <= self._km else None

    def because(self, candidate: Candidate) -> str:
        if candidate.km is None:
            return f"The distance is not known; the rule asks for at most {kilometres(self._km)}."
        return f"{kilometres(candidate.km)}: {beyond(candidate.km, self._km)} too far."
