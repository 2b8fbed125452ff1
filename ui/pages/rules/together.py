"""Several windows on one draft: what they save comes in, what both touched is asked about, who is there."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import reflex as rx

from ui.builder.joining import Joined, Question, answered, joined, kept_safe
from ui.builder.keeping import Did, beside
from ui.builder.merge import Answer
from ui.builder.model import EditedRules, to_plain
from ui.builder.session import Editing
from ui.desk import drafts
from ui.guard import guarded
from ui.pages.rules.core import Drafting, Word
from ui.refusal import Refused
from ui.views.together import ClashView, OtherView, clash_views, other_views, taken_words
from ui.words import together as words


class Together(Drafting, mixin=True):
    """The other windows, and the question about what both touched."""

    others: rx.Field[list[OtherView]] = rx.field(default_factory=list)
    clashes: rx.Field[list[ClashView]] = rx.field(default_factory=list)
    answers: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    loaded: str = ""
    """Changes with every load, so that the page hands over what it may have typed into a lost connection."""

    @rx.var
    def busy(self) -> list[str]:
        """The rules that other windows have in their builders."""
        return [each.rule for each in self.others]

    @rx.var
    def unanswered(self) -> bool:
        """Whether something that both touched has no answer yet."""
        return any(each.key not in self.answers for each in self.clashes)

    def _remembers(self) -> bool:
        return bool(self._kept)

    async def _with_theirs(self, editing: Editing) -> Editing:
        """The draft with what another window saved in it, shown; when both touched the same, it is asked
        about and stays as it is here."""
        found = await rx.run_in_thread(drafts.elsewhere)
        got = joined(editing, found.rules, found.lock)
        if isinstance(got, Question):
            return await self._ask(editing, got, found.lock)
        self._adopt(got)
        self.saved_at = found.at
        return got.editing

    def _adopt(self, got: Joined) -> None:
        self._kept = (got.editing,)
        self.selected = got.renamed.get(self.selected, self.selected)
        self._show(got.editing)
        said = taken_words(got.editing.now, got.taken)
        self.merged = " ".join(filter(None, (said, words.STEPS_DROPPED if got.dropped else "")))

    async def _ask(self, editing: Editing, question: Question, lock: int) -> Editing:
        """Save both beside each other, and ask. When a third save was quicker nothing is asked yet."""
        safe = kept_safe(editing, question)
        said = beside(safe, self._window, Did("merge"), [editing.opened, dict(editing.stamps)])
        try:
            saved = await rx.run_in_thread(lambda: drafts.save(to_plain(safe), lock, said))
        except drafts.StaleDraft:
            return editing
        editing = replace(editing, lock=saved.lock, saved=safe)
        self._kept, self._asked = (editing,), (question,)
        self.clashes, self.answers = clash_views(question.clashes, editing.now, editing.names), {}
        self._show(editing)
        return editing

    async def _catch_up(self, lock: int | None) -> None:
        """Take in what other windows saved, when this is not the lock in hand."""
        editing = self._kept[0]
        if self._asked or editing.lock == lock:
            return
        after = await self._with_theirs(editing)
        if after.unsaved and not self._asked:
            await self._save(after)

    @rx.event
    @guarded
    async def beat(self) -> None:
        """Every few seconds: say that this window is here, see who else is, and take in what they saved."""
        if self.absent:
            return
        await self._editing()
        window, rule = self._window, self.selected
        around = await rx.run_in_thread(lambda: drafts.say_open(window, rule))
        self._see(self._kept[0].now, around)
        if around.lock is not None:
            await self._catch_up(around.lock)

    def _see(self, now: EditedRules, around: drafts.Around) -> None:
        seen = other_views(now, around.others)
        if seen != self.others:
            self.others = seen

    @rx.event
    @guarded
    async def answer(self, key: Word, choice: Answer) -> None:
        """Choose for one of the things that both touched."""
        await self._editing()
        if not self._asked or key not in {each.key for each in self._asked[0].clashes}:
            raise Refused(words.SETTLED, words.SETTLED_MORE)
        self.answers = {**self.answers, key: choice}

    @rx.event
    @guarded
    async def settle(self) -> None:
        """Save the draft as it was chosen."""
        editing = await self._editing()
        if not self._asked:
            raise Refused(words.SETTLED, words.SETTLED_MORE)
        chosen: dict[str, Answer] = {each: _answer(said) for each, said in self.answers.items()}
        after = answered(editing, self._asked[0], chosen, words.MERGE, datetime.now(UTC))
        self._asked, self.clashes, self.answers = (), [], {}
        await self._take(after)


def _answer(said: str) -> Literal["mine", "theirs", "both"]:
    return "mine" if said == "mine" else "both" if said == "both" else "theirs"
