"""Words for several windows on one draft, and for a connection that is lost."""

from ui.words.rules import KINDS

MERGE = "merge"
STEPS_DROPPED = "Undo begins there: earlier steps would take that back."
ALSO_OPEN = "Also open in another window"
OPEN_THERE = "open in another window"
SEEN = ", "

# The question about what both touched
ASK = "Both windows changed the same rule"
ASK_MORE = (
    "Neither is lost: the draft has the other window’s, with yours beside it as a copy, switched off. "
    "Choose what it is to be."
)
BASE, MINE, THEIRS = "Before", "Yours", "The other window’s"
KEEP_MINE, KEEP_THEIRS, KEEP_BOTH = "Take yours", "Take theirs", "Keep both"
SETTLE = "Save the draft"
NOT_THERE_YET = "Not there yet."
DELETED = "Deleted."
FORM_ONLY = "The same words, put together in another way."
ABOVE = {"name": "Name", "currency": "Currency", "zone": "Time zone", "country": "Country"}
FACETS = {"name": "Name", "owner": "Owner", "note": "Note"}
IS_OFF, IS_ON = "Switched off.", "Switched on."
SETTLED = "That is settled already."
SETTLED_MORE = "Both stand in the draft: the other window’s, and yours as a copy, switched off."

# A lost connection
KEPT_HERE = "What you type is kept on this page, and saved when Switchyard answers again."


def place(kind: str, number: int) -> str:
    """A rule by its place, as in `split rule 2`."""
    return f"{KINDS[kind].lower()} rule {number}" if number else f"the {KINDS[kind].lower()} default rule"


def taken(places: list[str], gone: int) -> str:
    """What came in from another window."""
    parts = [*places[:3], *([f"{len(places) - 3} more"] if len(places) > 3 else [])]
    said = [f"changed {_listed(parts)}"] if parts else []
    said += [f"deleted {'a rule' if gone == 1 else f'{gone} rules'}"] if gone else []
    return f"Another window {_listed(said)}; that is merged." if said else ""


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def clash(kind: str, number: int, name: str) -> str:
    """The heading of one question, as in `Hold rule 2, Gifts`."""
    said = place(kind, number)
    return f"{said[:1].upper()}{said[1:]}, {name}" if name else said
