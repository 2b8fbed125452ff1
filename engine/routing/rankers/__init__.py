"""All rankers by name. One more is a file of its own and a line here."""

from engine.routing.rankers.by_field import by_field
from engine.routing.rankers.earliest_arrival import EARLIEST_ARRIVAL
from engine.routing.rankers.fewest_shipments import FEWEST_SHIPMENTS
from engine.routing.rankers.least_capacity_used import LEAST_CAPACITY_USED
from engine.routing.rankers.lowest_cost import LOWEST_COST
from engine.routing.rankers.model import Asked, Ranker
from engine.routing.rankers.most_stock import MOST_STOCK
from engine.routing.rankers.nearest import NEAREST
from engine.routing.rankers.preferred import PREFERRED
from rulesets.actions import Rank

__all__ = ["RANKERS", "Asked", "Ranker", "ranker_of"]

RANKERS: dict[str, Ranker] = {
    ranker.by: ranker
    for ranker in (
        NEAREST,
        LOWEST_COST,
        FEWEST_SHIPMENTS,
        PREFERRED,
        MOST_STOCK,
        LEAST_CAPACITY_USED,
        EARLIEST_ARRIVAL,
    )
}
"""By name; `field` is not among them: there is one for each field of a location (`ranker_of`)."""


def ranker_of(rank: Rank) -> Ranker:
    """The ranker that a rank asks for. Raises KeyError or ValueError where there is none."""
    return by_field(rank) if rank.by == "field" else RANKERS[rank.by]
