"""What a shipment costs: zones by distance, the price of parcels, its handling and the minutes of work."""

from bisect import bisect_left

from engine.model import Location, Tariff

EUROPE = frozenset(
    "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
    "MD ME MK MT NL NO PL PT RO RS SE SI SJ SK SM UA VA XK".split()
)
"""Countries whose zone is `europe` when a shipment crosses a border; all others are `world`."""

Steps = tuple[tuple[int, int], ...]


def zone_of(tariff: Tariff, location: Location, country: str | None, km: float | None) -> str | None:
    """The tariff's zone from a location to a country so many km away.

    Within the location's own country it is the number of the distance band; where the distance is not
    known, the farthest. Abroad it is `europe` or `world`. None when the country is not known."""
    if country is None:
        return None
    if country != location.country:
        return "europe" if country in EUROPE else "world"
    bands = tariff.bands
    return str((len(bands) if km is None else bisect_left(bands, km)) + 1)


def parcels_price(steps: Steps, weight_g: int) -> int:
    """Postage of so many grams: the first step that is heavy enough; what is heavier than the last step
    goes as several parcels, full ones first."""
    heaviest, full_price = steps[-1]
    if weight_g <= heaviest:
        return steps[bisect_left(steps, (weight_g, -1))][1]
    full, rest = divmod(weight_g, heaviest)
    return full * full_price + (parcels_price(steps, rest) if rest else 0)


def handling(location: Location, lines: int, units: int) -> int:
    """Minor units of work at the location for one shipment."""
    return location.shipment_cost + location.line_cost * lines + location.unit_cost * units


def minutes(location: Location, lines: int, units: int) -> float:
    """Minutes of work at the location for one shipment."""
    return location.shipment_minutes + location.line_minutes * lines + location.unit_minutes * units
