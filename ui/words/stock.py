"""Words of the Stock & locations page."""

from collections.abc import Mapping, Sequence

TITLE, SHORT = "Stock & locations", "Stock"
NOT_SET_UP = "No retailer is set up yet."
NOT_SET_UP_WHY = "Load the sample retailer with make demo, or set one up over the HTTP API (see /api/docs)."

LOCATIONS = "Locations"
LOCATION_HEADS = (
    ("Location", ""),
    ("Now", ""),
    ("Today’s hours", ""),
    ("Cut-off today", "num"),
    ("Used today", "num"),
    ("To be sent", "num"),
    ("SKUs there", "num"),
    ("Units on hand", "num"),
    ("Stock reported", ""),
    ("", ""),
)
KINDS = {"store": "Store", "warehouse": "Warehouse", "supplier": "Supplier", "third_party": "Third party"}
CLOSED_TODAY = "closed today"
CLOSED_NOW = "closed"
NEVER_OPENS = "never opens"
FULL = "full today"
CLOSE, OPEN = "Close…", "Open again…"

PRODUCTS = "Products"
SEARCH = "Find a SKU or a name"
EVERY_LOCATION = "Every location"
NONE_FOUND = "No product is like that."
NONE_FOUND_WHY = "Search for less, or show every location."
SHOW_ALL = "Show all products"
NO_PRODUCTS = "No products yet."
NO_PRODUCTS_WHY = "They come with the sample retailer (make demo), or when one is set up."
SKU, PRODUCT, CATEGORY, ATP = "SKU", "Product", "Category", "ATP"
ATP_LONG = "Available to promise: on hand less allocated, reserved and safety stock, not below 0"
EARLIER, LATER = "Previous 50", "Next 50"
NEVER_HAD = "–"
SHOW_DETAIL = "How ATP came about"
DETAIL_HEADS = (
    ("Location", ""),
    ("On hand", "num"),
    ("− allocated", "num"),
    ("− reserved", "num"),
    ("− safety stock", "num"),
    ("= ATP", "num"),
    ("Offered", ""),
    ("", ""),
)
OFFERED = "yes"
NO_STOCK_EVER = "No location has ever had this product."
LEDGER, COUNT = "Ledger", "Report a count…"

LEDGER_HEADS = (
    ("When", ""),
    ("What", ""),
    ("On hand", "num"),
    ("Allocated", "num"),
    ("On hand then", "num"),
    ("Allocated then", "num"),
    ("For", ""),
)
LEDGER_SAYS = "Every movement, the newest first. Nothing in it is ever changed or deleted."
NOTHING_MOVED = "Nothing has moved here yet."
NEWER, OLDER = "Newer", "Older"
MOVEMENTS = {
    "opening": "Opening stock",
    "receipt": "Received",
    "count": "Counted",
    "feed": "Reported by its feed",
    "allocate": "Allocated",
    "deallocate": "Given back",
    "ship": "Sent",
    "restock": "Restocked",
}

COUNTED = "Units counted"
COUNT_KEEP = "Record the count"
NOT_A_NUMBER = "Give a whole number of units, 0 or more."
SHORT_WARNING = (
    "That is less than is allocated: the shipments that cannot be sent, latest first, go to the queue."
)
COUNT_MORE = "That is more than was thought: orders that wait for this SKU are decided again."

FIRST_DAY = "First day open again"
REASON = "Reason"
REASON_HELP = "For the record; it may be empty."
CLOSING_SAYS = "It is offered no orders until then."
ACTIONS = {
    "reroute": "decided again without it",
    "queue": "put in the queue",
    "suspend": "not offered for a time",
    "cancel": "cancelled",
}
"""What exception rules did, by the name of the action."""
KEEP = "Keep it as it is"
REOPEN = "Open it now"
NOT_A_DAY = "That is not a day."
CHOOSE_DAY = "Choose the first day on which it is open again, tomorrow or later."


def span(first: int, last: int, total: int) -> str:
    """As in `1 to 50 of 2,710`."""
    return f"{first:,} to {last:,} of {total:,}" if total else "none"


def says(open_now: int, locations: int, units: int) -> str:
    """The page's answer."""
    places = f"{open_now} of {locations} locations {'is' if open_now == 1 else 'are'} open now"
    return f"{places}, with {units:,} units on hand."


