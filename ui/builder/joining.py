"""What another window saved comes into the draft in hand. Pure.

Undo stays this window's own: every state that it can go back to takes the other's work in as well, so that no
step takes it back. A state for which that would be a clash is forgotten, with the steps before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ui.builder.history import History, Step
from ui.builder.keeping import Did
from ui.builder.merge import Answers, Clash, merge
from ui.builder.model import EditedRules
from ui.builder.session import Editing
from ui.builder.stamps import again, given_anew


@dataclass(frozen=True, slots=True)
class Joined:
    """The draft with the other's work in it. `taken`: rules that came from there; `dropped`: whether steps
    can be taken back no longer; `renamed`: rules of this window that have another id now."""

    editing: Editing
    taken: tuple[str, ...]
    dropped: bool
    renamed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What both touched, to be answered; `theirs` and what both began from stay until then."""

    base: EditedRules
    theirs: EditedRules
    clashes: tuple[Clash, ...]


def joined(editing: Editing, theirs: EditedRules, lock: int) -> Joined | Question:
    """Both in one, to be saved under this lock; a question when both touched the same."""
    base, theirs = editing.saved, _aligned(theirs, editing.saved)
    merged = merge(base, editing.now, theirs)
    if merged.clashes:
        return Question(base, theirs, merged.clashes)

    def onto(state: EditedRules) -> EditedRules | None:
        found = merge(base, state, theirs)
        return None if found.clashes else found.rules

    now = replace(merged.rules, made=max(merged.rules.made, editing.now.made), maker=editing.now.maker)
    history = editing.history.rebased(now, onto)
    after = replace(editing, history=history, lock=lock, saved=theirs)
    dropped = _lost(editing.history, history, onto)
    return Joined(_stamped(after, editing.now).checked(), merged.taken, dropped, merged.renamed)


def _lost(before: History, after: History, onto: Any) -> bool:
    return len(after.undoable) < len(before.undoable) and any(onto(s.before) is None for s in before.undoable)


def kept_safe(editing: Editing, question: Question) -> EditedRules:
    """What is saved while the question is open: theirs, with mine beside it as copies that are switched off,
    so that neither is lost when nobody answers."""
    return merge(question.base, editing.now, question.theirs, unasked="both").rules


def answered(editing: Editing, question: Question, answers: Answers, done: str, at: datetime) -> Editing:
    """The draft as the answers want it, as one step; before it stands what theirs would be without."""
    theirs = merge(question.base, editing.now, question.theirs, unasked="theirs").rules
    chosen = merge(question.base, editing.now, question.theirs, answers).rules
    chosen = replace(chosen, made=max(chosen.made, editing.now.made), maker=editing.now.maker)
    step = (Step(theirs, done, "", at),) if theirs != chosen else ()
    after = replace(editing, history=History(chosen, step), did=Did("merge", done, "", at))
    return _stamped(after, editing.now).checked()


def _aligned(theirs: EditedRules, base: EditedRules) -> EditedRules:
    """Theirs, with the rules that it did not touch as the very same objects: they are compared often."""
    before = {rule.id: rule for rule in base.rules}
    rules = tuple(before[rule.id] if before.get(rule.id) == rule else rule for rule in theirs.rules)
    return replace(theirs, rules=rules)


def _stamped(editing: Editing, before: EditedRules) -> Editing:
    """Entries whose value is another than before take it; the others keep what is being typed in them."""
    return replace(editing, stamps=again(editing.stamps, *given_anew(before, editing.now)))
