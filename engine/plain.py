"""Locations and tariffs <-> plain JSON, as their tables and what decisions read keep them."""

from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from engine.model import Grams, Location, Surcharge, Tariff, ZoneRow

_LOCATION = TypeAdapter(Location)
_SURCHARGE = TypeAdapter(Surcharge)


def location_document(location: Location) -> dict[str, Any]:
    """Everything of a location but `closed_until`, which has a column of its own."""
    document: dict[str, Any] = _LOCATION.dump_python(location, mode="json", exclude={"closed_until"})
    return document


def read_location(document: dict[str, Any]) -> Location:
    """The location of which `location_document` made this; not closed."""
    return _LOCATION.validate_python(document)


def tariff_document(tariff: Tariff) -> dict[str, Any]:
    """A tariff, its pairs of service and zone as rows; decimals as text, so that nothing is rounded."""
    return {
        "currency": tariff.currency,
        "bands": list(tariff.bands),
        "steps": [
            [*key, [[_plain(up_to), price] for up_to, price in steps]] for key, steps in tariff.steps.items()
        ],
        "days": [[*key, days] for key, days in tariff.days.items()],
        "version": tariff.version,
        "table": [
            [row.from_country, row.from_postcode, row.to_country, row.to_postcode, row.zone]
            for row in tariff.table
        ],
        "surcharges": [_SURCHARGE.dump_python(each, mode="json") for each in tariff.surcharges],
        "divisor": None if tariff.divisor is None else str(tariff.divisor),
        "saturday": sorted(tariff.saturday),
        "refuses": sorted(tariff.refuses),
        "weights": tariff.weights,
        "distances": tariff.distances,
    }


def read_tariff(document: dict[str, Any]) -> Tariff:
    """The tariff of which `tariff_document` made this, or what it made before it knew more than prices."""
    divisor = document.get("divisor")
    return Tariff(
        document["currency"],
        tuple(document["bands"]),
        {
            (service, zone): tuple([(_grams(up_to), price) for up_to, price in rows])
            for service, zone, rows in document["steps"]
        },
        {(service, zone): count for service, zone, count in document["days"]},
        document["version"],
        tuple([ZoneRow(*row) for row in document.get("table", ())]),
        tuple([_SURCHARGE.validate_python(each) for each in document.get("surcharges", ())]),
        None if divisor is None else Decimal(divisor),
        frozenset(document.get("saturday", ())),
        frozenset(document.get("refuses", ())),
        document.get("weights", "g"),
        document.get("distances", "km"),
    )


def _plain(grams: Grams) -> int | str:
    return grams if isinstance(grams, int) else str(grams)


def _grams(written: int | str) -> Grams:
    return written if isinstance(written, int) else Decimal(written)
