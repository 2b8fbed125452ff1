"""What a decision read, complete: with the ruleset of its revision it gives the same decision again.

The order, and of the snapshot what the order can have been decided by: its SKUs at each location, the
locations' settings by value, capacity, suspensions, and the tariff's prices and days for the order's service
from each location. So a past decision can be replayed whatever was changed since."""

from functools import lru_cache
from hashlib import sha256
from json import dumps
from typing import Any

from engine.compiler import Compiled, compile_ruleset
from engine.decide import decide
from engine.distance import distance_km
from engine.documents.orders import Document, instant, order, read_instant, read_order
from engine.model import Decision, Location, LocationState, Order, Snapshot, StockLevel, Tariff
from engine.postage import zone_of
from rulesets.model import Ruleset


class OtherRuleset(ValueError):
    """A decision can only be replayed with the ruleset that made it."""


def reading(placed: Order, snapshot: Snapshot, decided: Decision) -> Document:
    """What the decision on this order may have read."""
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
        "tariff": _tariff(snapshot, placed),
    }


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
        _read_tariff(document["currency"], document["tariff"]),
        document["attempts"],
        frozenset(document["lifted"]),
    )


def replay(document: Document, rules: Ruleset | Compiled, *, explain: bool = False) -> Decision:
    """Decide again from what a decision read. Raises OtherRuleset when the rules are not those of its
    revision."""
    compiled = rules if isinstance(rules, Compiled) else _compiled(rules)
    if compiled.revision != document["revision"]:
        raise OtherRuleset(
            f"these rules are {compiled.revision[:12]}, the decision was made by {document['revision'][:12]}"
        )
    return decide(read_order(document["order"]), read_snapshot(document), compiled, explain=explain)


@lru_cache(maxsize=16)
def _compiled(ruleset: Ruleset) -> Compiled:
    return compile_ruleset(ruleset)


def _state(state: LocationState, skus: list[str]) -> list[Any]:
    levels = [(sku, state.stock[sku]) for sku in skus if sku in state.stock]
    return [
        _location(state.location),
        {sku: [level.on_hand, level.allocated, level.reserved] for sku, level in levels},
        state.used_today,
        state.open_shipments,
        [sku for sku in skus if sku in state.suspended],
        state.rejected,
        instant(state.fed_at),
    ]


def _read_state(
    location: list[Any],
    stock: dict[str, list[int]],
    used: int,
    unsent: int,
    suspended: list[str],
    rejected: bool,
    fed_at: str | None,
) -> LocationState:
    levels = {sku: StockLevel(*level) for sku, level in stock.items()}
    place = _read_location(location)
    return LocationState(place, levels, used, unsent, frozenset(suspended), rejected, read_instant(fed_at))


def _location(place: Location) -> list[Any]:
    hours = [None if span is None else list(span) for span in place.hours]
    return [
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


def _read_location(row: list[Any]) -> Location:
    hours = tuple([None if span is None else (span[0], span[1]) for span in row[8]])
    values = [*row[:8], hours, *row[9:19], read_instant(row[19])]
    return Location(*values)


def _tariff(snapshot: Snapshot, placed: Order) -> list[Any]:
    """Bands, version, and steps and days for the order's service from the zones that locations have."""
    tariff, destination = snapshot.tariff, placed.destination
    zones = {
        zone_of(tariff, state.location, destination.country, distance_km(state.location, destination))
        for state in snapshot.locations
    }
    asked = [(placed.service, zone) for zone in sorted(zone for zone in zones if zone is not None)]
    steps = [[*key, [list(step) for step in tariff.steps[key]]] for key in asked if key in tariff.steps]
    days = [[*key, tariff.days[key]] for key in asked if key in tariff.days]
    return [list(tariff.bands), tariff.version, steps, days]


def _read_tariff(currency: str, row: list[Any]) -> Tariff:
    bands, version, steps, days = row
    prices = {
        (service, zone): tuple([(up_to, price) for up_to, price in rows]) for service, zone, rows in steps
    }
    return Tariff(
        currency, tuple(bands), prices, {(service, zone): count for service, zone, count in days}, version
    )
