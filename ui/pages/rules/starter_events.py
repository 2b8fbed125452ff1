"""The event that puts the rules of a starter into the draft."""

from typing import Any

import reflex as rx

from rulesets.starters import WrongAnswers, filled, rule_starter
from ui.builder.starting import with_starter
from ui.desk import starters
from ui.guard import guarded
from ui.pages.rules.core import Word
from ui.pages.rules.list_events import ListEvents
from ui.refusal import Refused, undoable
from ui.words import rules as rule_words
from ui.words import starters as words


class StarterEvents(ListEvents, mixin=True):
    """Rules from a starter, as one step that can be undone."""

    @rx.event
    @guarded
    async def add_starter(self, name: Word, answers: dict[str, Any], on: bool) -> Any:
        """The rules with these answers, opened in the builder."""
        here = await rx.run_in_thread(starters.here)
        try:
            rules = filled(rule_starter(name), _tuples(answers), here.shop)
        except WrongAnswers as wrong:
            raise Refused(words.WRONG, str(wrong)) from wrong
        except ValueError as unknown:
            raise Refused(words.UNKNOWN, words.UNKNOWN_REMEDY) from unknown
        await self._editing()
        await self._refresh()
        before = self._kept[0].now
        after, self.selected = with_starter(before, rules, on)
        await self._arrange(after, words.DID_ADD)
        known = {rule.id for rule in before.rules}
        names = [rule.name for rule in after.rules if rule.id not in known]
        toast = undoable(words.added(names), words.switched(on), rule_words.UNDO, type(self).undo)
        return [rx.redirect(f"/rules?rule={self.selected}"), toast]


def _tuples(answers: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in answers.items()}