def trust(stale: Sequence[str], never: Sequence[str]) -> str:
    """Whether the stock feeds can be believed; the names of those that are late and that never came."""
    if not stale and not never:
        return "Every stock feed is fresh."
    late = f"Stale stock feeds: {', '.join(stale)}." if stale else ""
    silent = f"Never reported by a feed: {', '.join(never)}." if never else ""
    return " ".join(part for part in (late, silent) if part)


def open_until(time: str) -> str:
    """While it is open."""
    return f"open until {time}"


def opens(when: str) -> str:
    """While it is closed by its hours."""
    return f"closed, opens {when}"


def closed_until(when: str) -> str:
    """While it is closed for a time."""
    return f"closed until {when}"


def used(units: int, capacity: int | None) -> str:
    """As in `34 of 110`."""
    return f"{units:,}" if capacity is None else f"{units:,} of {capacity:,}"


def collected(times: Sequence[str]) -> str:
    """When the carrier collects today."""
    return f"collected {', '.join(times)}" if times else "not collected today"


def not_offered(until: str) -> str:
    """While a location does not offer a SKU."""
    return f"no, until {until}"


def ledger_title(sku: str, location: str) -> str:
    """The heading of a ledger."""
    return f"Ledger of {sku} at {location}"


def count_title(sku: str, location: str) -> str:
    """The heading of a count."""
    return f"Count {sku} at {location}"


def count_effect(was: int, units: int, atp_was: int, atp: int) -> str:
    """What a count changes."""
    if was == units:
        return f"On hand stays {was:,}: the count found what was expected."
    return f"On hand goes from {was:,} to {units:,}, ATP from {atp_was:,} to {atp:,}."


def count_moved(was: int, now: int) -> str:
    """When the stock moved between the question and the answer."""
    return f"On hand was {was:,} when you looked and is {now:,} now, so the count was not recorded."


def counted(sku: str, location: str, was: int, units: int) -> str:
    """After a count."""
    if was == units:
        return f"{sku} at {location}: counted {units:,}, as expected."
    return f"{sku} at {location}: on hand went from {was:,} to {units:,}."


def got_on(orders: int, short: int, grew: bool) -> str:
    """What a count did to orders."""
    said = []
    if orders:
        said.append(
            "1 waiting order was decided again."
            if orders == 1
            else f"{orders:,} waiting orders were decided again."
        )
    elif grew:
        said.append("No waiting order could go on with it.")
    if short:
        said.append(
            "1 shipment is short now, and waits in the queue."
            if short == 1
            else f"{short:,} shipments are short now, and wait in the queue."
        )
    return " ".join(said)


def close_title(name: str) -> str:
    """The heading of closing a location."""
    return f"Close {name}"


def open_title(name: str) -> str:
    """The heading of opening a location."""
    return f"Open {name} again"


def close_it(name: str, day: str) -> str:
    """The button that closes."""
    return f"Close {name} until {day}"


def to_be_sent(shipments: int) -> str:
    """How much a closed location still has to do."""
    if not shipments:
        return "Nothing is to be sent from there."
    if shipments == 1:
        return "1 shipment is to be sent from there: the exception rules are asked about it."
    return f"{shipments:,} shipments are to be sent from there: the exception rules are asked about each."


def opening_says(name: str, until: str) -> str:
    """What opening does."""
    return f"{name} is closed until {until}. From now on it is offered orders again, by its hours."


def closed(name: str, day: str) -> str:
    """After closing."""
    return f"{name} is closed until {day}."


def answered(shipments: int, acted: Mapping[str, int]) -> str:
    """What the exception rules did about the shipments of a location that closed."""
    if not shipments:
        return "Nothing was to be sent from there."
    did = ", ".join(f"{count:,} {ACTIONS.get(name, name)}" for name, count in acted.items())
    asked = (
        f"The exception rules were asked about {shipments:,} {'shipment' if shipments == 1 else 'shipments'}"
    )
    return f"{asked}: {did}." if did else f"{asked} and did nothing."


def opened(name: str) -> str:
    """After opening."""
    return f"{name} is open again, by its hours."
