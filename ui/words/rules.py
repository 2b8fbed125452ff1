"""Words of the Rules page."""

from rulesets.actions import RANKERS

TITLE = "Rules"

KINDS = {
    "hold": "Hold",
    "routing": "Routing",
    "split": "Split",
    "exception": "Exception",
    "transaction": "Transaction",
}
POLICIES = {
    "hold": "all that match apply",
    "routing": "first match that can serve wins",
    "split": "the most restrictive wins",
    "exception": "all that match apply, once per cause",
    "transaction": "all that match apply, once",
}
NEW_RULES = {
    "hold": "New hold rule",
    "routing": "New routing rule",
    "split": "New split rule",
    "exception": "New exception rule",
    "transaction": "New transaction rule",
}

# The choices that actions offer, as people read them.
CHOICES: dict[tuple[str, str], str] = {
    ("policy", "none"): "not at all",
    ("policy", "whole_lines"): "between lines",
    ("policy", "units"): "within a line",
    **{("by", name): label for name, (label, _) in RANKERS.items()},
    ("first", "lowest"): "lowest first, or no",
    ("first", "highest"): "highest first, or yes",
    ("of", "units"): "units of each SKU",
    ("of", "percent"): "% of the stock",
    ("of", "weeks"): "weeks of sales",
    ("until", "person"): "a person lifts it",
    ("until", "stock"): "stock arrives",
    ("until", "ship_after"): "the day after which it may be sent",
    ("until", "requested_date"): "the requested delivery date is near",
    ("until", "edit_window"): "the customer can no longer change it",
    ("until", "payment"): "the payment is authorised",
    ("until", "address"): "the address is put right",
    ("at_expiry", "lift"): "it goes on",
    ("at_expiry", "escalate"): "it is escalated",
    ("at_expiry", "cancel"): "the order is cancelled",
}

MATCHES = {"all": "all of these", "any": "any of these", "none": "none of these"}
JOINS = {"all": "and", "any": "or", "none": "nor"}
LINES = {
    "any": "any line",
    "all": "every line",
    "none": "no line",
    "count": "number of lines",
    "sum": "sum over lines",
}
WEEKDAYS = {
    "monday": "Mon",
    "tuesday": "Tue",
    "wednesday": "Wed",
    "thursday": "Thu",
    "friday": "Fri",
    "saturday": "Sat",
    "sunday": "Sun",
}

# The list
FILTER = "Filter rules"
ALL_RULES = "All rules"
RULE = "Rule"
OFF = "off"
ALWAYS_LAST = "always last"
MOVE_UP, MOVE_DOWN = "Move up", "Move down"
DUPLICATE, DELETE = "Duplicate", "Delete"
NONE_FOUND = "No rule has these words."

