"""Some units of each SKU stay at the location."""

from engine.available import percent_of, weeks_of
from engine.candidate import Candidate
from engine.routing.words import counted, of_product
from engine.situation import NO_STOCK
from rulesets.actions import KeepStock


class SomeStaysThere:
    """The action `keep_stock`: it rules out a location only where nothing is left to send. What is kept comes
    on top of the location's safety stock; of percent and weeks it is rounded up."""

    def __init__(self, action: KeepStock) -> None:
        self._action = action

    def admit(self, candidate: Candidate) -> Candidate | None:
        skus = candidate.situation.demand
        if self._action.of == "units":
            kept = candidate.keeping(dict.fromkeys(skus, self._action.units))
        else:
            kept = candidate.keeping({sku: self._kept(candidate, sku) for sku in skus})
        return kept if any(kept.free.values()) else None

    def because(self, candidate: Candidate) -> str:
        sku, free = max(candidate.free.items(), key=lambda item: item[1], default=("", 0))
        product, kept = of_product(candidate.situation, sku), self._kept(candidate, sku)
        what = {"units": "", "percent": f" ({self._action.units}%)", "weeks": f" ({self._weeks} of sales)"}
        if free > kept:
            return f"{free} free{product}, the rule keeps {kept} back{what[self._action.of]}."
        return f"{free} free{product}, the rule keeps {kept} back{what[self._action.of]}: none left to send."

    @property
    def _weeks(self) -> str:
        return counted(self._action.units, "week")

    def _kept(self, candidate: Candidate, sku: str) -> int:
        if self._action.of == "percent":
            return percent_of(candidate.state.stock.get(sku, NO_STOCK), self._action.units)
        if self._action.of == "weeks":
            return weeks_of(candidate.state.weekly_sales.get(sku, 0.0), self._action.units)
        return self._action.units
