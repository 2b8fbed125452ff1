"""What every demand on a location can do: let it pass, with all or less of its stock, and say why not."""

from typing import Protocol

from engine.candidate import Candidate


class Demand(Protocol):
    """One eligibility action of a routing rule, ready to be asked."""

    def admit(self, candidate: Candidate) -> Candidate | None:
        """The location as it may serve (perhaps with less stock); None when it may not."""

    def because(self, candidate: Candidate) -> str:
        """Why a location that was not admitted may not serve: a sentence with the numbers."""
