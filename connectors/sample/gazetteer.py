"""Makes one row a postcode district out of the GeoNames postal codes. Run by `make`, not by the program."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.sample.pack import DATA
from connectors.sample.places import District, area_of

CROWN = {"JE": "JE", "GY": "GG", "IM": "IM"}
"""Postcode areas that are not in the United Kingdom -> their country."""

LARGE_USERS_FROM = 90
GEOGRAPHIC_ANYWAY = {"B": 98, "BT": 94}
"""From this number on a district is for post boxes and large users, except up to these."""


@dataclass(frozen=True, slots=True)
class GeoRow:
    """One row of the GeoNames file; `accuracy` 1 (estimated) to 6 (centre of the addresses)."""

    code: str
    place: str
    nation: str
    county: str
    latitude: float
    longitude: float
    accuracy: int


def read_geo(path: Path) -> list[GeoRow]:
    """Read GeoNames' tab-separated postal codes. Raises ValueError naming the row that is not one."""
    with path.open(encoding="utf-8") as file:
        return [_geo_row(number, text.rstrip("\n").split("\t")) for number, text in enumerate(file, 1)]


def _geo_row(number: int, cells: Sequence[str]) -> GeoRow:
    if len(cells) != 12:
        raise ValueError(f"geo, row {number}: {len(cells)} columns instead of GeoNames' 12")
    code, place, nation, county = cells[1], cells[2], cells[3], cells[5]
    return GeoRow(code, place, nation, county, float(cells[9]), float(cells[10]), int(cells[11] or 1))


def districts(
    rows: Iterable[GeoRow], people: Mapping[str, int], regions: Mapping[str, str]
) -> list[District]:
    """One row a district: the most central of its most accurate places, and how busy it is (its
    region's people shared evenly among the region's districts; 0 where nobody lives)."""
    found: defaultdict[str, list[GeoRow]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    centres = {code: _most_central(found[code]) for code in sorted(found)}
    region = {code: _region(row, regions) for code, row in centres.items()}
    sizes = Counter(region.values())
    return [
        District(
            code,
            row.place,
            row.county or row.nation,
            CROWN.get(area_of(code), "GB"),
            row.latitude,
            row.longitude,
            round(people[region[code]] * 1000 / sizes[region[code]]) if region[code] else 0,
        )
        for code, row in centres.items()
    ]


def _most_central(rows: Sequence[GeoRow]) -> GeoRow:
    best = max(row.accuracy for row in rows)
    exact = [row for row in rows if row.accuracy == best]
    return min(exact, key=lambda row: (round(_spread(row, exact), 9), row.place, row.county))


def _spread(row: GeoRow, others: Iterable[GeoRow]) -> float:
    return sum(
        (row.latitude - other.latitude) ** 2 + ((row.longitude - other.longitude) * 0.6) ** 2
        for other in others
    )


def _region(row: GeoRow, regions: Mapping[str, str]) -> str:
    """The region whose people the district shares; "" where the sample has no customers."""
    area = area_of(row.code)
    number = int("".join(letter for letter in row.code[len(area) :] if letter.isdigit()) or 0)
    if area in CROWN or (number >= LARGE_USERS_FROM and number > GEOGRAPHIC_ANYWAY.get(area, 0)):
        return ""
    return regions.get(row.county) or regions.get(row.nation, "")


def read_regions(folder: Path = DATA) -> tuple[dict[str, int], dict[str, str]]:
    """(people in thousands by region, region by county; a nation that is one region stands for itself)."""
    with (folder / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = {row["region"]: int(row["people_thousands"]) for row in rows}
    regions = {county: row["region"] for row in rows for county in row["counties"].split("|") if county}
    return people, regions | {row["region"]: row["region"] for row in rows if not row["counties"]}


def write_districts(path: Path, table: Iterable[District]) -> None:
    """Write `districts.csv`, in the order of the codes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "place", "region", "country", "latitude", "longitude", "weight"))
        for row in table:
            writer.writerow(
                (row.code, row.place, row.region, row.country, row.latitude, row.longitude, row.weight)
            )
