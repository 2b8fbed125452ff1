"""Publishing the draft, on Rules and Versions: what it changes, what stands in the way, and a reason."""

from dataclasses import dataclass
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from engine.testing.kept import RED
from rulesets.diff import Change
from ui.builder import remedies
from ui.builder.views import Span
from ui.components.bits import banner, button, icon, nothing, tag
from ui.components.dialog import dialog
from ui.components.sentence import sentence
from ui.desk import drafts
from ui.guard import guarded
from ui.refusal import done
from ui.words import rules as words
from ui.words import versions as change_words
from ui.words.shell import CANCEL

Reason = Annotated[str, Field(max_length=500)]


@dataclass
class ChangeView:
    """One change between two revisions, in words."""

    kind: str
    place: str
    name: str
    about: str
    new: bool
    spans: list[Span]


@dataclass
class Obstacle:
    """One problem that stops publishing."""

    code: str
    place: str
    message: str
    remedy: str


def change_view(change: Change) -> ChangeView:
    """A change of rules as it is shown."""
    kinds = {"ins": "ins", "del": "del", "same": ""}
    return ChangeView(
        kind=change_words.KINDS[change.kind],
        place=words.KINDS.get(change.rule_kind, ""),
        name=change.name,
        about=change_words.ABOUT.get(change.about, change.about),
        new=change.kind == "added",
        spans=[Span(span.text, kinds[span.mark]) for span in change.spans],
    )


class PublishState(rx.State):
    """The dialog: what would change, and the reason as it is typed."""

    open: bool = False
    changes: rx.Field[list[ChangeView]] = rx.field(default_factory=list)
    obstacles: rx.Field[list[Obstacle]] = rx.field(default_factory=list)
    stopped: str = words.HAS_PROBLEMS
    reason: str = ""
    missing: bool = False
    _lock: int = 0

    @rx.event
    @guarded
    async def ask(self) -> None:
        """Open the dialog with what publishing would change now."""
        found = await rx.run_in_thread(drafts.proposal)
        self._lock = found.lock
        self.changes = [change_view(each) for each in found.changes]
        self.obstacles = [
            Obstacle(each.code, each.place, each.message, remedies.said(each.remedy))
            for each in found.problems
        ]
        red = sum(each.code == RED for each in found.problems)
        self.stopped = words.red_tests(red) if red else words.HAS_PROBLEMS
        self.open, self.missing, self.reason = True, False, ""

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close it; nothing was published."""
        self.open = False

    @rx.event
    @guarded
    async def type_reason(self, text: Reason) -> None:
        """The reason as typed."""
        self.reason, self.missing = text, False

    @rx.event
    @guarded
    async def publish(self) -> Any:
        """Publish what was shown, for the reason given."""
        if not self.reason.strip():
            self.missing = True
            return None
        lock, reason = self._lock, self.reason
        number = await rx.run_in_thread(lambda: drafts.publish(lock, reason))
        self.open = False
        return done(change_words.published(number), change_words.PUBLISHED_MORE)


State: Any = PublishState  # what Reflex makes of a state's fields has no types


def publish_dialog(*after: Any) -> rx.Component:
    """The dialog. `after` are the events that refresh the page it stands on."""
    return dialog(
        words.PUBLISH_ASK,
        rx.cond(State.obstacles.length() > 0, _obstacles(), _whole(after)),
        is_open=State.open,
        on_close=State.close,
        data_testid="publish-dialog",
    )


def _whole(after: tuple[Any, ...]) -> rx.Component:
    return rx.cond(
        State.changes.length() > 0,
        rx.fragment(
            rx.el.p(words.AT_ONCE, class_name="mute"),
            rx.el.div(rx.foreach(State.changes, change), class_name="dialog-changes"),
            _reason(),
            rx.el.div(
                button(CANCEL, on_click=State.close),
                button(
                    words.PUBLISH_NOW,
                    kind="primary",
                    on_click=[State.publish, *after],
                    data_testid="confirm-publish",
                ),
                class_name="btns",
            ),
        ),
        rx.fragment(
            nothing(change_words.NO_CHANGES, words.NOTHING_CHANGES),
            rx.el.div(button(change_words.CLOSE, on_click=State.close), class_name="btns"),
        ),
    )


def _reason() -> rx.Component:
    return rx.el.div(
        rx.el.label(words.REASON, html_for="publish-reason", class_name="label"),
        rx.el.textarea(
            default_value="",
            on_change=State.type_reason,
            id="publish-reason",
            rows="2",
            max_length=500,
            required=True,
            aria_invalid=State.missing,
            class_name="area",
            data_testid="publish-reason",
        ),
        rx.cond(State.missing, rx.el.p(icon("bad", "s14"), words.NO_REASON, class_name="err", role="alert")),
    )


def _obstacles() -> rx.Component:
    return rx.fragment(
        banner(State.stopped, kind="bad"),
        rx.el.div(
            rx.foreach(
                State.obstacles,
                lambda each: rx.el.div(
                    icon("bad", class_name="bad"),
                    rx.el.p(
                        rx.el.b(each.message), " ", each.remedy, " ", rx.el.span(each.place, class_name="dim")
                    ),
                    rx.el.span(each.code, class_name="code"),
                    class_name="problem",
                    data_testid="obstacle",
                ),
            ),
            class_name="dialog-changes",
        ),
        rx.el.div(button(change_words.CLOSE, on_click=State.close), class_name="btns"),
    )


def change(each: Any) -> rx.Component:
    """One change in words: what kind, which rule, and the sentence with what went and what came."""
    return rx.el.article(
        rx.el.p(
            rx.cond(each.new, tag(each.kind, new=True), tag(each.kind)),
            rx.el.b(each.place),
            rx.el.span(each.name, class_name="dim"),
            rx.cond(each.about != "", rx.el.span(each.about, class_name="dim small")),
            class_name="change-h",
        ),
        sentence(each.spans, small=True),
        class_name="change",
        data_testid="change",
    )
