"""Draft -> Revision -> live pointer: publishing and rolling back move a pointer, and nothing is deleted.

The caller opens the transaction. Writing ones must be able to write from the start (on SQLite, BEGIN
IMMEDIATE), and are repeated by the caller when the database says that another one was in the way.
"""

from rulesets.revisions.drafts import draft_lock, get_draft, replace_draft, save_draft, saves
from rulesets.revisions.history import (
    audit,
    freeze,
    import_ruleset,
    keep,
    live,
    live_number,
    publish,
    revision,
    revisions,
    rollback,
)
from rulesets.revisions.values import (
    AuditEntry,
    Draft,
    NotPossible,
    Revision,
    RevisionEntry,
    Save,
    StaleDraft,
    Tampered,
    UnknownRevision,
    Window,
)
from rulesets.revisions.windows import close_window, other_windows, see_window

__all__ = [
    "AuditEntry",
    "Draft",
    "NotPossible",
    "Revision",
    "RevisionEntry",
    "Save",
    "StaleDraft",
    "Tampered",
    "UnknownRevision",
    "Window",
    "audit",
    "close_window",
    "draft_lock",
    "freeze",
    "get_draft",
    "import_ruleset",
    "keep",
    "live",
    "live_number",
    "other_windows",
    "publish",
    "replace_draft",
    "revision",
    "revisions",
    "rollback",
    "save_draft",
    "saves",
    "see_window",
]
