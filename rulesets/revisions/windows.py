"""Which windows have the draft open. A window says so again and again; one that falls silent is forgotten."""

from datetime import datetime, timedelta

from sqlmodel import Session

from rulesets import store
from rulesets.revisions.values import Window

SILENT = timedelta(seconds=12)
"""After so long without a word a window counts as closed."""


def see_window(session: Session, window: str, rule: str, now: datetime) -> tuple[Window, ...]:
    """Note that this window has the draft open, with this rule in its builder. Returns the others."""
    store.forget_windows(session, now - SILENT)
    store.see_window(session, window, rule, now)
    return other_windows(session, window, now)


def other_windows(session: Session, window: str, now: datetime) -> tuple[Window, ...]:
    """The other windows that have the draft open, last seen first."""
    found = (each for each in store.windows(session) if each.window != window)
    return tuple(Window(each.rule, each.seen_at) for each in found if each.seen_at >= now - SILENT)


def close_window(session: Session, window: str, now: datetime) -> None:
    """This window has the draft open no longer."""
    store.forget_windows(session, now - SILENT, window)
