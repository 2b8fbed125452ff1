"""Only locations in the country of the destination may serve."""

from engine.candidate import Candidate
from rulesets.actions import SameCountry


class InTheSameCountry:
    """The action `same_country`; a country that is not known is the same as none."""

    def __init__(self, action: SameCountry) -> None:
        self._action = action

    def admit(self, candidate: Candidate) -> Candidate | None:
        country = candidate.situation.order.destination.country
        same = country is not None and country.casefold() == candidate.location.country.casefold()
        return candidate if same else None

    def because(self, candidate: Candidate) -> str:
        country = candidate.situation.order.destination.country
        if country is None:
            return "The customer’s country is not known; the rule asks for a location in it."
        return f"In {candidate.location.country}; the order goes to {country}."
