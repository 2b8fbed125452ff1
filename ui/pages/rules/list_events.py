"""Events of the list of rules and of the draft's bar."""

import secrets
from datetime import UTC, datetime
from typing import Any, Literal

import reflex as rx

from rulesets.model import RuleKind
from ui.builder import rules
from ui.builder.edits import Gone
from ui.builder.model import EditedRules
from ui.desk import drafts
from ui.guard import guarded
from ui.pages.rules.core import Id, Word
from ui.pages.rules.together import Together
from ui.refusal import Refused, done
from ui.words import rules as words


class ListEvents(Together, mixin=True):
    """New, copied, moved, switched and deleted rules; undo and redo."""

    discarding: bool = False

    @rx.event
    @guarded
    async def load(self) -> None:
        """Open the page: the draft as the database has it, and the rule that the address names."""
        await self._editing()
        self.merged = ""
        await self._refresh()
        asked = self._named_rule()
        self.selected, self.chosen = asked or self.selected, bool(asked)
        self._show(self._kept[0])
        self.loaded = secrets.token_hex(4)

    async def _refresh(self) -> None:
        """What other windows saved comes in, and the draft is compared with what is live now."""
        before, now = self._kept[0], await rx.run_in_thread(drafts.standing)
        if (before.live_number, before.names) != (now.live, now.names):
            await self._compare()
        await self._catch_up(now.lock)

    async def _compare(self) -> None:
        """The same draft, compared with what is live now."""
        window = self._window
        found = await rx.run_in_thread(lambda: drafts.opened(window))
        self._kept = (self._kept[0].compared_with(found.live, found.live_number, found.names),)
        self.made_from = words.draft_of(found.made_from)

    @rx.event(supersedes=True)
    @guarded
    async def find(self, query: Word) -> None:
        """Show the rules that have these words."""
        self.query = query
        self.kinds = (await self._editing()).kinds(query)

    async def _arrange(self, after: EditedRules, what: str) -> None:
        editing = await self._editing()
        await self._take(editing.edited(after, what, datetime.now(UTC)))

    @rx.event
    @guarded
    async def add_rule(self, kind: RuleKind) -> Any:
        """A new rule of this kind, opened in the builder."""
        editing = await self._editing()
        after, self.selected = rules.new_rule(editing.now, kind, words.NEW_RULES[kind])
        await self._arrange(after, words.DID_ADD_RULE)
        return rx.redirect(f"/rules?rule={self.selected}", replace=True)

    @rx.event
    @guarded
    async def duplicate_rule(self, rule: Id) -> Any:
        """A copy of the rule after it, opened in the builder."""
        editing = await self._editing()
        name = words.copy_of(_named(editing.now, rule))
        after, self.selected = rules.duplicate_rule(editing.now, rule, name)
        await self._arrange(after, words.DUPLICATE)
        return rx.redirect(f"/rules?rule={self.selected}", replace=True)

    @rx.event
    @guarded
    async def remove_rule(self, rule: Id) -> Any:
        """Take the rule out; undo brings it back."""
        editing = await self._editing()
        name = _named(editing.now, rule)
        await self._arrange(rules.remove_rule(editing.now, rule), words.DELETE)
        return [done(words.rule_deleted(name), words.UNDO_BRINGS_BACK)]

    @rx.event
    @guarded
    async def move_rule(self, rule: Id, by: Literal[-1, 1]) -> None:
        """One place up or down in its kind."""
        editing = await self._editing()
        _named(editing.now, rule)
        await self._arrange(
            rules.move_rule(editing.now, rule, by), words.MOVE_UP if by < 0 else words.MOVE_DOWN
        )

    @rx.event
    @guarded
    async def switch_rule(self, rule: Id) -> None:
        """On or off; the default rule is always on."""
        editing = await self._editing()
        found = editing.now.rule(rule)
        if found is None or found.default:
            raise Refused(words.GONE, words.GONE_REMEDY)
        after = rules.change_rule(editing.now, rule, rules.switched)
        await self._arrange(after, words.SWITCH_OFF if found.enabled else words.SWITCH_ON)

    @rx.event
    @guarded
    async def undo(self) -> None:
        """One step back."""
        await self._take((await self._editing()).undone())

    @rx.event
    @guarded
    async def redo(self) -> None:
        """One step forward again."""
        await self._take((await self._editing()).redone())

    @rx.event
    @guarded
    async def ask_discard(self, asking: bool) -> None:
        """Open or close the question whether the draft is to be discarded."""
        self.discarding = asking

    @rx.event
    @guarded
    async def discard(self) -> Any:
        """Make the draft the live rules again."""
        editing = await self._editing()
        try:
            await rx.run_in_thread(lambda: drafts.discard(editing.lock))
        except drafts.StaleDraft:
            self.discarding = False
            await self._catch_up(None)
            return done(words.NOT_DISCARDED)
        await self._read()
        self._show(self._kept[0])
        self.discarding = False
        return done(words.DISCARDED)


def _named(edited: EditedRules, rule: str) -> str:
    """The rule's name; refused when it is not there any more."""
    found = edited.rule(rule)
    if found is None:
        raise Refused(words.GONE, words.GONE_REMEDY) from Gone(rule)
    return found.name
