"""Orders, what decisions read, and decisions <-> plain data that JSON can hold; its hash; and replaying."""

from engine.documents.decisions import decision, read_decision, read_trace, trace
from engine.documents.orders import Document, order, read_order
from engine.documents.readings import OtherRuleset, canonical, hash_of, read_snapshot, reading, replay

__all__ = [
    "Document",
    "OtherRuleset",
    "canonical",
    "decision",
    "hash_of",
    "order",
    "read_decision",
    "read_order",
    "read_snapshot",
    "read_trace",
    "reading",
    "replay",
    "trace",
]
