"""Undo and redo: 50 steps; typing within half a second is one step, structure is never merged with typing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ui.builder.model import EditedRules

MOST_STEPS = 50
TOGETHER = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class Step:
    """A state that can be gone back to, and what was done to leave it."""

    before: EditedRules
    done: str
    typed: str
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """The draft as it is now, what can be undone and what can be done again, nearest last."""

    now: EditedRules
    undoable: tuple[Step, ...] = ()
    redoable: tuple[Step, ...] = ()

    def edited(self, after: EditedRules, done: str, at: datetime, typed: str = "") -> "History":
        """After an edit. `typed` names the entry when the edit is typing: quick typing in one entry is one
        step. An edit that changes nothing is none."""
        if after == self.now:
            return self
        if self._goes_on(typed, at):
            last = replace(self.undoable[-1], at=at)
            return History(after, (*self.undoable[:-1], last))
        steps = (*self.undoable, Step(self.now, done, typed, at))
        return History(after, steps[-MOST_STEPS:])

    def _goes_on(self, typed: str, at: datetime) -> bool:
        if not typed or not self.undoable or self.redoable:
            return False
        last = self.undoable[-1]
        return last.typed == typed and at - last.at <= TOGETHER

    def undone(self) -> "History":
        """One step back; the same when there is none."""
        if not self.undoable:
            return self
        step = self.undoable[-1]
        again = replace(step, before=self.now)
        return History(step.before, self.undoable[:-1], (*self.redoable, again))

    def redone(self) -> "History":
        """One step forward again; the same when there is none."""
        if not self.redoable:
            return self
        step = self.redoable[-1]
        # Typing on after that is a step of its own.
        back = replace(step, before=self.now, typed="")
        return History(step.before, (*self.undoable, back), self.redoable[:-1])

    def rebased(self, now: EditedRules, onto: Callable[[EditedRules], EditedRules | None]) -> "History":
        """The same steps on another ground: each state becomes what `onto` makes of it. Steps from before
        the first that it cannot carry over (None) are forgotten."""
        return History(now, _carried(self.undoable, now, onto), _carried(self.redoable, now, onto))

    @property
    def undo_words(self) -> str:
        """What undo would take back, "" when nothing."""
        return self.undoable[-1].done if self.undoable else ""

    @property
    def redo_words(self) -> str:
        """What redo would do again, "" when nothing."""
        return self.redoable[-1].done if self.redoable else ""


def _carried(
    steps: tuple[Step, ...], now: EditedRules, onto: Callable[[EditedRules], EditedRules | None]
) -> tuple[Step, ...]:
    """The steps, nearest last, that can be carried over; one that would lead nowhere is left out."""
    kept: list[Step] = []
    after = now
    for step in reversed(steps):
        before = onto(step.before)
        if before is None:
            break
        if before != after:
            kept.append(replace(step, before=before))
        after = before
    return tuple(reversed(kept))
