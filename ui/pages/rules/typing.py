"""Typing a rule as a sentence: the State of the entry, which is hot, and the edit that takes the sentence."""

from datetime import UTC, datetime
from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.builder.typed import TypedView, rewritten, sentence_of, typed_view
from ui.guard import guarded
from ui.pages.rules.core import Typed
from ui.pages.rules.state import RulesState
from ui.refusal import Refused
from ui.words import rules
from ui.words import typed as words

Place = Annotated[int, Field(ge=0, le=20_000)]


class TypingState(rx.State):
    """The entry of a sentence. `rule`: the rule that is being typed, "" when the entry is closed; `begun`
    counts the openings, so that each begins with its own text."""

    rule: str = ""
    first: str = ""
    begun: int = 0
    view: rx.Field[TypedView] = rx.field(default_factory=TypedView)

    @rx.event
    @guarded
    async def open(self) -> Any:
        """Open the entry with the sentence of the rule in the builder; for a new rule it begins empty."""
        page = await self.get_state(RulesState)
        editing = await page._editing()  # noqa: SLF001  the draft in hand is the page's own
        rule = editing.now.rule(page.selected)
        if rule is None or rule.table is not None:
            raise Refused(rules.GONE, rules.GONE_REMEDY)
        new = page.undo_words == rules.DID_ADD_RULE
        self.first = "" if new else sentence_of(rule, editing.names)
        self.rule, self.begun = rule.id, self.begun + 1
        self.view = typed_view(rule, self.first, len(self.first), editing.names)
        return rx.call_script("window.typedSentence?.begin()")

    @rx.event
    @guarded
    async def close(self) -> Any:
        """Close the entry; the rule stays as it was."""
        self.rule, self.view = "", TypedView()
        return rx.call_script("window.typedSentence?.leave()")

    @rx.event(supersedes=True)
    @guarded
    async def hear(self, cursor: Place, text: Typed) -> None:
        """Hear what is typed, with the cursor at this letter."""
        page = await self.get_state(RulesState)
        editing = await page._editing()  # noqa: SLF001
        rule = editing.now.rule(self.rule)
        if rule is None:
            raise Refused(rules.GONE, rules.GONE_REMEDY)
        self.view = await rx.run_in_thread(lambda: typed_view(rule, text, cursor, editing.names))

    @rx.event
    @guarded
    async def use(self, text: Typed) -> Any:
        """Make the rule say what is typed, as one step."""
        page = await self.get_state(RulesState)
        editing = await page._editing()  # noqa: SLF001
        if editing.now.rule(self.rule) is None:
            raise Refused(rules.GONE, rules.GONE_REMEDY)
        try:
            after = editing.with_rule(
                self.rule,
                lambda rule, new_id: rewritten(rule, text, editing.names, new_id),
                words.DID_TYPE,
                datetime.now(UTC),
            )
        except ValueError as wrong:
            raise Refused(str(wrong), words.NOT_HEARD_REMEDY) from wrong
        await page._take(after)  # noqa: SLF001
        self.rule, self.view = "", TypedView()
        return rx.call_script("window.typedSentence?.leave()")
