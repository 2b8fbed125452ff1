"""Events that the page's scripts send: what keys do to the part that has the focus, and what was dragged."""

import json
from typing import Any, Literal

import reflex as rx
from pydantic import TypeAdapter, ValidationError

from ui.builder import arrange, edits, rules
from ui.builder.edits import Gone
from ui.guard import guarded
from ui.pages.rules.action_events import ActionEvents, put_action
from ui.pages.rules.core import NEW, Id
from ui.pages.rules.list_events import ListEvents
from ui.pages.rules.part_events import PartEvents
from ui.refusal import Refused
from ui.words import rules as words

Doing = Literal["up", "down", "in", "out", "copy", "remove"]
_SENT: TypeAdapter[Any] = TypeAdapter(
    tuple[Doing, Id]
    | tuple[Literal["part"], Id, Id, Id]
    | tuple[Literal["action"], Id, Id]
    | tuple[Literal["rule"], Id, Id]
)


class HandEvents(ListEvents, PartEvents, ActionEvents, mixin=True):
    """What is done by keys or by hand to a part, an action or a rule as a whole."""

    @rx.event
    @guarded
    async def by_hand(self, text: str) -> None:
        """`["up", part]` and its like; `["part", part, group, before]`, `["action", action, before]` or
        `["rule", rule, before]` for what was dropped before another, or at the end when `before` is ""."""
        try:
            what, *ids = _SENT.validate_python(tuple(json.loads(text)))
        except (ValueError, TypeError, ValidationError) as wrong:
            raise Refused(words.GONE, words.GONE_REMEDY) from wrong
        if what == "part":
            await self._edit(lambda rule, _: arrange.put(rule, *ids), words.DID_MOVE)
        elif what == "action":
            await self._edit(lambda rule, _: put_action(rule, *ids), words.DID_MOVE)
        elif what == "rule":
            await self._put_rule(*ids)
        else:
            await self._do(what, ids[0])

    async def _do(self, what: Doing, part: str) -> None:
        """What the row's menu does, by a key."""
        hows: dict[str, Any] = {
            "up": (lambda rule, _: arrange.move(rule, part, -1), words.MOVE_UP),
            "down": (lambda rule, _: arrange.move(rule, part, 1), words.MOVE_DOWN),
            "in": (lambda rule, new: arrange.indent(rule, part, new), words.INDENT),
            "out": (lambda rule, _: arrange.outdent(rule, part), words.OUTDENT),
            "copy": (lambda rule, new: arrange.duplicate(rule, part, new), words.DUPLICATE),
            "remove": (lambda rule, _: edits.remove(rule, part), words.DELETE),
        }
        how, done = hows[what]
        await self._edit(how, done, focus=NEW if what == "copy" else "")

    async def _put_rule(self, rule: str, before: str) -> None:
        editing = await self._editing()
        try:
            after = rules.put_rule(editing.now, rule, before)
        except Gone as gone:
            raise Refused(words.GONE, words.GONE_REMEDY) from gone
        await self._arrange(after, words.DID_MOVE)
