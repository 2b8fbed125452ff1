"""Places the sample's customers: a postcode district each in the United Kingdom, by a fixed rule."""

import csv
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from connectors.sample.codes import COUNTRIES
from connectors.sample.hashing import share
from connectors.sample.pack import DATA

UNITED_KINGDOM = "United Kingdom"
CHANNEL_ISLANDS = "Channel Islands"


@dataclass(frozen=True, slots=True)
class District:
    """One postcode district (the first half of a postcode). `region` is the county, or the nation
    where GeoNames names none; degrees; `weight`: how many people the sample's rule counts there."""

    code: str
    place: str
    region: str
    country: str
    latitude: float
    longitude: float
    weight: int


def area_of(code: str) -> str:
    """The letters a postcode begins with."""
    return code[: next((at for at, letter in enumerate(code) if letter.isdigit()), len(code))]


@cache
def districts(folder: Path = DATA) -> tuple[District, ...]:
    """Every postcode district, in the order of the codes."""
    with (folder / "districts.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            District(
                row["code"],
                row["place"],
                row["region"],
                row["country"],
                float(row["latitude"]),
                float(row["longitude"]),
                int(row["weight"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def _weights(folder: Path) -> tuple[int, ...]:
    return tuple(accumulate(district.weight for district in districts(folder)))


def district_for(key: str, folder: Path = DATA) -> District:
    """The district of a customer (or of a guest's invoice): always the same one, busier ones more often."""
    weights = _weights(folder)
    return districts(folder)[bisect_right(weights, int(share("place", key) * weights[-1]))]


def country_of(name: str, key: str) -> str | None:
    """ISO code of the source's country name; None where the source gives none. The source does not
    say which Channel Island: 61 in 100 go to Jersey, as the islands' people live. Raises KeyError
    on a name that the source does not have."""
    if name == CHANNEL_ISLANDS:
        return "JE" if share("channel island", key) < 0.61 else "GG"
    return COUNTRIES[name]