# The builder
NAME = "Name of the rule"
MORE_SETTINGS = "More settings"
WHEN, THEN, OTHERWISE, PROBLEMS, MORE = "When", "Then", "Otherwise", "Problems", "More"
ADD_CONDITION, ADD_GROUP, ADD_LINES, ADD_ACTION = "Condition", "Group", "Line condition", "Action"
OF_ORDER = "are true of the order"
OF_EVENT = "are true of what happened and its order"
OF_LINE = "are true of that line"
OF_LINES = "are true"
OF_LOCATION = "are true of the location"
WHERE, LINES_WHERE = "where", "of the lines where"
INDENT, OUTDENT = "Move into a group", "Move out of the group"
CHOOSE_FIELD = "Choose a field"
FIND_FIELD = "Find a field"
NO_FIELD = "No field has these words."
ADD_VALUE = "Add a value"
ADD_VALUES = "Add values; paste many, parted by commas or lines"
AND = "and"
FIRST_OF_RANKS = "the first that is not a tie decides"
ALL_MUST_HOLD = "all must hold"
ELIGIBLE, RANK = "Eligible locations", "Rank"
LAST_RANKS = "What is left is settled by fewer shipments, then by the location’s code."
NO_ACTION = {
    "hold": "Does nothing: the order is not held.",
    "routing": "Every location may serve, and none is preferred.",
    "split": "Says nothing about splitting.",
    "exception": "Does nothing.",
    "transaction": "Does nothing.",
}
IS_DEFAULT = (
    "This is the default rule of its kind: always on, always last, for every order that no other rule caught."
)
TABLE = "Table"
NOTHING_MORE = "Nothing in every row besides what the table decides."
TABLE_WHEN = "The rows of the table say when."
AFTER_MINUTES = "Minutes until then"
CUSTOMERS_CHOICE = "the customer’s choice"
CANNOT_SERVE = "If no eligible location can serve,"
AT_THE_END = "At the very end the default always catches."
VALID_FROM, VALID_UNTIL = "From", "Until"
VALID_HELP = "Empty: from publishing, with no end. In the retailer’s time."
OWNER, NOTE = "Owner", "Note"
NOTHING_SELECTED = "Choose a rule on the left, or make a new one."
NO_RULES = "There are no rules yet"
CASE_IGNORED = "Letter case is ignored."
MISSING_NEGATIVE = (
    "When it is missing, this is unknown and does not match either; add “is missing” to catch it."
)
MADE_UP = "Choose…"

# The bar of the draft
DRAFT = "Draft"
SAVED = "Saved "
UNSAVED = "Not saved"
SHOW = "Show"
UNDO, REDO = "Undo", "Redo"
DISCARD, COMPARE, SIMULATE, PUBLISH = "Discard draft", "Compare with live", "Simulate", "Publish…"
DISCARD_ASK = "Discard the draft?"
DISCARD_MORE = "Every edit since the live revision is lost. The live rules stay as they are."
KEEP_EDITING = "Keep editing"
DISCARDED = "The draft is the live rules again."
NOT_DISCARDED = "Another window saved the draft just now. Nothing was discarded: look at it first."
UNDO_BRINGS_BACK = "Undo brings it back."
GONE = "That part of the rule is not there any more."
GONE_REMEDY = "Load the page again to see the draft as it is."
NOT_SAVED = "The draft could not be saved just now."
NOT_SAVED_REMEDY = "Nothing is lost: it is still on this page, and the next edit saves it too."

# What an edit did, for undo and redo
DID_ADD, DID_FIELD, DID_OPERATOR, DID_VALUE = "new condition", "another field", "another operator", "value"
DID_MATCH, DID_LINES = "all, any or none", "which lines"
DID_ADD_GROUP, DID_ADD_LINES = "new group", "new line condition"
DID_ADD_ACTION, DID_ADD_RULE = "new action", "new rule"
DID_TEXT = {"name": "name", "owner": "owner", "note": "note"}
DID_VALIDITY = "validity"
SWITCH_ON, SWITCH_OFF = "switch on", "switch off"
DID_MOVE = "move"

# The same for screen readers, once it is done
DONE = {
    DID_ADD: "Condition added",
    DID_FIELD: "Field changed",
    DID_OPERATOR: "Operator changed",
    DID_VALUE: "Value changed",
    DID_ADD_GROUP: "Group added",
    DID_ADD_LINES: "Line condition added",
    DID_ADD_ACTION: "Action added",
    DID_ADD_RULE: "Rule added, switched off",
    DID_MOVE: "Moved",
    MOVE_UP: "Moved up",
    MOVE_DOWN: "Moved down",
    INDENT: "Moved into a group",
    OUTDENT: "Moved out of the group",
    DUPLICATE: "Duplicated",
    DELETE: "Removed",
    SWITCH_ON: "Switched on",
    SWITCH_OFF: "Switched off",
}
FOLD = "Show what is inside"
TO_LIST = "All rules"

