"""What is said when something is refused or goes wrong: a sentence, and what to do."""

import logging
import uuid
from typing import Any

import reflex as rx
from reflex.event import EventSpec
from sqlalchemy.exc import OperationalError

log = logging.getLogger("switchyard.ui")

SHOWN_FOR = 12_000  # milliseconds; long enough to read two sentences twice


class Refused(Exception):
    """What was asked is not done, and nothing was changed. `what` is a sentence, `remedy` says what to do."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


def said(refusal: Refused) -> EventSpec:
    """The event that shows a refusal, as an alert that screen readers speak."""
    shown: EventSpec = rx.toast.error(
        refusal.what, description=refusal.remedy, duration=SHOWN_FOR, close_button=True
    )
    return shown


def done(what: str, more: str = "") -> EventSpec:
    """The event that says that something was done."""
    shown: EventSpec = rx.toast.success(what, description=more, duration=6_000)
    return shown


def undoable(what: str, more: str, undo: str, on_undo: Any) -> EventSpec:
    """The event that says that something was done, with a button that takes it back."""
    action = {"label": undo, "on_click": on_undo}
    shown: EventSpec = rx.toast.success(what, description=more, duration=SHOWN_FOR, action=action)
    return shown


def unexpected(exception: Exception) -> EventSpec:
    """What a person sees of an error that nobody foresaw: that it happened, and how to find it in the log."""
    reference = uuid.uuid4().hex[:8]
    log.error("Unexpected error %s in an event of a page", reference, exc_info=exception)
    return said(_sentence(exception, reference))


def _sentence(error: Exception, reference: str) -> Refused:
    if isinstance(error, OperationalError):
        return Refused("The database did not answer, so nothing was changed.", "Try again in a moment.")
    return Refused(
        "That did not work: the program met an error that nobody foresaw.",
        f"Load the page again to see what stands. If it happens again, the log has it under {reference}.",
    )
