"""Words of *Try it* on the Rules page: an order tried on the draft, and the tests of its rules."""

from rulesets.sentences.tests import OUTCOMES

TITLE = "Try it"
MORE = "an order on the rules as they stand in this draft"
TABS = {"recent": "Recent", "saved": "Saved", "pasted": "Paste"}
FIND = "Find an order by its number, customer, postcode or SKU"
CHOOSE = "Choose an order, and see what these rules do with it."
CHOOSE_ANOTHER = "Choose another order"
NO_ORDERS = "No order has that. Look for another word."
NO_SAVED = "No order is saved. Try one, then save it to have it at hand."
PASTE = "An order as JSON, as the HTTP API takes it"
PASTE_HINT = '{"external_id": "…", "channel": "web", "lines": […], …}'
TRY = "Try it"
NOT_JSON = "This is not JSON: {}. Paste the whole order, from {{ to }}."
WORKING = "Trying…"
BROKEN = (
    "A rule that is on has problems, or one with tests, so nothing is tried. Put it right, and it runs again."
)
FAILED = "This could not be tried: the program met an error. It is tried again with the next edit."
GONE = "This order is not there any more. Choose another one."
READ_THEN = "On what was known when it was decided first"
STOCK_NOW = "On the stock as it is now"
SAME_AS_LIVE = "Live {}: the same."
LIVE = "Live {}: {}"
SAVE, SAVE_AS = "Save this order", "Name of the saved order"
SAVED, REMOVED, RENAMED = "The order is saved.", "The saved order is removed.", "Renamed."
RENAME, REMOVE, OPEN = "Rename", "Remove", "Open in Try it"
KEEP, CANCEL = "Save", "Cancel"
TURN = "Turn into a test"
COPY, COPIED = "Copy as text", "Copied."
DID_ADD, DID_RENAME, DID_REMOVE = "new test", "test renamed", "test removed"
ADDED = "It is a test of this rule now."
ADDED_MORE = "It travels with the draft. A red test stops publishing."
TESTS, OTHER_TESTS = "Tests of this rule", "Tests of other rules"
NO_TESTS = "None yet. Try an order, and turn it into a test."
RED_STOPS = "A red test stops publishing."
PASSED, RED, NOT_RUN = "passes", "does not pass", "not run"
RAN = "run "
TEST_NAME = "Name of the test"
TEST_OF = "Test: "
MAP = "Map of the plan"
MARKS = {"matched": "matched", "not_matched": "not matched", "unknown": "unknown", "failed": "failed"}
"""What a row of the builder said of the order that is tried."""

OTHERWISE = "Otherwise"
NOT_REACHED = "not reached"
HERE = "this rule"
ELIGIBLE, RANK, SPLIT, HOLD, ROUTING = "Eligible", "Rank", "Split", "Hold", "Routing"
NOT_NEEDED = "not needed"
IN_ONE = "One location sends everything."
NOTHING_SENT = "Nothing is sent."
WHICH, WHICH_TITLE = "See which", "Orders that match"
WHICH_NONE = "None of the latest orders matches."


def outcome(key: str, places: str, shipments: int) -> str:
    """As in: Ships from Bristol in one shipment."""
    if key == "routed":
        count = "one shipment" if shipments == 1 else f"{shipments} shipments"
        return f"Ships from {places} in {count}"
    said = OUTCOMES[key]
    return f"{said[:1].upper()}{said[1:]}" + (f"; a part ships from {places}" if places else "")


def sent(arrives: str, cost: str) -> str:
    """When it arrives and what it costs."""
    return f"Arrives {arrives}, {cost} to send."


def held(rules: int, placed: int) -> str:
    """How many hold rules there are, and how many hold."""
    those = f"{rules} rule" if rules == 1 else f"{rules} rules"
    return (
        f"{those}, {placed} hold it"
        if placed > 1
        else f"{those}, one holds it"
        if placed
        else f"{those}, none holds it"
    )


def of_locations(number: int, all_of: int) -> str:
    return f"{number} of {all_of} locations"


def shipments(number: int) -> str:
    return "1 shipment" if number == 1 else f"{number} shipments"


def test_name(order: str, outcome_said: str) -> str:
    """What a test made of an order is called at first."""
    return f"{order}: {outcome_said[:1].lower()}{outcome_said[1:]}"


def tally(passed: int, of: int) -> str:
    """How many tests of the whole ruleset pass."""
    if passed == of:
        return f"All {of} pass." if of > 1 else "It passes."
    return f"{of - passed} of {of} do not pass."


def of_last(number: int, of: int) -> str:
    """As in: 37 of last 500."""
    return f"{number:,} of last {of:,}"


def more_which(shown: int, of: int) -> str:
    """What stands above a list of the orders that match."""
    if of <= shown:
        return f"{of:,} of the latest orders, newest first"
    return f"The newest {shown:,} of {of:,}"