# Publishing
PUBLISH_ASK = "Publish the draft"
PUBLISH_NOW = "Publish now"
REASON = "Reason, kept in the audit log"
NOTHING_CHANGES = "The draft says what the live rules say. Change a rule first."
SORTS_OF_ACTIONS = ("Which locations may serve", "Which of them is better", "What happens")
NOT_COUNTED = "It answers what happens to orders, so the orders that it would match are not counted."
UNFINISHED = "unfinished"
TO_FILL_IN = "To fill in"
HAS_PROBLEMS = "The draft has problems that stop publishing."
MOVED_ON = "The draft was saved again since you opened this."
LOOK_AGAIN = "Nothing was published. Look at what it changes now, then publish."
AT_ONCE = "Every order from that moment is decided by it. The rules before stay in Versions, one click away."
NO_REASON = "Say why: the reason is kept in the audit log."


def no_field(path: str) -> str:
    """The refusal of a field that cannot be read."""
    return f"“{path}” cannot be read by a rule."


def rule_deleted(name: str) -> str:
    """What is said after a rule was deleted."""
    return f"“{name}” is deleted."


def draft_of(number: int | None) -> str:
    """What the draft was made from."""
    return DRAFT if number is None else f"Draft of v{number}"


def edits(rules: int, tests: int = 0) -> str:
    """How many rules, and tests of rules, differ from the live ones."""
    counted = ((rules, "rule"), (tests, "test"))
    parts = [f"{count} {one}" if count == 1 else f"{count} {one}s" for count, one in counted if count]
    return f"{' and '.join(parts)} changed" if parts else "nothing changed"


def place(kind: str, number: int, of: int) -> str:
    """Where the rule stands, as in `Routing, rule 2 of 6`."""
    return f"{KINDS[kind]}, default rule" if number == 0 else f"{KINDS[kind]}, rule {number} of {of}"


def problems(count: int) -> str:
    """As in `1 problem`."""
    return "1 problem" if count == 1 else f"{count} problems"


def more_problems(count: int) -> str:
    """How many problems are not listed, "" when all are."""
    return f"And {count:,} more." if count > 0 else ""


def copy_of(name: str) -> str:
    """The name of a copy."""
    return f"{name[:70]} (copy)"


def mine(name: str) -> str:
    """The name of a rule kept beside somebody else's."""
    return f"{name[:70]} (mine)"


def did(done: str) -> str:
    """What a screen reader says after an edit, as in `Condition added`."""
    return f"{DONE.get(done) or f'{done[:1].upper()}{done[1:]}, changed'}. Undo with Control Z."


def undone(done: str) -> str:
    """The same after a step back."""
    return f"Undone: {done}." if done else "Nothing to undo."


def redone(done: str) -> str:
    """The same after a step forward again."""
    return f"Done again: {done}." if done else "Nothing to do again."


def conditions(count: int) -> str:
    """As in `3 conditions`."""
    return "1 condition" if count == 1 else f"{count} conditions"


def group_spoken(says: str, size: str, around: str, depth: int) -> str:
    """A group for a screen reader: `any of these, 3 conditions, inside all of these, level 2`."""
    inside = f"inside {MATCHES[around]}, " if around else ""
    return f"{says}, {size}, {inside}level {depth}"


def lines_spoken(lines: str, match: str) -> str:
    """A line condition for a screen reader: `any line where all of these`."""
    return f"{LINES[lines]} where {MATCHES[match]}"


def switch(kind: str, number: int) -> str:
    """What a rule's switch is called."""
    return f"{KINDS[kind]} rule {number}, on or off"


def matches(found: int, of: int, live: int | None) -> str:
    """How many of the latest orders the conditions match, and how many they match as they are live."""
    said = f"Its conditions match {found:,} of the last {of:,} orders"
    return f"{said}." if live in (None, found) else f"{said}; as it is live, {live:,}."


def red_tests(number: int) -> str:
    """Why publishing stops."""
    what = "A test does" if number == 1 else f"{number} tests do"
    return f"{what} not pass, so nothing can be published."
