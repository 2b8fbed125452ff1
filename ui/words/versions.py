"""Words of the Versions page, and of what changed between revisions."""

TITLE = "Versions"
NEW, CHANGED, MOVED, REMOVED = "new", "changed", "moved", "removed"
KINDS = {
    "added": "new",
    "removed": "removed",
    "changed": "changed",
    "moved": "moved",
    "switched_on": "switched on",
    "switched_off": "switched off",
}
ABOUT = {
    "sentence": "",
    "form": "written otherwise, means the same",
    "place": "",
    "test": "test",
    "test, name": "test, called otherwise",
    "test, world": "test, given otherwise",
}
NO_CHANGES = "Nothing changes"
CLOSE = "Close"
PUBLISHED_MORE = "Orders that arrive from now on are decided by it. The rules before are in Versions."

REVISIONS, NEVER_CHANGED = "Revisions", "never changed, never deleted"
AGAINST = "against"
WHAT_CHANGES = "What changes"
SENTENCES, YAML = "Sentences", "YAML"
AUDIT = "Audit log"
AUDIT_MORE = "who did what, when, and why"
AUDIT_HEADS = ("When", "Who", "What", "Reason")
STATES = {"live": "live", "back": "rolled back", "past": "past", "never": "never live"}
DRAFT_NOTE = "not live"
DOWNLOAD = "Download YAML"
THE_SAME = "These two say the same."
SAME_MORE = "Choose another revision to compare with."
DRAFT_BROKEN = "The draft has problems, so it cannot be compared in sentences yet."
TO_RULES = "Put them right in Rules"
GO_BACK = "Go back"
NO_WAY_BACK = "No other revision has been live."
AT_ONCE = "At once; the rules that decide now stay in the list."
REASON_BACK = "Reason, kept in the audit log"
WHAT_WENT_WRONG = "What went wrong?"
NO_REASON = "Say why: the reason is kept in the audit log."
PUBLISH_HEAD, PUBLISH = "Publish", "Publish…"
PUBLISH_MORE = "Keeps the draft as a revision for ever, and makes it live at once."
EDIT, SIMULATE = "Edit in Rules", "Simulate"
NEVER_PUBLISHED = "Not published"
NO_VERSIONS = "There are no rules yet"
ROLL_BACK, ROLL_BACK_TO = "Roll back", "Roll back to "
ROLL_BACK_MORE = "It decides every order from that moment. Orders that are decided already stay as they are."
ROLLED_BACK_MORE = "Orders that arrive from now on are decided by it. The draft stays as it is."


def published(number: int) -> str:
    """What is said after publishing."""
    return f"v{number} is live."


def rolled_back(number: int) -> str:
    """What is said after rolling back."""
    return f"v{number} is live again."


def version(number: int) -> str:
    """A revision's short name."""
    return f"v{number}"


def did(action: str, number: int, before: int | None) -> str:
    """A line of the audit log."""
    what = {"published": "Published", "rolled_back": "Rolled back to", "imported": "Imported"}.get(
        action, action
    )
    return f"{what} v{number}" + (f"; v{before} was live" if before is not None and before != number else "")


def life(state: str, who: str, when: str, reason: str) -> str:
    """The last thing that happened to a revision."""
    if state == "back":
        return f"Rolled back {when}: {reason}"
    since = {"live": f"since {when}", "past": f"until {when}"}.get(state, when)
    return f"{who}, {since}"


def draft_of(number: int | None) -> str:
    """What the draft was made from."""
    return "Draft" if number is None else f"Draft of v{number}"


def problems(count: int) -> str:
    """As in `1 problem`."""
    return "1 problem" if count == 1 else f"{count} problems"


def saved(ago: str) -> str:
    """When the draft was saved."""
    return f"Saved {ago}"


def summary(changed: int, of: int) -> str:
    """How many rules differ."""
    return f"{changed} of {of} rules" if changed else "nothing"


def file_name(number: int) -> str:
    """What a downloaded revision is called; 0 is the draft."""
    return f"rules-v{number}.yaml" if number else "rules-draft.yaml"
