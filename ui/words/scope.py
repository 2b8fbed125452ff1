"""Words of the line under a rule's name: owner, validity, scope, note."""

FACTS = "Owner, validity, scope and note"
NO_OWNER, NO_NOTE = "No owner", "No note"
ALL_REGIONS = "all regions"
PERCENT = "Share of orders"
PERCENT_HELP = (
    "Empty: all of them. The same orders are always in it, and a greater share keeps those of a smaller one."
)
SCOPE_HELP = (
    "For which orders the rule is meant. Empty: for all. What is not known of an order does not match."
)
LISTS = {
    "channels": "Channels",
    "countries": "Countries, as in GB",
    "regions": "Regions, as addresses say them",
    "categories": "Product categories, any line of one",
}
DEFAULT_SCOPE = "The default rule is for every order, always."
ADD = "Add"
DID_SCOPE = "scope"


def validity(starts: str, ends: str) -> str:
    """From when until when, as in `From publishing, no end`."""
    return f"From {starts or 'publishing'}, {f'until {ends}' if ends else 'no end'}"


def share(percent: object) -> str:
    """As in `20% of orders`, or `All orders`."""
    return "All orders" if percent is None else f"{percent}% of orders"
