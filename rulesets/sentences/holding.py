"""What a hold says: why, who lifts it, what lifts it too, and what happens when its time is over."""

from rulesets.actions import Hold
from rulesets.sentences.clauses import Path
from rulesets.sentences.spans import Span, Spans
from rulesets.sentences.words import Names, duration, quoted, speech

UNTIL = {
    "stock": "stock arrives",
    "ship_after": "the day after which it may be sent has come",
    "requested_date": "the requested delivery date is near",
    "edit_window": "the customer can no longer change it",
    "payment": "the payment is authorised",
    "address": "the address is put right",
}


def hold_words(action: Hold, _names: Names, path: Path) -> Spans:
    """`hold the order because of “…” until Fraud lifts it or stock arrives, due in 4 hours`."""
    parts = [f"{quoted(action.owner)} lifts it"]
    parts += [UNTIL[action.until]] if action.until in UNTIL else []
    over = _over(action)
    parts += [over] if over and action.at_expiry == "lift" else []
    spans: Spans = (
        Span("hold the order because of ", "plain", path),
        Span(speech(action.reason), "mark", path),
        Span(" until ", "plain", path),
        Span(" or ".join(parts), "mark", path),
    )
    return (*spans, *_shown(action, path), *_afterwards(action, over, path))


def _over(action: Hold) -> str:
    """When its time is over."""
    after, at = action.lifts_after_minutes, action.lifts_at_time
    found = [f"{duration(after)} have passed"] if after else []
    found += [f"the clock shows {at}"] if at else []
    return " or ".join(found)


def _afterwards(action: Hold, over: str, path: Path) -> Spans:
    if action.at_expiry == "lift":
        return ()
    to = quoted(action.escalate_to) if action.escalate_to else "…"
    then = "cancel it" if action.at_expiry == "cancel" else f"escalate it to {to}"
    return (Span(f"; when {over or '…'}, ", "plain", path), Span(then, "mark", path))


def _shown(action: Hold, path: Path) -> Spans:
    parts = [f"in the queue {quoted(action.queue)}"] if action.queue else []
    parts += [f"for the role {quoted(action.role)}"] if action.role else []
    parts += [f"due in {duration(action.due_in_minutes)}"] if action.due_in_minutes else []
    return (Span(f", {', '.join(parts)}", "plain", path),) if parts else ()
