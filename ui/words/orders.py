"""Words of the Orders page and of everything that shows an order."""

TITLE = "Orders"
WHAT_FOR = "Every order, where it is, and which rule sent it there."
SEARCH = "Find an order, customer, postcode or SKU"
ALL = "All"
EVERY_CHANNEL = "Every channel"
EVERY_LOCATION = "Every location"
NONE_YET = "No orders yet."
NONE_YET_WHY = "They arrive over the HTTP API (see /api/docs), or with the sample retailer (switchyard demo)."
NONE_FOUND = "No order is like that."
NONE_FOUND_WHY = "Search for less, or show all states, channels and locations."
SHOW_ALL = "Show all orders"
EARLIER, LATER = "Earlier orders", "Later orders"
NOBODY = "nobody yet"
GUEST = "guest"

STATUS = {
    "held": ("warn", "Held"),
    "routed": ("note", "To be sent"),
    "part_backordered": ("wait", "Part waits for stock"),
    "backordered": ("wait", "Waits for stock"),
    "preordered": ("wait", "Sold ahead"),
    "waiting": ("wait", "Decided again later"),
    "cancelled": ("off", "Cancelled"),
    "shipped": ("good", "Sent or collected"),
}
"""How each status is shown: its look and its words."""

CHANNELS = {
    "web": "Web shop",
    "wholesale": "Wholesale",
    "marketplace": "Marketplace",
    "phone": "Phone",
    "pos": "Shop till",
}


def span(first: int, last: int, total: int) -> str:
    """As in `1 to 50 of 22,064`."""
    return f"{first:,} to {last:,} of {total:,}" if total else "none"
