"""What the order's page asks about one decision: what would have had to differ; called in threads."""

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from engine import documents, rulebook
from engine.compiler import Compiled
from engine.decide import decide
from engine.differing import TriedEnough, differing
from engine.model import Order, Snapshot, Tariff
from engine.store import decisions
from engine.store.setup import setup
from ui.desk.orders import names_of
from ui.views.differing import DifferView, differ_view
from ui.wiring import database

LONGEST = 10.0
"""Seconds after which no more is tried."""


def find(
    decision_id: int, revision: int, on_decide: Callable[[int], None], longest: float = LONGEST
) -> DifferView:
    """Decides the order again from what the decision read, with one thing changed at a time. `on_decide` is
    told how often it was."""
    with database().read() as session:
        document = decisions.reading(session, decision_id)
        compiled = rulebook.numbered(session, revision).compiled
        names = names_of(session, [revision])
        tariff = setup(session).tariff
    order, seen = documents.read_order(document["order"]), documents.read_snapshot(document)
    until = monotonic() + longest

    def decided(times: int) -> None:
        on_decide(times)
        if monotonic() > until:
            raise TriedEnough

    found = differing(order, _with_all_prices(order, seen, compiled, tariff), compiled, on_decide=decided)
    return differ_view(decision_id, found, names)


def _with_all_prices(order: Order, seen: Snapshot, compiled: Compiled, tariff: Tariff) -> Snapshot:
    """What was seen with the whole tariff, where that is still the one by which it was decided: a decision
    keeps only the prices that applied, and a location that were nearer may have another."""
    whole = replace(seen, tariff=tariff)
    return whole if decide(order, whole, compiled) == decide(order, seen, compiled) else seen
