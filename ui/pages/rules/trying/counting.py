"""What each rule of the draft matches among the latest orders, counted in the background; and which."""

import asyncio
from time import monotonic
from typing import Any, ClassVar

import reflex as rx

from ui.builder.model import EditedRules, plain_rule
from ui.desk.hits import Counted, Left, Match, counts, which
from ui.guard import guarded
from ui.mirror import Mirrored
from ui.pages.rules.counted import while_wanted
from ui.pages.rules.state import RulesState
from ui.words import trying as words

REST = 0.3
"""Seconds that typing must rest before rules are counted again."""
FRESH = 15.0
"""Seconds for which counts of the same draft stand, though orders come in."""
MOST_SHOWN = 100


class CountState(Mirrored, rx.State):
    """Under each rule of the list, by id: `said`, as in 37 of last 500, and `share`, how long its bar is."""

    MIRRORED: ClassVar[tuple[str, ...]] = ("said", "share")

    said: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    share: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    looking: bool = False
    head: str = ""
    orders: rx.Field[list[Match]] = rx.field(default_factory=list)
    _counted: tuple[EditedRules, float] | None = None

    @rx.event(background=True, supersedes=True)
    @guarded
    async def count(self) -> None:
        """Count what every rule of the draft matches; what was counted before is known."""
        window: Any = self  # a background event changes the State only while it holds it
        async with window:
            rules = await window.get_state(RulesState)
            kept = rules._kept  # noqa: SLF001
        if not kept:
            return
        await asyncio.sleep(REST)
        editing, now = kept[0], kept[0].now
        known = window._counted  # noqa: SLF001
        if known and known[0] is now and monotonic() - known[1] < FRESH:
            return

        def count(left: Left) -> Counted:
            return counts(((rule.kind, editing.plain_of(rule)) for rule in now.rules), now.currency, left)

        found = await while_wanted(count)
        async with window:
            window._counted = (now, monotonic())  # noqa: SLF001
            said = {rule: words.of_last(number, found.of) for rule, number in found.found.items()}
            if said != window.said:
                window.said = said
                window.share = {rule: f"{100 * n / found.of:.1f}%" for rule, n in found.found.items()}

    @rx.event
    @guarded
    async def see(self) -> None:
        """Show the orders that the rule in the builder matches."""
        rules: Any = await self.get_state(RulesState)
        editing = await rules._editing()  # noqa: SLF001
        rule = editing.now.rule(rules.selected)
        if rule is None:
            return
        data, currency = plain_rule(rule), editing.now.currency
        shown, of = await rx.run_in_thread(lambda: which(rule.kind, data, currency, MOST_SHOWN))
        self.orders, self.head = list(shown), words.more_which(len(shown), of) if of else words.WHICH_NONE
        self.looking = True

    @rx.event
    @guarded
    async def close(self) -> None:
        """Close the list."""
        self.looking = False
