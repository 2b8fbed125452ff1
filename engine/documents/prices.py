"""The part of a tariff that a decision may have read <-> plain data."""

from typing import Any

from engine.distance import distance_km
from engine.documents.orders import Document
from engine.model import Order, Snapshot, Tariff, ZoneRow
from engine.plain import read_tariff as read_whole
from engine.plain import tariff_document
from engine.tariff.zones import plain, zone_to

_IN_ROW = ("bands", "version", "steps", "days")


def tariff(snapshot: Snapshot, placed: Order, *, all_services: bool) -> list[Any]:
    """Bands, version, and steps and days for the order's service from the zones that locations have; with
    `all_services` all of them, in the tariff's order. What few tariffs have stands in a dict at the end."""
    document = _document(snapshot.tariff)
    steps, days = document["steps"], document["days"]
    if not all_services:
        asked = _asked(snapshot, placed)
        steps = sorted([row for row in steps if (row[0], row[1]) in asked])
        days = sorted([row for row in days if (row[0], row[1]) in asked])
    row = [document["bands"], document["version"], steps, days]
    more = {key: value for key, value in document.items() if key not in _IN_ROW and value != _USUAL[key]}
    more.pop("currency", None)
    if snapshot.tariff.table:
        more["table"] = _table(snapshot, placed)
    return [*row, more] if more else row


def read_tariff(currency: str, row: list[Any]) -> Tariff:
    """The part of the tariff of which `tariff` made this."""
    in_row = dict(zip(_IN_ROW, row, strict=False))
    more = row[len(_IN_ROW)] if len(row) > len(_IN_ROW) else {}
    return read_whole(_USUAL | more | in_row | {"currency": currency})


def _asked(snapshot: Snapshot, placed: Order) -> set[tuple[str, str]]:
    prices, to = snapshot.tariff, placed.destination
    places = [state.location for state in snapshot.locations]
    zones = {zone_to(prices, place, to, distance_km(place, to)) for place in places}
    return {(placed.service, zone) for zone in zones if zone is not None}


def _table(snapshot: Snapshot, placed: Order) -> Any:
    """The rows of a zone table that lead to the destination, or to a location where it may be collected."""
    ends = {(placed.destination.country, plain(placed.destination.postcode))}
    ends |= {(state.location.country, plain(state.location.postcode)) for state in snapshot.locations}
    rows = tuple([row for row in snapshot.tariff.table if any(_leads(row, *end) for end in ends)])
    return tariff_document(Tariff("", (), {}, {}, table=rows))["table"]


def _leads(row: ZoneRow, country: str | None, postcode: str) -> bool:
    return row.to_country == country and postcode.startswith(row.to_postcode)


def _document(tariff: Tariff) -> Document:
    if "document" not in tariff.kept:
        tariff.kept["document"] = tariff_document(tariff)
    document: Document = tariff.kept["document"]
    return document


_USUAL = tariff_document(Tariff("", (), {}, {}))
