"""Orders, what a decision read, decisions and traces <-> plain JSON; the hash of a reading; replay.

`read_x(x(value))` is the value again. A reading is whole: with the ruleset it names it gives the decision
again, whatever became of stock, locations or tariff since.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from engine.compiler import Compiled
from engine.decide import decide
from engine.model import Decision, LocationState, Order, Snapshot, StockLevel, Trace
from engine.plain import location_document, read_location, read_tariff, tariff_document

Document = dict[str, Any]

_ORDER = TypeAdapter(Order)
_DECISION = TypeAdapter(Decision)
_TRACE = TypeAdapter(Trace)
_INSTANT = TypeAdapter(datetime)
_MAYBE_INSTANT = TypeAdapter(datetime | None)


def order(value: Order) -> Document:
    """An order as plain data; what is as usual is left out."""
    document: Document = _ORDER.dump_python(value, mode="json", exclude_defaults=True)
    return document


def read_order(document: Document) -> Order:
    """The order of which `order` made this."""
    return _ORDER.validate_python(document)


def decision(value: Decision) -> Document:
    """A decision as plain data, without its trace."""
    document: Document = _DECISION.dump_python(value, mode="json", exclude_defaults=True, exclude={"trace"})
    return document


def read_decision(document: Document) -> Decision:
    """The decision of which `decision` made this."""
    return _DECISION.validate_python(document)


def trace(value: Trace) -> Document:
    """A trace as plain data."""
    document: Document = _TRACE.dump_python(value, mode="json", exclude_defaults=True)
    return document


def read_trace(document: Document) -> Trace:
    """The trace of which `trace` made this."""
    return _TRACE.validate_python(document)


def reading(value: Order, snapshot: Snapshot, decided: Decision) -> Document:
    """All that the decision may have read: the order, the snapshot as far as the order's SKUs go, and
    the content hash of the rules."""
    skus = {line.sku for line in value.lines}
    return {
        "order": order(value),
        "ruleset": decided.revision,
        "at": _INSTANT.dump_python(snapshot.at, mode="json"),
        "zone": snapshot.zone,
        "country": snapshot.country,
        "currency": snapshot.currency,
        "attempts": snapshot.attempts,
        "holds_lifted": sorted(snapshot.holds_lifted),
        "tariff": tariff_document(snapshot.tariff),
        "locations": [_state(state, skus) for state in snapshot.locations],
    }


def hash_of(document: Document) -> str:
    """sha256 of the plain data in one canonical form."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def replay(document: Document, compiled: Compiled, *, explain: bool = False) -> Decision:
    """The decision again, from what it read. `compiled` must be the rules that the reading names;
    raises ValueError for others."""
    if compiled.revision != document["ruleset"]:
        raise ValueError("these are not the rules that made this decision")
    return decide(read_order(document["order"]), read_snapshot(document), compiled, explain=explain)


def read_snapshot(document: Document) -> Snapshot:
    """The snapshot of a reading."""
    return Snapshot(
        at=_INSTANT.validate_python(document["at"]),
        zone=document["zone"],
        country=document["country"],
        currency=document["currency"],
        locations=tuple(_read_state(state) for state in document["locations"]),
        tariff=read_tariff(document["tariff"]),
        attempts=document["attempts"],
        holds_lifted=frozenset(document["holds_lifted"]),
    )


def _state(state: LocationState, skus: set[str]) -> Document:
    kept = {sku: state.stock[sku] for sku in sorted(skus) if sku in state.stock}
    return {
        "location": location_document(state.location),
        "closed_until": _MAYBE_INSTANT.dump_python(state.location.closed_until, mode="json"),
        "stock": {sku: [level.on_hand, level.allocated, level.reserved] for sku, level in kept.items()},
        "used_today": state.used_today,
        "open_shipments": state.open_shipments,
        "suspended": sorted(state.suspended & skus),
        "rejected": state.rejected,
        "fed_at": _MAYBE_INSTANT.dump_python(state.fed_at, mode="json"),
    }


def _read_state(document: Mapping[str, Any]) -> LocationState:
    closed_until = _MAYBE_INSTANT.validate_python(document["closed_until"])
    return LocationState(
        location=replace(read_location(document["location"]), closed_until=closed_until),
        stock={sku: StockLevel(*level) for sku, level in document["stock"].items()},
        used_today=document["used_today"],
        open_shipments=document["open_shipments"],
        suspended=frozenset(document["suspended"]),
        rejected=document["rejected"],
        fed_at=_MAYBE_INSTANT.validate_python(document["fed_at"]),
    )
