"""Something went wrong: what was reported becomes an event, and the exception rules answer it, once."""

from engine.exceptions.document import EventDocument, ShortLine, read_event
from engine.exceptions.reporting import report_event, resume
from engine.exceptions.result import ActionTaken, EventResult, Handled, RuleApplied

__all__ = [
    "ActionTaken",
    "EventDocument",
    "EventResult",
    "Handled",
    "RuleApplied",
    "ShortLine",
    "read_event",
    "report_event",
    "resume",
]
