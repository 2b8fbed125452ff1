"""Events of the rest of the rule in the builder: its actions, otherwise, validity, name, owner and note."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import reflex as rx

from rulesets.actions import ACTIONS, actions_for
from rulesets.model import OTHERWISE_WORDS
from ui.builder import forms, rules, values
from ui.builder.arrange import NewId
from ui.builder.edits import Gone
from ui.builder.model import Act, EditedRule
from ui.builder.whole import offered
from ui.guard import guarded
from ui.pages.rules.core import Drafting, Id, Typed, Word
from ui.refusal import Refused
from ui.words import rules as words

Text = Literal["name", "owner", "note"]
Instant = Literal["valid_from", "valid_until"]


class ActionEvents(Drafting, mixin=True):
    """Each makes one step that can be undone."""

    @rx.event
    @guarded
    async def set_text(self, name: Text, text: Typed) -> None:
        """The rule's name, owner or note, as typed."""
        await self._edit(
            lambda rule, _: rules.set_text(rule, name, text.strip()), words.DID_TEXT[name], typed=name
        )

    @rx.event
    @guarded
    async def set_instant(self, name: Instant, text: Word) -> None:
        """From or until when the rule is valid; empty is open."""
        zone = (await self._editing()).names.zone
        written = values.read_instant(text, zone) if text else ""
        await self._edit(lambda rule, _: rules.set_text(rule, name, written), words.DID_VALIDITY, typed=name)

    @rx.event
    @guarded
    async def set_otherwise(self, otherwise: Word) -> None:
        """What a routing rule does when no location that it allows can serve."""
        if otherwise not in OTHERWISE_WORDS:
            raise Refused(words.GONE, words.GONE_REMEDY)
        await self._edit(lambda rule, _: rules.set_otherwise(rule, otherwise), words.OTHERWISE)

    @rx.event
    @guarded
    async def set_retry(self, text: Typed) -> None:
        """After how many minutes the rule is tried again."""
        await self._edit(lambda rule, _: rules.set_retry(rule, text), words.OTHERWISE, typed="retry_minutes")

    @rx.event
    @guarded
    async def add_action(self, action: Word) -> None:
        """One more action of the kind of the rule, before or after the others as its kind stands."""
        currency = (await self._editing()).names.currency

        def how(rule: EditedRule, new: NewId) -> EditedRule:
            if action not in {each.value for each in offered(rule) if not each.why_not}:
                raise Refused(words.GONE, words.GONE_REMEDY)
            kind = next(each for each in actions_for(rule.kind) if each is ACTIONS[action])
            return replace(rule, then=(*rule.then, forms.blank(kind, new, currency)))

        await self._edit(how, words.DID_ADD_ACTION)

    @rx.event
    @guarded
    async def remove_action(self, act: Id) -> None:
        """Away with it."""
        await self._edit(lambda rule, _: _without(rule, act), words.DELETE)

    @rx.event
    @guarded
    async def move_action(self, act: Id, by: Literal[-1, 1]) -> None:
        """One place up or down among the actions of its sort."""
        await self._edit(lambda rule, _: _moved(rule, act, by), words.MOVE_UP if by < 0 else words.MOVE_DOWN)

    @rx.event
    @guarded
    async def set_argument(self, act: Id, name: Word, text: Typed) -> None:
        """What is typed or chosen for an argument."""
        await self._argue(act, name, text, typed=f"{act}.{name}")

    @rx.event
    @guarded
    async def leave_argument(self, act: Id, name: Word, text: Typed) -> None:
        """The entry is left: take what is typed, and show it as it is written."""
        await self._argue(act, name, text, typed=f"{act}.{name}")
        editing = await self._editing()
        if await self._shows_otherwise(act, name, text):
            self._kept = (editing.stamped(f"{act}.{name}"),)
        self.rule = self._kept[0].rule_view(self.selected)

    @rx.event
    @guarded
    async def choose_argument(self, act: Id, name: Word, text: Word) -> None:
        """A choice or a switch; entries that depend on it come and go."""
        await self._argue(act, name, text)

    async def _argue(self, act: str, name: str, text: str, typed: str = "") -> None:
        currency = (await self._editing()).names.currency
        await self._edit(
            lambda rule, _: _acted(rule, act, lambda each: forms.set_argument(each, name, text, currency)),
            words.DID_VALUE,
            typed=typed,
        )

    async def _shows_otherwise(self, act: str, name: str, text: str) -> bool:
        shown = [*self.rule.eligible, *self.rule.ranks, *self.rule.actions]
        views = [arg for each in shown if each.id == act for arg in each.arguments if arg.name == name]
        return any(view.text != text for view in views)

    @rx.event
    @guarded
    async def add_names(self, act: Id, name: Word, text: Typed) -> None:
        """More names in an argument that is a list."""
        await self._edit(
            lambda rule, _: _acted(rule, act, lambda each: forms.add_values(each, name, text)),
            words.DID_VALUE,
        )

    @rx.event
    @guarded
    async def remove_name(self, act: Id, name: Word, value: Word) -> None:
        """One name fewer in an argument that is a list."""
        await self._edit(
            lambda rule, _: _acted(rule, act, lambda each: forms.remove_value(each, name, value)),
            words.DID_VALUE,
        )


def _acted(rule: EditedRule, act_id: str, how: Callable[[Act], Act]) -> EditedRule:
    if act_id not in {act.id for act in rule.then}:
        raise Gone(act_id)
    return replace(rule, then=tuple(how(act) if act.id == act_id else act for act in rule.then))


def _without(rule: EditedRule, act_id: str) -> EditedRule:
    if act_id not in {act.id for act in rule.then}:
        raise Gone(act_id)
    return replace(rule, then=tuple(act for act in rule.then if act.id != act_id))


def _moved(rule: EditedRule, act_id: str, by: int) -> EditedRule:
    """Ranks change places with the next rank, whatever stands between; others with their neighbour."""
    acts = list(rule.then)
    place = next((n for n, act in enumerate(acts) if act.id == act_id), None)
    if place is None:
        raise Gone(act_id)
    ranks = [n for n, act in enumerate(acts) if (act.action == "rank") == (acts[place].action == "rank")]
    other = ranks.index(place) + by
    if not 0 <= other < len(ranks):
        return rule
    acts[place], acts[ranks[other]] = acts[ranks[other]], acts[place]
    return replace(rule, then=tuple(acts))
