"""Most stock: the free units of the order's SKUs that a location lacks against the best stocked one."""

from engine.candidate import Candidate
from engine.routing.rankers.model import Asked, Ranker
from engine.routing.words import counted


def _lack(candidate: Candidate, asked: Asked) -> float | None:
    if "most" not in asked.kept:
        asked.kept["most"] = max([sum(other.free.values()) for other in asked.candidates])
    most: int = asked.kept["most"]
    return most - sum(candidate.free.values())


MOST_STOCK = Ranker(
    by="most_stock",
    noun="stock",
    best="best stocked",
    worth=_lack,
    said=lambda amount, _currency: counted(round(amount), "unit"),
)
