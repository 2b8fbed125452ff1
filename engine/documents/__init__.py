"""Orders, what decisions read, and decisions <-> plain data that JSON can hold; its hash; and replaying."""

from engine.documents.decisions import decision, read_decision
from engine.documents.orders import Document, order, read_order
from engine.documents.readings import OtherRuleset, canonical, hash_of, read_snapshot, reading, replay
from engine.documents.traces import kept_trace, read_kept_trace, read_trace, trace

__all__ = [
    "Document",
    "OtherRuleset",
    "canonical",
    "decision",
    "hash_of",
    "kept_trace",
    "order",
    "read_decision",
    "read_kept_trace",
    "read_order",
    "read_snapshot",
    "read_trace",
    "reading",
    "replay",
    "trace",
]
