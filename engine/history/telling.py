"""How a past decision is told and kept: the same words and the same evidence as of a live one."""

from hashlib import sha256

from engine import documents
from engine.documents import Document
from engine.intake.clock import NEW_DAY
from engine.intake.waiting import ITS_TIME, STOCK_ARRIVED, TOGETHER
from engine.needs import Needs
from engine.records.types import Written
from engine.simulation.events import Decided
from engine.store.rows import Evidence

WHO = "import"
CANCELLED = "The customer cancelled it"


def reason(event: Decided) -> str:
    """Why it was decided again; "" the first time."""
    match event.why:
        case None:
            return ""
        case "stock":
            return STOCK_ARRIVED
        case "day":
            return NEW_DAY
        case "time":
            return ITS_TIME
        case "together":
            return TOGETHER
        case hold:
            return f"Hold lifted: {hold.reason}"


def evidence(event: Decided, needs: Needs) -> tuple[Evidence, Document]:
    """What is kept of how it came about, and the order as plain data. The trace is had by replaying."""
    services = needs.services
    reading = documents.reading(event.order, event.snapshot, event.decision, all_services=services)
    written = Written(documents.canonical(reading))
    bare = documents.decision(event.decision)
    return Evidence(written, sha256(written).hexdigest(), bare), reading["order"]
