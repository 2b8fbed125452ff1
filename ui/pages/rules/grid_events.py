"""Events of a rule's decision table."""

from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field, ValidationError

from ui.builder.arrange import NewId
from ui.builder.grids.model import grid_of
from ui.builder.grids.rules import change_grid, with_hit, with_result
from ui.builder.grids.steps import Paste, Sent
from ui.builder.grids.turning import into_table, out_of_table
from ui.builder.model import EditedRule
from ui.builder.session import Editing
from ui.guard import guarded
from ui.pages.rules.core import Drafting, Word
from ui.refusal import Refused, done
from ui.words import grid as words
from ui.words import rules as rule_words

Steps = Annotated[str, Field(max_length=600_000)]


class GridEvents(Drafting, mixin=True):
    """Each makes one step that can be undone."""

    @rx.event
    @guarded
    async def change_grid(self, text: Steps) -> Any:
        """A step of the grid, which the page has numbered; refused or not, it is done with."""
        try:
            sent = Sent.model_validate_json(text)
        except ValidationError as wrong:
            raise Refused(words.STEP_LOST, rule_words.GONE_REMEDY) from wrong
        self._done = sent.number
        editing = await self._editing()
        try:
            return await self._apply(sent, editing)
        except Refused:
            self.grid = editing.grid_view(self.selected, self._done)
            raise

    async def _apply(self, sent: Sent, editing: Editing) -> Any:
        rule = editing.now.rule(sent.rule)
        grid = None if rule is None else grid_of(rule)
        if grid is None:
            raise Refused(rule_words.GONE, rule_words.GONE_REMEDY)
        names, step = editing.names, sent.do

        def how(each: EditedRule, _: NewId) -> EditedRule:
            return change_grid(each, lambda old: step.applied(old, names))

        await self._edit(how, step.did, rule=sent.rule)
        left = step.left_out(grid) if isinstance(step, Paste) else 0
        return done(words.left_out(left)) if left else None

    @rx.event
    @guarded
    async def set_hit(self, hit: Literal["first", "unique", "collect"]) -> None:
        """Which of the rows that fit decide."""
        await self._edit(lambda rule, _: with_hit(rule, hit), words.DID_HIT)

    @rx.event
    @guarded
    async def add_result(self, key: Word) -> None:
        """One more column that decides."""
        if key:
            await self._edit(lambda rule, _: with_result(rule, key), words.DID_RESULT)

    @rx.event
    @guarded
    async def turn_into_table(self) -> None:
        """A table of one row that says what the rule says."""
        await self._edit(lambda rule, _: into_table(rule), words.DID_TURN, focus="table")

    @rx.event
    @guarded
    async def turn_back(self) -> None:
        """Conditions that say what the rows say."""
        await self._edit(out_of_table, words.DID_BACK)
