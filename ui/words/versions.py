"""Words of the Versions page, and of what changed between revisions."""

TITLE = "Versions"
NEW, CHANGED, REMOVED = "new", "changed", "removed"
KINDS = {
    "added": "new",
    "removed": "removed",
    "changed": "changed",
    "moved": "moved",
    "switched_on": "switched on",
    "switched_off": "switched off",
}
ABOUT = {"sentence": "", "form": "written otherwise, means the same", "place": ""}
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
LIVE, PAST, NEVER_LIVE = "live", "past", "never live"
DRAFT, DRAFT_NOTE = "Draft", "not a revision yet"
DOWNLOAD = "Download YAML"
THE_SAME = "These two say the same."
SAME_MORE = "Choose another revision to compare with."
DRAFT_BROKEN = "The draft has problems, so it cannot be compared in sentences yet."
TO_RULES = "Put them right in Rules"
GO_BACK = "Go back"
AT_ONCE = "At once; the rules that decide now stay in the list."
ROLL_BACK_ASK = "Roll back?"
REASON_BACK = "Reason, kept in the audit log"
WHAT_WENT_WRONG = "What went wrong?"
NO_REASON = "Say why: the reason is kept in the audit log."
PUBLISH, PUBLISH_MORE = "Publish…", "Freezes the draft as the next revision and makes it live."
FIRST = "Nothing was live before."
EARLIER_ONLY = "Only a revision that was live before can be rolled back to."


def published(number: int) -> str:
    """What is said after publishing."""
    return f"v{number} is live."


def rolled_back(number: int) -> str:
    """What is said after rolling back."""
    return f"v{number} is live again."


def roll_back_to(number: int) -> str:
    """The button that rolls back."""
    return f"Roll back to v{number}"


def version(number: int) -> str:
    """A revision's short name."""
    return f"v{number}"


def did(action: str, number: int, before: int | None) -> str:
    """A line of the audit log."""
    what = {"published": "Published", "rolled_back": "Rolled back to", "imported": "Imported"}.get(
        action, action
    )
    return f"{what} v{number}" + (f"; v{before} was live" if before is not None and before != number else "")


def live_from(day: str) -> str:
    """Since when the live revision decides."""
    return f"since {day}"
