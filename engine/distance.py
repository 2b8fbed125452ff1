"""How far a location is from a destination, in a straight line over the ground."""

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from engine.model import Destination, Location

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@lru_cache(maxsize=65536)
def haversine(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two positions in degrees, along the great circle (haversine formula)."""
    here, there = radians(latitude), radians(other_latitude)
    half_up = sin((there - here) / 2)
    half_across = sin(radians(other_longitude - longitude) / 2)
    a = half_up * half_up + cos(here) * cos(there) * half_across * half_across
    return 2 * EARTH_KM * asin(min(1.0, sqrt(a)))


def distance_km(location: Location, destination: Destination) -> float | None:
    """Kilometres from the location to the destination; None when either position is not known."""
    latitude, longitude = location.latitude, location.longitude
    if latitude is None or longitude is None:
        return None
    if destination.latitude is None or destination.longitude is None:
        return None
    return haversine(latitude, longitude, destination.latitude, destination.longitude)
