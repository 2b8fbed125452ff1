"""Some units of each SKU stay at the location."""

from engine.candidate import Candidate
from engine.routing.words import of_product
from rulesets.actions import KeepStock


class SomeStaysThere:
    """The action `keep_stock`: it rules out a location only where nothing is left to send."""

    def __init__(self, action: KeepStock) -> None:
        self._units = action.units

    def admit(self, candidate: Candidate) -> Candidate | None:
        kept = candidate.keeping(self._units)
        return kept if any(kept.free.values()) else None

    def because(self, candidate: Candidate) -> str:
        sku, free = max(candidate.free.items(), key=lambda item: item[1], default=("", 0))
        product = of_product(candidate.situation, sku)
        return f"{free} free{product}, the rule keeps {self._units} back: none left to send."
