"""Proposed shipments and what could not be met."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Mode = Literal["ship", "pickup", "transfer", "drop_ship"]
"""ship: a location sends to the customer. pickup: the customer collects at the location. transfer: the
location sends to `hand_over_at`, where the customer collects. drop_ship: a supplier sends to the customer."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """Units of one order line in a shipment."""

    number: int
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class PlannedShipment:
    """What one location sends. `postage`, `handling` in minor units, `postage` None when the weight or
    the zone is not known; `minutes` of work. `ships_at`: when it leaves, None when the location never
    opens; `arrives_at`: by when it is delivered (or ready to be collected), None when the tariff has no
    transit time either. `hand_over_at`: where the customer collects, for pickup and transfer."""

    location: str
    lines: tuple[PlannedLine, ...]
    service: str
    postage: int | None
    handling: int
    minutes: float
    distance_km: float | None
    weight_g: int | None
    ships_at: datetime | None
    arrives_at: datetime | None
    mode: Mode = "ship"
    hand_over_at: str | None = None

    @property
    def cost(self) -> int | None:
        """Postage and handling, minor units; None when the postage is not known."""
        return None if self.postage is None else self.postage + self.handling


@dataclass(frozen=True, slots=True)
class Plan:
    """Proposed shipments and what could not be met; together they always equal the demand.
    `proven`: no better plan exists under the policy; otherwise `gap` bounds, in the first ranker
    that is not settled, how much better one could be. `measures`: (ranker, value), in rank order."""

    shipments: tuple[PlannedShipment, ...] = ()
    shortfall: tuple[PlannedLine, ...] = ()
    measures: tuple[tuple[str, float], ...] = ()
    proven: bool = True
    gap: float = 0.0

    @property
    def cost(self) -> int | None:
        """Postage and handling of all shipments, minor units; None when one is not known."""
        total = 0
        for shipment in self.shipments:
            if shipment.postage is None:
                return None
            total += shipment.postage + shipment.handling
        return total

    @property
    def locations(self) -> tuple[str, ...]:
        """Codes of the sending locations, sorted."""
        return tuple(sorted(shipment.location for shipment in self.shipments))
