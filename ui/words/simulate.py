"""Words of the Simulate page."""

TITLE = "Simulate"
WHAT_FOR = (
    "See what another version of the rules would have done with orders that really came in, "
    "from the same stock, before anything changes."
)
NEW = "New simulation"
CANDIDATE = "Try"
AGAINST = "against"
FROM = "Orders placed from"
UNTIL = "until before"
SPANS = (("28", "Last 4 weeks"), ("91", "Last 3 months"), ("all", "Everything"))
RUN = "Run the simulation"
CANCEL = "Cancel"
CANCELLING = "Stopping…"
DRAFT = "The draft"
NO_ORDERS = "There are no orders to simulate on yet."
NO_ORDERS_WHY = "Orders arrive over the HTTP API, or with the sample retailer (switchyard demo)."
NO_RULES = "No rules are published yet, so there is nothing to compare with."
NONE_YET = "No simulation yet."
NONE_YET_WHY = "Choose what to try and over which orders, then run it. It takes about a minute for a year."
EARLIER = "Earlier simulations"
SAYS = "What it says"
CANNOT = "What it cannot know"
CANNOT_KNOW = (
    (
        "Whether a store would have said no.",
        "Every shipment is taken to be sent as planned; exception rules rest.",
    ),
    (
        "Whether the shelf held what the record said.",
        "Stock is what the ledger says, with every receipt and count.",
    ),
    ("What customers would have done", "with an earlier date. Baskets and cancellations stay as they were."),
)
SIDE_BY_SIDE = "Side by side"
SIDE_BY_SIDE_MORE = "difference with its 95% interval"
PICTURE = "The trade-off"
PICTURE_MORE = "shipping cost per order against splits"
CHANGED = "Orders that change"
RULES = "What each rule did"
RULES_MORE = "orders on which it took effect"
NEVER = "Rules that never fired"
NEVER_NONE = "Every rule that is on took effect on some order."
ALL_CHANGE = "All that change"
BETTER, WORSE, UNCLEAR = "better", "worse", "no clear difference: the interval holds 0"
SHOW_MORE = "Show 50 more"
FAILED = "This simulation failed."
CANCELLED = "This simulation was cancelled, so it has no result."
WAITS = "Waits for its turn."
STAY = "stay as they were"
SAME_FIGURES = "Running it again gives the same figures."
EDITS = {"added": "new", "removed": "removed", "changed": "edited", "moved": "moved", "on": "switched on"}
EDITS["off"] = "switched off"
RULE_KINDS = {
    "hold": "Hold",
    "routing": "Routing",
    "split": "Split",
    "exception": "Exception",
    "transaction": "Transaction",
}
STATUS = {
    "queued": "waits",
    "running": "running",
    "done": "done",
    "cancelled": "cancelled",
    "failed": "failed",
}


def revision(number: int, live: int | None) -> str:
    """As in `v3, live`."""
    return f"v{number}, live" if number == live else f"v{number}"
