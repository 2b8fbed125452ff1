"""Locations and tariffs <-> plain JSON, as their tables keep them."""

from typing import Any

from pydantic import TypeAdapter

from engine.model import Location, Tariff

_LOCATION = TypeAdapter(Location)


def location_document(location: Location) -> dict[str, Any]:
    """Everything of a location but `closed_until`, which has a column of its own."""
    document: dict[str, Any] = _LOCATION.dump_python(location, mode="json", exclude={"closed_until"})
    return document


def read_location(document: dict[str, Any]) -> Location:
    """The location of which `location_document` made this; not closed."""
    return _LOCATION.validate_python(document)


def tariff_document(tariff: Tariff) -> dict[str, Any]:
    """A tariff, its pairs of service and zone as rows."""
    return {
        "currency": tariff.currency,
        "bands": list(tariff.bands),
        "steps": [[*key, [list(step) for step in steps]] for key, steps in tariff.steps.items()],
        "days": [[*key, days] for key, days in tariff.days.items()],
        "version": tariff.version,
    }


def read_tariff(document: dict[str, Any]) -> Tariff:
    """The tariff of which `tariff_document` made this."""
    steps = {
        (service, zone): tuple((grams, price) for grams, price in rows)
        for service, zone, rows in document["steps"]
    }
    days = {(service, zone): count for service, zone, count in document["days"]}
    return Tariff(document["currency"], tuple(document["bands"]), steps, days, document["version"])
