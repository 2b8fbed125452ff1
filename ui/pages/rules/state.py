"""The States of the Rules page: the draft with its rule, and the picker of fields, which is hot."""

from typing import Any, ClassVar, Literal

import reflex as rx

from ui.builder.fields import offered
from ui.builder.model import plain_rule
from ui.builder.views import FieldGroup
from ui.desk.hits import hits
from ui.guard import guarded
from ui.mirror import Mirrored
from ui.pages.rules.core import Id, Word
from ui.pages.rules.counted import while_wanted
from ui.pages.rules.grid_events import GridEvents
from ui.pages.rules.hand_events import HandEvents
from ui.pages.rules.scope_events import ScopeEvents
from ui.pages.rules.sheet_events import SheetEvents
from ui.pages.rules.starter_events import StarterEvents
from ui.words import rules as words


class RulesState(StarterEvents, HandEvents, ScopeEvents, GridEvents, SheetEvents, Mirrored, rx.State):
    """The draft, its lists, and the rule in the builder."""

    MIRRORED: ClassVar[tuple[str, ...]] = ("kinds", "rule", "grid")

    @rx.var
    def none_found(self) -> bool:
        """Whether a rule was looked for and there is none."""
        return bool(self.query) and not any(kind.rules for kind in self.kinds)

    @rx.var
    def beginning(self) -> bool:
        """Whether there are only default rules, and none of them was chosen to be looked at."""
        bare = bool(self.kinds) and not self.query
        bare = bare and all(rule.default for kind in self.kinds for rule in kind.rules)
        return bare and not self.chosen

    @rx.event(background=True, supersedes=True)
    @guarded
    async def count(self) -> None:
        """Count what the conditions in the builder match among the latest orders."""
        window: Any = self  # a background event changes the State only while it holds it
        async with window:
            editing, selected, asks = window._kept, window.selected, window.asks  # noqa: SLF001
        rule = editing[0].now.rule(selected) if editing else None
        if rule is None:
            return
        live, currency = editing[0].live.get(selected), editing[0].now.currency
        found = await while_wanted(lambda left: hits(rule.kind, plain_rule(rule), live, currency, left))
        async with window:
            if window.asks == asks:
                window.matches = "" if found is None else words.matches(found.found, found.of, found.live)


class PickerState(rx.State):
    """The picker of fields. `open`: `purpose:part` of the place that it was opened from, "" when closed."""

    open: str = ""
    purpose: str = "row"
    part: str = ""
    scope: str = "order"
    fields: rx.Field[list[FieldGroup]] = rx.field(default_factory=list)

    @rx.event
    @guarded
    async def turn(
        self,
        purpose: Literal["row", "add", "column"],
        part: Id,
        scope: Literal["order", "line", "location"],
        opened: bool,
    ) -> None:
        """Open the picker at a place, or close it."""
        self.open = f"{purpose}:{part}" if opened else ""
        self.purpose, self.part, self.scope = purpose, part, scope
        self.fields = await self._offered("") if opened else []

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close it, as after a choice."""
        self.open, self.fields = "", []

    @rx.event(supersedes=True)
    @guarded
    async def find(self, query: Word) -> None:
        """Show the fields that have these words."""
        self.fields = await self._offered(query)

    async def _offered(self, query: str) -> list[FieldGroup]:
        rules = await self.get_state(RulesState)
        return offered(rules.rule.kind or "routing", self.scope, query)
