"""What each rule of the draft matches among the latest orders, counted in the background; and which."""

import asyncio
from typing import Any, ClassVar

import reflex as rx

from ui.builder.model import plain_rule
from ui.desk.hits import Match, counts, which
from ui.guard import guarded
from ui.mirror import Mirrored
from ui.pages.rules.counted import while_wanted
from ui.pages.rules.state import RulesState
from ui.words import trying as words

REST = 0.3
"""Seconds that typing must rest before rules are counted again."""
MOST_SHOWN = 100


class CountState(Mirrored, rx.State):
    """Under each rule of the list, by id: `said`, as in 37 of last 500, and `share`, how long its bar is."""

    MIRRORED: ClassVar[tuple[str, ...]] = ("said", "share")

    said: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    share: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    looking: bool = False
    head: str = ""
    orders: rx.Field[list[Match]] = rx.field(default_factory=list)

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
        now = kept[0].now
        asked = [(rule.kind, plain_rule(rule)) for rule in now.rules]
        found = await while_wanted(lambda left: counts(asked, now.currency, left))
        async with window:
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
