"""The moving stock and the capacity of a simulation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.model import LocationState, Snapshot, StockLevel
from engine.simulation.inputs import Opening, Setup

_NONE = StockLevel()


class Shelf:
    """Units by location and SKU, shipments of the day, shipments not sent yet. Owned by one world."""

    def __init__(self, setup: Setup, opening: Opening) -> None:
        self.setup = setup
        self._places = {place.code: place for place in setup.locations}
        self._levels = {place.code: dict(opening.get(place.code, {})) for place in setup.locations}
        self._used: defaultdict[tuple[str, date], int] = defaultdict(int)
        self._open = dict.fromkeys(self._levels, 0)
        self._zone = ZoneInfo(setup.zone)

    def change(
        self, location: str, sku: str, on_hand: int = 0, allocated: int = 0, reserved: int = 0
    ) -> None:
        """Add the differences to one level."""
        levels = self._levels[location]
        old = levels.get(sku, _NONE)
        levels[sku] = StockLevel(old.on_hand + on_hand, old.allocated + allocated, old.reserved + reserved)

    def opened(self, location: str, at: datetime) -> None:
        """A shipment was given to the location."""
        self._used[location, self._day(at)] += 1
        self._open[location] += 1

    def left(self, location: str) -> None:
        """A shipment left the location."""
        self._open[location] -= 1

    def taken_back(self, location: str, opened_at: datetime) -> None:
        """A shipment was cancelled before it left: the day on which it was given has room again."""
        self._open[location] -= 1
        self._used[location, self._day(opened_at)] -= 1

    def snapshot(self, at: datetime, skus: Iterable[str], attempts: int, lifted: frozenset[str]) -> Snapshot:
        """What a decision about these SKUs sees now. It keeps its own copy of the levels."""
        setup, wanted, day = self.setup, tuple(skus), self._day(at)
        return Snapshot(
            at=at,
            zone=setup.zone,
            country=setup.country,
            currency=setup.currency,
            locations=tuple([self._state(code, wanted, day, at) for code in self._levels]),
            tariff=setup.tariff,
            attempts=attempts,
            holds_lifted=lifted,
        )

    def all_levels(self) -> Mapping[str, Mapping[str, StockLevel]]:
        """Location -> SKU -> level as it stands, SKUs without stock included once they had some."""
        return self._levels

    def _state(self, code: str, skus: tuple[str, ...], day: date, at: datetime) -> LocationState:
        levels = self._levels[code]
        return LocationState(
            location=self._places[code],
            stock={sku: levels[sku] for sku in skus if sku in levels},
            used_today=self._used.get((code, day), 0),
            open_shipments=self._open[code],
            fed_at=at,
        )

    def next_day(self, at: datetime) -> datetime:
        """When the retailer's next local day begins, in UTC."""
        tomorrow = at.astimezone(self._zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time.min, self._zone).astimezone(UTC)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()
