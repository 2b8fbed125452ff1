"""How a past decision is told and kept: the same words and the same evidence as of a live one."""

from hashlib import sha256

from engine import documents
from engine.documents import Document
from engine.intake.again import STOCK_ARRIVED
from engine.records.types import Written
from engine.simulation.world import Decided
from engine.store.rows import Evidence

WHO = "import"
CANCELLED = "The customer cancelled it"


def reason(event: Decided) -> str:
    """Why it was decided again; "" the first time."""
    if event.why is not None:
        return f"Hold lifted: {event.why.reason}"
    return "" if event.decision is event.case.first else STOCK_ARRIVED


def evidence(event: Decided) -> tuple[Evidence, Document]:
    """What is kept of how it came about, and the order as plain data. The trace is had by replaying."""
    reading = documents.reading(event.order, event.snapshot, event.decision)
    written = Written(documents.canonical(reading))
    bare = documents.decision(event.decision)
    return Evidence(written, sha256(written).hexdigest(), bare), reading["order"]
