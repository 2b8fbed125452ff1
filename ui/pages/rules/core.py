"""What the parts of the Rules page's State share: the draft in hand; taking, saving and showing an edit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import reflex as rx
from pydantic import Field
from sqlalchemy.exc import DBAPIError

from engine.store.setup import NotSetUp
from ui.builder import session
from ui.builder.edits import Gone
from ui.builder.model import EditedRule, plain_rule
from ui.builder.session import Editing
from ui.builder.views import KindView, RuleView
from ui.desk import drafts
from ui.refusal import Refused
from ui.words import rules as words

Id = Annotated[str, Field(max_length=60)]
Word = Annotated[str, Field(max_length=80)]
Typed = Annotated[str, Field(max_length=20_000)]
How = Callable[[EditedRule, Callable[[], str]], EditedRule]


class Drafting(rx.State, mixin=True):
    """The draft, its lists, and the rule in the builder."""

    kinds: rx.Field[list[KindView]] = rx.field(default_factory=list)
    rule: rx.Field[RuleView] = rx.field(default_factory=RuleView)
    selected: str = ""
    query: str = ""
    known: bool = False
    absent: str = ""
    made_from: str = words.DRAFT
    changed: str = ""
    differs: bool = False
    problems: int = 0
    matches: str = ""
    asks: str = ""
    """Changes with the conditions in the builder, so that what they match is counted again."""
    saved_at: str = ""
    unsaved: bool = False
    stale: bool = False
    undo_words: str = ""
    redo_words: str = ""
    _kept: tuple[Editing, ...] = ()
    """The editing, in a tuple so that Reflex hands it out as it is."""

    async def _editing(self) -> Editing:
        """The draft in hand; read from the database when this page's memory of it is gone."""
        if not self._kept:
            await self._read()
        return self._kept[0]

    async def _read(self) -> None:
        """Take the draft as the database has it."""
        try:
            found = await rx.run_in_thread(drafts.opened)
        except (drafts.UnknownRevision, NotSetUp) as nothing:
            self.known, self.absent = True, str(nothing)
            raise Refused(str(nothing)) from nothing
        editing = session.begin(found.data, found.lock, found.names, found.live, found.live_number)
        self._kept = (editing,)
        self.made_from, self.saved_at = words.draft_of(found.made_from), found.saved_at
        self.known, self.stale, self.absent = True, False, ""

    async def _edit(self, how: How, done: str, typed: str = "") -> None:
        """Edit the rule in the builder. Raises Refused when the part is not there any more."""
        editing = await self._editing()
        try:
            edited = editing.with_rule(self.selected, how, done, datetime.now(UTC), typed)
        except Gone as gone:
            raise Refused(words.GONE, words.GONE_REMEDY) from gone
        except ValueError as wrong:
            raise Refused(str(wrong)) from wrong
        await self._take(edited)

    async def _take(self, editing: Editing) -> None:
        """Make this the draft in hand, show it, and save it."""
        self._kept = (editing,)
        self._show(editing)
        if editing.unsaved and not self.stale:
            await self._save(editing)

    async def _save(self, editing: Editing) -> None:
        data = editing.document
        try:
            saved = await rx.run_in_thread(lambda: drafts.save(data, editing.lock))
        except drafts.StaleDraft:
            self.stale = True
            return
        except DBAPIError as error:
            raise Refused(words.NOT_SAVED, words.NOT_SAVED_REMEDY) from error
        self._kept = (replace(editing, lock=saved.lock, saved=editing.now),)
        self.saved_at, self.unsaved = saved.at, False

    def _ask_again(self, editing: Editing) -> None:
        """Have it counted what the conditions match, when they are others than before."""
        rule = editing.now.rule(self.selected)
        asks = "" if rule is None else f"{rule.id} {plain_rule(rule).get('when')}"
        if asks != self.asks:
            self.asks, self.matches = asks, ""

    def _show(self, editing: Editing) -> None:
        """Put what is in hand on the screen."""
        if editing.now.rule(self.selected) is None:
            self.selected = next((rule.id for rule in editing.now.rules), "")
        changes = editing.changes()
        self.kinds = editing.kinds(self.query)
        self.rule = editing.rule_view(self.selected)
        self._ask_again(editing)
        self.changed, self.differs = words.edits(len(changes)), bool(changes)
        self.problems = len(editing.problems)
        self.unsaved = editing.unsaved
        self.undo_words, self.redo_words = editing.history.undo_words, editing.history.redo_words
