"""Where an order goes, as the operators of places ask it: distances, countries, the tariff's zone."""

from functools import cached_property

from engine.distance import distance_km, haversine
from engine.model import Location
from engine.situation import Situation
from engine.tariff.zones import zone_to


class Whereabouts:
    """The destination of one order, among the locations of its snapshot. Answers are None when not known."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._to = situation.order.destination

    def __str__(self) -> str:
        """The destination as a person reads it."""
        parts = (self._to.city, self._to.postcode, self._to.region, self._to.country)
        return ", ".join([part for part in parts if part]) or f"{self._to.latitude}, {self._to.longitude}"

    def km_from(self, place: str) -> float | None:
        """Kilometres from a location (its code, casefolded) or a position (`52.4,-1.5`)."""
        location = self._locations.get(place)
        if location is not None:
            return distance_km(location, self._to)
        latitude, comma, longitude = place.partition(",")
        if not comma or self._to.latitude is None or self._to.longitude is None:
            return None
        return haversine(float(latitude), float(longitude), self._to.latitude, self._to.longitude)

    def in_country_of(self, code: str) -> bool | None:
        """Whether it is in the country of the location with this code, casefolded."""
        location = self._locations.get(code)
        if location is None or self._to.country is None:
            return None
        return location.country.casefold() == self._to.country.casefold()

    @cached_property
    def zone(self) -> str | None:
        """The tariff's zone from the nearest location, casefolded; of equally near ones, the first code's."""
        near = [(km, code) for code in self._locations if (km := self.km_from(code)) is not None]
        codes = [min(near)[1]] if near else list(self._locations)[:1]
        for code in codes:
            location, km = self._locations[code], self.km_from(code)
            found = zone_to(self._situation.snapshot.tariff, location, self._to, km)
            return None if found is None else found.casefold()
        return None

    @cached_property
    def _locations(self) -> dict[str, Location]:
        states = self._situation.snapshot.locations
        return {state.location.code.casefold(): state.location for state in states}


def whereabouts(situation: Situation) -> Whereabouts | None:
    """Where the order goes; None when neither its country nor its position is known."""
    to = situation.order.destination
    return None if to.country is None and to.latitude is None else Whereabouts(situation)


def zone(situation: Situation) -> str | None:
    """The tariff's zone of the destination from the nearest location, casefolded."""
    found = whereabouts(situation)
    return None if found is None else found.zone
