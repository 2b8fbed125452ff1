"""What the parts of the Rules page's State share: the draft in hand; taking, saving and showing an edit."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Annotated

import reflex as rx
from pydantic import Field
from sqlalchemy.exc import DBAPIError

from engine.store.setup import NotSetUp
from ui.builder import session
from ui.builder.arrange import ids_from
from ui.builder.edits import Gone
from ui.builder.grids.views import GridView
from ui.builder.joining import Question
from ui.builder.model import EditedRule, plain_rule
from ui.builder.session import Editing
from ui.builder.views import KindView, RuleView
from ui.desk import drafts
from ui.refusal import Refused
from ui.words import rules as words

Id = Annotated[str, Field(max_length=60)]
Word = Annotated[str, Field(max_length=80)]
Typed = Annotated[str, Field(max_length=20_000)]
NEW = "new"
"""As what gets the focus: the first part that an edit made."""
How = Callable[[EditedRule, Callable[[], str]], EditedRule]
MOST_TRIES = 8
"""So often a save is tried again when another window was quicker."""


class Drafting(rx.State, mixin=True):
    """The draft, its lists, and the rule in the builder."""

    kinds: rx.Field[list[KindView]] = rx.field(default_factory=list)
    rule: rx.Field[RuleView] = rx.field(default_factory=RuleView)
    grid: rx.Field[GridView] = rx.field(default_factory=GridView)
    selected: str = ""
    chosen: bool = False
    """Whether the address names the rule in the builder."""
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
    shows: int = 0
    """Counts what was put on the screen, so that what depends on it follows."""
    saved_at: str = ""
    unsaved: bool = False
    merged: str = ""
    """What came in from another window, in a sentence."""
    undo_words: str = ""
    redo_words: str = ""
    said: str = ""
    """What was done last, for screen readers."""
    focus: str = ""
    """The part that gets the focus, and a number that makes the page look again."""
    _done: int = 0
    """The number of the last step that the page sent of a table."""
    _kept: tuple[Editing, ...] = ()
    """The editing, in a tuple so that Reflex hands it out as it is."""
    _asked: tuple[Question, ...] = ()
    """What is asked about a rule that another window changed too; nothing is saved until it is answered."""

    async def _editing(self) -> Editing:
        """The draft in hand; read from the database when this page's memory of it is gone."""
        if not self._kept:
            await self._read()
            self.dirty_vars.update(self.base_vars)  # the page may show what the lost memory held
            self.selected = self.selected or self._named_rule()
        return self._kept[0]

    def _named_rule(self) -> str:
        """The rule that the page's address names."""
        return str(self.router.url.query_parameters.get("rule", ""))

    @property
    def _window(self) -> str:
        """What this window is called in the database: the same after a restart, and no key to the window."""
        token = self.router.session.client_token or str(id(self))
        return hashlib.sha256(token.encode()).hexdigest()[:16]

    async def _read(self) -> None:
        """Take the draft as the database has it."""
        window = self._window
        try:
            found = await rx.run_in_thread(lambda: drafts.opened(window))
        except (drafts.UnknownRevision, NotSetUp) as nothing:
            self.known, self.absent = True, str(nothing)
            raise Refused(str(nothing)) from nothing
        begun = session.begin(found.history, found.lock, found.names, found.live, found.live_number)
        opened, stamps = found.entries
        self._kept = (replace(begun, window=window, opened=opened or found.lock, stamps=stamps),)
        self.made_from, self.saved_at = words.draft_of(found.made_from), found.saved_at
        self.known, self.absent = True, ""

    async def _edit(self, how: How, done: str, typed: str = "", focus: str = "", rule: str = "") -> None:
        """Edit the rule in the builder, or `rule`, or the one that the part stands in: an event may come
        late. What `focus` names (a part, NEW, "table") has the focus then. Raises Refused when it is gone."""
        editing = await self._editing()
        try:
            edited = editing.with_rule(rule or self.selected, how, done, datetime.now(UTC), typed)
        except Gone as gone:
            raise Refused(words.GONE, words.GONE_REMEDY) from gone
        except ValueError as wrong:
            raise Refused(str(wrong)) from wrong
        await self._take(edited)
        if not typed and edited is not editing:
            self._say(words.did(done))
        if focus:
            self._focus_on(ids_from(editing.now)[0]() if focus == NEW else focus)

    def _say(self, text: str) -> None:
        """Have a screen reader say it, also when it is what was said before."""
        self.said = f"{text}\u00a0" if self.said == text else text

    def _focus_on(self, part: str) -> None:
        number = int(self.focus.partition(" ")[2] or 0)
        self.focus = f"{part} {number + 1}"

    async def _take(self, editing: Editing) -> None:
        """Make this the draft in hand, show it, and save it unless a question about it is open."""
        self._kept, self.merged = (editing,), ""
        self._show(editing)
        if editing.unsaved and not self._asked:
            await self._save(editing)

    async def _save(self, editing: Editing) -> None:
        """Save; what another window saved meanwhile comes in first, as often as it does."""
        for _ in range(MOST_TRIES):
            saved = await self._saved(editing)
            if saved is not None:
                self._kept = (replace(editing, lock=saved.lock, saved=editing.now),)
                self.saved_at, self.unsaved = saved.at, False
                return
            editing = await self._with_theirs(editing)
            if self._asked or not editing.unsaved:
                return
        raise Refused(words.NOT_SAVED, words.NOT_SAVED_REMEDY)

    async def _saved(self, editing: Editing) -> drafts.Saved | None:
        """The save; None when another window saved since."""
        data, beside = editing.document, editing.beside()
        try:
            return await rx.run_in_thread(lambda: drafts.save(data, editing.lock, beside))
        except drafts.StaleDraft:
            return None
        except DBAPIError as error:
            raise Refused(words.NOT_SAVED, words.NOT_SAVED_REMEDY) from error

    async def _with_theirs(self, editing: Editing) -> Editing:
        """The draft with what another window saved in it, shown; when both touched the same rule, it is asked
        about and stays as it is here."""
        raise NotImplementedError

    def _ask_again(self, editing: Editing) -> None:
        """Have it counted what the conditions match, when they are others than before."""
        rule = editing.now.rule(self.selected)
        asked = "" if rule is None else f"{rule.id} {rule.scope} {plain_rule(rule).get('when')}"
        asks = blake2b(asked.encode(), digest_size=8).hexdigest()
        if asks != self.asks:
            self.asks, self.matches = asks, ""

    def _show(self, editing: Editing) -> None:
        """Put what is in hand on the screen."""
        if editing.now.rule(self.selected) is None:
            self.selected = next((rule.id for rule in editing.now.rules), "")
        changes = editing.changes()
        self.shows += 1
        self.kinds = editing.kinds(self.query)
        self.rule = editing.rule_view(self.selected)
        self.grid = editing.grid_view(self.selected, self._done)
        self._ask_again(editing)
        self.changed, self.differs = words.edits(*editing.counted_changes()), bool(changes)
        self.problems = len(editing.problems)
        self.unsaved = editing.unsaved
        self.undo_words, self.redo_words = editing.history.undo_words, editing.history.redo_words
