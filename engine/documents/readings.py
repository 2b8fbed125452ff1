"""What a decision read, complete: with the ruleset of its revision it gives the same decision again.

The order, and of the snapshot what the order can have been decided by: its SKUs at each location, the
locations' settings by value, capacity, suspensions, what is known of them, and the tariff's prices and days
for the order's service from each location, or for every service where the rules may choose one. So a past
decision can be replayed whatever was changed since. What few decisions read stands in a dict at the end of
its list, and only where it is not the usual."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from json import dumps
from typing import Any

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.documents.decisions import without_usual
from engine.documents.orders import Document, instant, order, read_instant, read_order
from engine.documents.prices import read_tariff, tariff
from engine.model import Decision, Location, LocationState, Order, Snapshot, StockLevel
from engine.plain import location_document, read_location
from rulesets.model import Ruleset


class OtherRuleset(ValueError):
    """A decision can only be replayed with the ruleset that made it."""


def reading(placed: Order, snapshot: Snapshot, decided: Decision, *, all_services: bool = False) -> Document:
    """What the decision on this order may have read. `all_services`: its rules may send by another service
    than the order's, or to another place than its destination."""
    skus = list(dict.fromkeys([line.sku for line in placed.lines]))
    return {
        "revision": decided.revision,
        "at": instant(snapshot.at),
        "zone": snapshot.zone,
        "country": snapshot.country,
        "currency": snapshot.currency,
        "attempts": snapshot.attempts,
        "lifted": sorted(snapshot.holds_lifted),
        "order": order(placed),
        "locations": [_state(state, skus) for state in snapshot.locations],
        "tariff": tariff(snapshot, placed, all_services=all_services),
    } | without_usual(
        {
            "touches": snapshot.touches,
            "duplicate_of": snapshot.duplicate_of,
            "unique": snapshot.duplicate_of == "",
            "incoming": {sku: instant(snapshot.incoming[sku]) for sku in skus if sku in snapshot.incoming},
            "together": snapshot.together,
            "jointly": decided.together,
        }
    )


def hash_of(document: Document) -> str:
    """SHA-256 of a plain document, in hexadecimal; the order of its keys makes no difference."""
    return sha256(canonical(document)).hexdigest()


def canonical(document: Document) -> bytes:
    """A plain document as JSON with one spelling, in UTF-8."""
    text = dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def read_snapshot(document: Document) -> Snapshot:
    """The part of the snapshot that the decision may have read."""
    at = read_instant(document["at"])
    if at is None:
        raise ValueError("what a decision read does not say when it was made")
    return Snapshot(
        at,
        document["zone"],
        document["country"],
        document["currency"],
        tuple([_read_state(*row) for row in document["locations"]]),
        read_tariff(document["currency"], document["tariff"]),
        document["attempts"],
        frozenset(document["lifted"]),
        document.get("touches", 0),
        "" if document.get("unique") else document.get("duplicate_of"),
        {sku: _instant(at) for sku, at in document.get("incoming", {}).items()},
        document.get("together", False),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def replay(document: Document, rules: Ruleset | Compiled, *, explain: bool = False) -> Decision:
    """Decide again from what a decision read. Raises OtherRuleset when the rules are not those of its
    revision."""
    compiled = rules if isinstance(rules, Compiled) else _compiled(rules)
    if compiled.revision != document["revision"]:
        raise OtherRuleset(
            f"these rules are {compiled.revision[:12]}, the decision was made by {document['revision'][:12]}"
        )
    found = decide(read_order(document["order"]), read_snapshot(document), compiled, explain=explain)
    return replace(found, together=document.get("jointly", False))


@lru_cache(maxsize=16)
def _compiled(ruleset: Ruleset) -> Compiled:
    return compile_ruleset(ruleset)


def _state(state: LocationState, skus: list[str]) -> list[Any]:
    levels = [(sku, state.stock[sku]) for sku in skus if sku in state.stock]
    row = [
        _location(state.location),
        {sku: [level.on_hand, level.allocated, level.reserved] for sku, level in levels},
        state.used_today,
        state.open_shipments,
        [sku for sku in skus if sku in state.suspended],
        state.rejected,
        instant(state.fed_at),
    ]
    more = _known(state, skus)
    return [*row, more] if more else row


def _known(state: LocationState, skus: list[str]) -> Document:
    """What is known of a location besides; most decisions do not ask for it."""
    document: Document = {
        "units": None if state.location.unit_capacity is None else state.units_today,
        "rejected_at": instant(state.rejected_at),
        "rejection_rate": state.rejection_rate,
        "accuracy": state.accuracy,
        "sales": {sku: state.weekly_sales[sku] for sku in skus if sku in state.weekly_sales} or None,
        "suspended_until": instant(state.suspended_until),
    }
    return {key: value for key, value in document.items() if value is not None}


def _read_state(
    location: list[Any],
    stock: dict[str, list[int]],
    used: int,
    unsent: int,
    suspended: list[str],
    rejected: bool,
    fed_at: str | None,
    more: Document | None = None,
) -> LocationState:
    get = (more or {}).get
    return LocationState(
        _read_location(location),
        {sku: StockLevel(*level) for sku, level in stock.items()},
        used,
        unsent,
        frozenset(suspended),
        rejected,
        read_instant(fed_at),
        get("units", 0),
        read_instant(get("rejected_at")),
        get("rejection_rate"),
        get("accuracy"),
        get("sales", {}),
        read_instant(get("suspended_until")),
    )


@lru_cache(maxsize=256)
def _location(place: Location) -> list[Any]:
    hours = [None if span is None else list(span) for span in place.hours]
    row = [
        place.code,
        place.name,
        place.kind,
        place.country,
        place.latitude,
        place.longitude,
        place.postcode,
        place.group,
        hours,
        place.cutoff,
        place.shipment_minutes,
        place.line_minutes,
        place.unit_minutes,
        place.shipment_cost,
        place.line_cost,
        place.unit_cost,
        place.capacity,
        place.safety_stock,
        place.feed_limit,
        instant(place.closed_until),
    ]
    usual = location_document(replace(_USUAL, code=place.code))
    document = location_document(place)
    more = {key: value for key, value in document.items() if key not in _IN_ROW and value != usual[key]}
    return [*row, more] if more else row


def _read_location(row: list[Any]) -> Location:
    hours = tuple([None if span is None else (span[0], span[1]) for span in row[8]])
    values = [*row[:8], hours, *row[9:19], read_instant(row[19])]
    place = Location(*values)
    if len(row) == _ROW:
        return place
    return replace(read_location(location_document(place) | row[_ROW]), closed_until=place.closed_until)


_ROW = 20
"""How much of a location every reading has."""

_USUAL = Location("", "", "", "")
_IN_ROW = frozenset(each.name for each in fields(Location)[:_ROW])
