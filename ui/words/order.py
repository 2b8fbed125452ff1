"""Words of the page of one order."""

WHY = "Why"
DECIDED_BY = "decided by"
ON_STOCK_OF = "on the stock of"
SAME = "Replayed just now: the same decision"
NOT_SAME = "Replayed just now: another decision than was kept. Report this, it must not happen."
SHOW_TRACE = "Show every rule that was tried"
HIDE_TRACE = "Hide the rules that were tried"
ASKED = "Locations asked"
NOT_ASKED = "not asked"
CONDITIONS = "All its conditions"
HAS = "Has"
ASKED_MORE = "the one chosen first"
SHIPMENTS = "Shipments"
NO_SHIPMENTS = "Nothing was given to a location yet."
LINES = "Ordered"
TIMELINE = "What happened"
HOLDS = "Holds"
NO_HOLDS = "None."
LIFT = "Lift this hold"
LIFTS_WHEN = {
    "stock": "lifts when all of it is there",
    "payment": "lifts when it is paid",
    "address": "lifts when the address is put right",
}
AT_EXPIRY = {"lift": "lifts by itself", "escalate": "goes on to somebody else", "cancel": "cancels the order"}
QUEUE = "Waits for a person"
CANCEL_ORDER = "Cancel the order"
CANCEL_TITLE = "Cancel this order?"
CANCEL_MORE = "What was not sent yet goes back to stock. This cannot be undone."
KEEP = "Keep the order"
REJECT = "Location says no"
SHORT = "Short pick"
SENT = "Mark as sent"
STEPS = {
    "sent": "Mark as sent",
    "ready": "Ready to collect",
    "received": "Received there",
    "collected": "Collected",
}
"""What can be said next of a shipment that goes on, by its step."""

SAID = {
    "sent": "Marked as sent.",
    "ready": "The customer can collect it.",
    "received": "Received; the customer can collect it.",
    "collected": "The customer has it.",
}
REJECT_TITLE = "What did the location say?"
REJECT_MORE = "The exception rules that are live act on it at once; the timeline shows what they did."
SHORT_TITLE = "How many units were missing?"
REASON = "Reason"
REASON_HINT = "As in: not on the shelf"
UNITS = "Units missing"
LINE = "Line"
REPORT = "Report it"
BACK = "Back"
NOT_FOUND = "There is no such order."
NOT_FOUND_MORE = "It may be in another database. Look for it in the list."
TO_LIST = "Show all orders"
PROMISED, PLACED, CUSTOMER, TO, TOTAL = "Promised", "Placed", "Customer", "To", "Total"
NO_PROMISE = "no date"
FIRST = "1st decision"
PROBLEMS = "This order could not be taken as it was sent"

TO_BE_READY = "to be made ready"
COLLECTED_BY = "collect"
SHIPMENT_STATUS = {
    "allocated": ("note", "to be sent"),
    "shipped": ("good", "sent"),
    "in_transit": ("note", "on its way there"),
    "ready": ("note", "ready to collect"),
    "collected": ("good", "collected"),
    "rejected": ("bad", "said no"),
    "cancelled": ("off", "taken back"),
}
VERDICT = {"chosen": ("good", "chosen"), "lost": ("off", "lost"), "ruled_out": ("bad", "ruled out")}
RULE_VERDICT = {
    "matched": ("good", "matched"),
    "not_matched": ("off", "not matched"),
    "unknown": ("warn", "unknown"),
    "failed": ("bad", "failed"),
    "off": ("off", "off"),
    "not_reached": ("off", "not reached"),
}
EVENTS = {
    "received": "Order arrived",
    "held": "Held",
    "routed": "Every unit has a location",
    "part_backordered": "A part has a location; the rest waits for stock",
    "backordered": "Waits for stock",
    "preordered": "Sold ahead: waits for stock",
    "waiting": "Is decided again later",
    "part_cancelled": "What nobody has is cancelled; the rest has a location",
    "cancelled": "Cancelled",
    "shipped": "Everything was sent or collected",
    "sent_on": "Sent on by",
    "received_there": "Received where it is collected; sent by",
    "ready": "Ready to collect at",
    "collected": "Collected; from",
    "hold_escalated": "A hold went on to somebody else: its time was over",
    "payment_authorised": "Payment authorised",
    "payment_captured": "Payment captured",
    "address_fixed": "Address put right",
    "allocated": "Given",
    "rejected": "Rejected by",
    "short_pick": "Short pick at",
    "taken_back": "Taken back from",
    "hold_lifted": "Hold lifted",
    "units_cancelled": "The customer took units back",
    "location_closed": "Location closed",
    "rule_applied": "Rule",
}
AT_LOCATION = {"shipped": "Sent by", "allocated": "Given to"}
"""The words of an event that happened at a location, where they are others."""

BAD_EVENTS = frozenset({"rejected", "short_pick", "location_closed", "held", "cancelled"})


def ordinal(number: int) -> str:
    """As in 1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
