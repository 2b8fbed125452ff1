"""The moving stock, the capacity and the sales of a simulation."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.model import LocationState, Snapshot, StockLevel
from engine.needs import Needs
from engine.simulation.inputs import Known, Opening, Setup
from engine.store.known import SALES_WEEKS, weeks_known

_NONE = StockLevel()
_NOTHING_KNOWN = Known()


class Shelf:
    """Units by location and SKU, shipments and units of the day, shipments not sent yet, and sales as far as
    they are asked for. Owned by one world."""

    def __init__(self, setup: Setup, opening: Opening, needs: Needs) -> None:
        self.setup = setup
        self._places = {place.code: place for place in setup.locations}
        self._levels = {place.code: dict(opening.get(place.code, {})) for place in setup.locations}
        self._used: defaultdict[tuple[str, date], int] = defaultdict(int)
        self._open = dict.fromkeys(self._levels, 0)
        self._units: defaultdict[tuple[str, date], int] = defaultdict(int)
        self._zone = ZoneInfo(setup.zone)
        self._sales: defaultdict[tuple[str, str], deque[tuple[datetime, int]]] = defaultdict(deque)
        self._sells = needs.sales or any(place.safety_weeks for place in setup.locations)
        for sale in setup.recorded.sales:
            self.sold(sale.at, sale.location, sale.sku, sale.units)

    def change(
        self, location: str, sku: str, on_hand: int = 0, allocated: int = 0, reserved: int = 0
    ) -> None:
        """Add the differences to one level."""
        levels = self._levels[location]
        old = levels.get(sku, _NONE)
        levels[sku] = StockLevel(old.on_hand + on_hand, old.allocated + allocated, old.reserved + reserved)

    def sold(self, at: datetime, location: str, sku: str, units: int) -> None:
        """The location was given units of a SKU; below 0 when it gave them back."""
        if self._sells:
            self._sales[location, sku].append((at, units))

    def opened(self, location: str, at: datetime, units: int = 0) -> None:
        """A shipment of so many units was given to the location."""
        self._used[location, self._day(at)] += 1
        self._units[location, self._day(at)] += units
        self._open[location] += 1

    def left(self, location: str) -> None:
        """A shipment left the location."""
        self._open[location] -= 1

    def units_off(self, location: str, opened_at: datetime, units: int) -> None:
        """Units were taken off a shipment before it left: the day on which it was given has room for them."""
        self._units[location, self._day(opened_at)] -= units

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
        known = self.setup.recorded.known.get(day, {}).get(code, _NOTHING_KNOWN)
        return LocationState(
            location=self._places[code],
            stock={sku: levels[sku] for sku in skus if sku in levels},
            used_today=self._used.get((code, day), 0),
            open_shipments=self._open[code],
            fed_at=at,
            units_today=self._units.get((code, day), 0),
            rejected_at=known.rejected_at,
            rejection_rate=known.rejection_rate,
            accuracy=known.accuracy,
            weekly_sales=self._weekly(code, skus, at) if self._sells else {},
        )

    def _weekly(self, code: str, skus: tuple[str, ...], at: datetime) -> Mapping[str, float]:
        """Units a week over the last weeks, as of live locations."""
        weeks = weeks_known(self.setup.recorded.ledger_since, at)
        if weeks is None:
            return {}
        return {sku: max(0, self._lately(code, sku, at)) / weeks for sku in skus}

    def _lately(self, code: str, sku: str, at: datetime) -> int:
        sales = self._sales[code, sku]
        while sales and sales[0][0] <= at - timedelta(weeks=SALES_WEEKS):
            sales.popleft()
        return sum([units for _, units in sales])

    def next_day(self, at: datetime) -> datetime:
        """When the retailer's next local day begins, in UTC."""
        tomorrow = at.astimezone(self._zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time.min, self._zone).astimezone(UTC)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()
