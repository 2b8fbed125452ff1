"""Orders, what decisions read, and decisions <-> plain data that JSON can hold; its hash; and replaying."""

from engine.documents.decisions import decision, read_decision, read_trace, trace
from engine.documents.orders import Document, order, read_order
from engine.documents.readings import hash_of, read_reading, reading, replay

__all__ = [
    "Document",
    "decision",
    "hash_of",
    "order",
    "read_decision",
    "read_order",
    "read_reading",
    "read_trace",
    "reading",
    "replay",
    "trace",
]
