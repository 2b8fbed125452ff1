"""Statuses of orders and shipments, and which may follow which: data, checked when it is imported."""

from collections.abc import Mapping

NEW = "new"
"""What an order or a shipment is before its first move; never stored."""

Moves = Mapping[str, frozenset[str]]

_DECIDED = frozenset({"held", "routed", "part_backordered", "backordered", "cancelled"})
ORDER: Moves = {
    NEW: _DECIDED,
    "held": _DECIDED | {"shipped"},
    "backordered": _DECIDED | {"shipped"},
    "part_backordered": _DECIDED | {"shipped"},
    "routed": _DECIDED | {"shipped"},
    "shipped": frozenset(),
    "cancelled": frozenset(),
}
"""An order may be decided again, with any outcome, until all of it was sent or it was cancelled. One of
which a part was sent becomes shipped when the rest is cancelled."""

SHIPMENT: Moves = {
    NEW: frozenset({"allocated"}),
    "allocated": frozenset({"shipped", "rejected", "cancelled"}),
    "shipped": frozenset(),
    "rejected": frozenset(),
    "cancelled": frozenset(),
}

ORDER_WORDS: Mapping[str, str] = {
    "held": "held",
    "routed": "routed",
    "part_backordered": "partly backordered",
    "backordered": "backordered",
    "cancelled": "cancelled",
    "shipped": "shipped",
}
SHIPMENT_WORDS: Mapping[str, str] = {
    "allocated": "to be sent",
    "shipped": "shipped",
    "rejected": "rejected",
    "cancelled": "taken back",
}
"""How a sentence names each status."""


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
check(SHIPMENT, SHIPMENT_WORDS)
