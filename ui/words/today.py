"""Words of the Today page."""

TITLE = "Today"
NOT_SET_UP = "No retailer is set up yet."
NOT_SET_UP_WHY = "Load the sample retailer with make demo, or set one up over the HTTP API (see /api/docs)."
WINDOWS = (("7", "Last 7 days"), ("28", "Last 28 days"), ("91", "Last 91 days"))
WINDOW = "Which days are looked at"
HOW = "How each is counted"
HOW_COMPARED = (
    "A difference is better or worse when its 95% interval does not hold 0 (Welch, normal "
    "approximation), and is not said of fewer than 20. Orders that are still on their way count as soon "
    "as they can."
)
BASELINE_KEY = "baseline"
BAND = "Line: the last 13 weeks up to then, each over the orders placed in it. Band and range: 95% interval."
NO_BASELINE = "nothing to compare with"
TOO_FEW = "too few to compare"
WAITS = "Waits for a person"
WAITS_HEADS = ("What", "About", "Owner", "Due", "")
NOTHING_WAITS = "Nothing waits for a person."
NOTHING_WAITS_WHY = "Holds and exceptions that the rules give to somebody appear here."
NOTHING_WAITS_OF = "Nothing waits for this owner."
EVERY_OWNER = "Every owner"
SHOW_EVERY_OWNER = "Show every owner"
OPEN_ORDER, SEE_STOCK = "Open the order", "See stock"
NO_OWNER, NO_DUE = "no owner", "no due time"
BEFORE, NEXT = "Previous 8", "Next 8"
FEEDS = "Stock feeds"
FEEDS_MORE = "age of each location’s last report"
FEED_HEADS = ("Location", "Age", "Limit", "State")
SINCE_HEADS = ("Orders", "Cost")
SEE_VERSIONS = "See versions"
SEE_SIMULATION = "See the simulation"
NO_RULES = "No rules are live."
NO_RULES_WHY = "Orders cannot be decided until rules are published."
FIRST = "These are the first rules, so there is nothing before them to compare with."
PUBLISHED_BY, REASON, ORDERS_USED = "Published by", "Reason", "Tried on"
NO_REASON = "none given"
MOVED = "Where they went instead"

WHY_NONE = {
    "cycle_time": "No order of these days was sent in full yet.",
    "on_time": "No order of these days has a promise that is due.",
    "cancellation_rate": "No orders in these days.",
    "split_rate": "No order of these days has a shipment.",
    "shipping_cost": "No shipment of these days has a known cost.",
    "inventory_accuracy": "No counts in these days:",
    "labour": "No order of these days has a shipment.",
}
"""Why a KPI has no figure, by its key."""

REPORT_COUNT = "report a count on Stock & locations"

TYPES = {
    "hold": ("pause", "Held."),
    "oversold": ("stock", "Too few on the shelf."),
    "shipment_rejected": ("return", "A location said no."),
    "short_pick": ("stock", "Picked short."),
    "location_closed": ("store", "A location closed."),
}
"""How each type of entry in the queue is shown: its icon and its first words."""

KIND_ICONS = {"store": "store", "warehouse": "warehouse", "supplier": "supplier", "third_party": "truck"}
"""The icon of each kind of location."""

FRESH, STALE, NEVER = "fresh", "stale", "never reported"
STALE_MORE = "Stale: its stock is promised as it was last reported, unless a rule reads the age of its feed."
NO_LIMIT = "none"


def no_orders(days: int, newest: str) -> str:
    """When no order came for longer than the window is."""
    return f"No order has come since {newest}; these are the {days} days up to then."


def orders(number: int) -> str:
    """How many orders were placed in the window."""
    return f"{number:,} order placed" if number == 1 else f"{number:,} orders placed"


def waiting(total: int) -> str:
    """As in `14 waiting`."""
    return f"{total:,} waiting"


def waits_since(when: str) -> str:
    """Since when an entry without a due time waits."""
    return f"waits since {when}"


def shown(first: int, last: int, total: int) -> str:
    """As in `1 to 8 of 14`."""
    return f"{first:,} to {last:,} of {total:,}" if total else "none"
