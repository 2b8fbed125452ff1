"""How a past decision is told and kept: the same words and the same evidence as of a live one."""

from dataclasses import replace

from engine import documents
from engine.intake.again import STOCK_ARRIVED
from engine.simulation.world import Decided
from engine.store.rows import Evidence

WHO = "import"
CANCELLED = "The customer cancelled it"


def reason(event: Decided) -> str:
    """Why it was decided again; "" the first time."""
    if event.why is not None:
        return f"Hold lifted: {event.why.reason}"
    return "" if event.decision is event.case.first else STOCK_ARRIVED


def evidence(event: Decided) -> Evidence:
    """What is kept of how it came about. The trace is had by replaying."""
    reading = documents.reading(event.order, event.snapshot, event.decision)
    bare = documents.decision(replace(event.decision, trace=None))
    return Evidence(reading, documents.hash_of(reading), bare)
