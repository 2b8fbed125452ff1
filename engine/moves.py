"""Statuses of orders and shipments, and which may follow which: data, checked when it is imported."""

from collections.abc import Mapping

NEW = "new"
"""What an order or a shipment is before its first move; never stored."""

Moves = Mapping[str, frozenset[str]]

_DECIDED = frozenset(
    {"held", "routed", "part_backordered", "backordered", "preordered", "waiting", "cancelled"}
)
ORDER: Moves = {
    NEW: _DECIDED,
    "held": _DECIDED | {"shipped"},
    "backordered": _DECIDED | {"shipped"},
    "part_backordered": _DECIDED | {"shipped"},
    "preordered": _DECIDED | {"shipped"},
    "waiting": _DECIDED | {"shipped"},
    "routed": _DECIDED | {"shipped"},
    "shipped": frozenset(),
    "cancelled": frozenset(),
}
"""An order may be decided again, with any outcome, until all of it was sent (or collected) or it was
cancelled. One of which a part was sent becomes shipped when the rest is cancelled; one whose rest is
cancelled while a part of it has a location is routed."""

_ENDED: Moves = {"rejected": frozenset(), "cancelled": frozenset()}

SHIPMENT: Moves = {
    NEW: frozenset({"allocated"}),
    "allocated": frozenset({"shipped", "rejected", "cancelled"}),
    "shipped": frozenset(),
    **_ENDED,
}
PICKUP: Moves = {
    NEW: frozenset({"allocated"}),
    "allocated": frozenset({"ready", "rejected", "cancelled"}),
    "ready": frozenset({"collected", "cancelled"}),
    "collected": frozenset(),
    **_ENDED,
}
TRANSFER: Moves = {
    NEW: frozenset({"allocated"}),
    "allocated": frozenset({"in_transit", "rejected", "cancelled"}),
    "in_transit": frozenset({"ready"}),
    "ready": frozenset({"collected", "cancelled"}),
    "collected": frozenset(),
    **_ENDED,
}
BY_MODE: Mapping[str, Moves] = {
    "ship": SHIPMENT,
    "drop_ship": SHIPMENT,
    "pickup": PICKUP,
    "transfer": TRANSFER,
}
"""What may follow what, by the mode of the shipment."""

UNFINISHED = ("allocated", "in_transit", "ready")
"""Shipments that the customer does not have yet."""

TO_TAKE_BACK = ("allocated", "ready")
"""Shipments that can still be taken back; one on its way to another location cannot, until it is there."""

GIVEN_BACK = ("rejected", "cancelled")
"""Shipments that the customer will not have."""

ORDER_WORDS: Mapping[str, str] = {
    "held": "held",
    "routed": "routed",
    "part_backordered": "partly backordered",
    "backordered": "backordered",
    "preordered": "preordered",
    "waiting": "waiting",
    "cancelled": "cancelled",
    "shipped": "shipped",
}
SHIPMENT_WORDS: Mapping[str, str] = {
    "allocated": "to be sent",
    "shipped": "shipped",
    "in_transit": "on its way to where it is collected",
    "ready": "ready to be collected",
    "collected": "collected",
    "rejected": "rejected",
    "cancelled": "taken back",
}
"""How a sentence names each status."""


def leads_to(outcome: str, *, under_way: bool, sent: bool) -> str:
    """The outcome as which a decision on the rest of an order stands beside what has a location, or was sent,
    already: `shipped` where nothing more is to be sent."""
    if outcome in {"backordered", "preordered"} and (under_way or sent):
        return "part_backordered"
    if outcome == "cancelled" and under_way:
        return "part_cancelled"
    return "shipped" if outcome == "cancelled" and sent else outcome


def ends(moves: Moves) -> frozenset[str]:
    """The statuses that nothing follows."""
    return frozenset(status for status, nexts in moves.items() if not nexts)


def check(moves: Moves, words: Mapping[str, str]) -> None:
    """Raise ValueError unless every status can be reached, is described, and leads to an end."""
    reached = {NEW}
    while more := frozenset().union(*(moves[status] for status in reached if status in moves)) - reached:
        reached |= more
    if odd := (reached ^ moves.keys()) | ((reached - {NEW}) ^ words.keys()):
        raise ValueError(f"statuses that no move leads to, or without words: {sorted(odd)}")
    if not ends(moves):
        raise ValueError("no status is an end")


check(ORDER, ORDER_WORDS)
for _mode in BY_MODE.values():
    check(_mode, {status: SHIPMENT_WORDS[status] for status in _mode.keys() - {NEW}})
