"""Events of a rule's scope: channels, countries, regions, categories, and the share of orders."""

from typing import Literal

import reflex as rx

from ui.builder import scoping
from ui.guard import guarded
from ui.pages.rules.core import Drafting, Typed, Word
from ui.words import scope as words

ScopeKey = Literal["channels", "countries", "regions", "categories"]


class ScopeEvents(Drafting, mixin=True):
    """Each makes one step that can be undone."""

    @rx.event
    @guarded
    async def set_percent(self, text: Word) -> None:
        """For how many percent of orders the rule is; empty is all."""
        await self._edit(
            lambda rule, _: scoping.set_percent(rule, text), words.DID_SCOPE, typed="scope-percent"
        )

    @rx.event
    @guarded
    async def add_scope(self, key: ScopeKey, text: Typed) -> None:
        """One or more values for a list of the scope."""
        if text.strip():
            await self._edit(lambda rule, _: scoping.add_values(rule, key, text), words.DID_SCOPE)

    @rx.event
    @guarded
    async def remove_scope(self, key: ScopeKey, value: Word) -> None:
        """One value less."""
        await self._edit(lambda rule, _: scoping.remove_value(rule, key, value), words.DID_SCOPE)
