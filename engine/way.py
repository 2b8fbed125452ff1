"""How goods reach the customer from a location, and whether a full location is asked too."""

from dataclasses import dataclass

from engine.model import Location, Mode
from engine.tariff.offers import Rate

NO_POSTAGE = Rate("", ((2**40, 0),))
"""What the customer collects costs no postage, whatever it weighs."""


@dataclass(frozen=True, slots=True)
class Way:
    """`mode`: as in a planned shipment. `hand_over`: where the customer collects, for pickup and transfer.
    `full_too`: a location whose capacity of today is used up may serve."""

    mode: Mode = "ship"
    hand_over: Location | None = None
    full_too: bool = False

    @property
    def collected(self) -> bool:
        """Whether the customer collects where the goods are."""
        return self.mode == "pickup"

    @property
    def hand_over_code(self) -> str | None:
        """The code of the location where the customer collects."""
        return None if self.hand_over is None else self.hand_over.code


SHIPS = Way()
