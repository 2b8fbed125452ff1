"""The zone from a location to a destination: by the tariff's table, else by distance and border."""

from collections.abc import Mapping

from engine.model import Destination, Location, Tariff
from engine.postage import zone_of

Table = Mapping[tuple[str, str, str], Mapping[str, str]]
"""(from country, from postcode, to country) -> the beginning of a postcode -> zone."""


def zone_to(tariff: Tariff, location: Location, destination: Destination, km: float | None) -> str | None:
    """The tariff's zone; None when nothing of the tariff names one.

    Of the table's rows the one counts whose destination postcode is the longest, then the one whose origin
    postcode is. A tariff with a table and no bands knows no zone within a country but those of the table."""
    country = destination.country
    if tariff.table and country is not None:
        found = _named(tariff, location, country, plain(destination.postcode))
        if found is not None:
            return found
        if not tariff.bands and country == location.country:
            return None
    return zone_of(tariff, location, country, km)


def plain(postcode: str | None) -> str:
    """A postcode as zone rows have it: in capitals, without spaces."""
    return "".join((postcode or "").split()).upper()


def _named(tariff: Tariff, location: Location, country: str, postcode: str) -> str | None:
    origins = _origins(tariff, location, country)
    for end in range(len(postcode), -1, -1) if origins else ():
        for rows in origins:
            zone = rows.get(postcode[:end])
            if zone is not None:
                return zone
    return None


def _origins(tariff: Tariff, location: Location, country: str) -> tuple[Mapping[str, str], ...]:
    """The table's rows from a location to a country, the longest origin postcode first."""
    key = ("origins", location.country, location.postcode, country)
    if key not in tariff.kept:
        table, postcode = _table(tariff), plain(location.postcode)
        starts = (postcode[:end] for end in range(len(postcode), -1, -1))
        found = [table.get((location.country, start, country)) for start in starts]
        tariff.kept[key] = tuple([rows for rows in found if rows is not None])
    origins: tuple[Mapping[str, str], ...] = tariff.kept[key]
    return origins


def _table(tariff: Tariff) -> Table:
    if "table" not in tariff.kept:
        made: dict[tuple[str, str, str], dict[str, str]] = {}
        for row in tariff.table:
            rows = made.setdefault((row.from_country, row.from_postcode, row.to_country), {})
            rows.setdefault(row.to_postcode, row.zone)
        tariff.kept["table"] = made
    table: Table = tariff.kept["table"]
    return table
