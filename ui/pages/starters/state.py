"""The gallery of starters, and the form of the one that is about to be added."""

from typing import Any, Literal

import reflex as rx

from engine.store.setup import NotSetUp
from rulesets.starters import Need, RuleStarter, rule_starter, rule_starters
from ui.desk import starters
from ui.guard import guarded
from ui.pages.rules.core import Typed, Word
from ui.pages.rules.state import RulesState
from ui.refusal import Refused
from ui.views.starters import CardGroup, FormView, form, gallery, read_answer, with_chip
from ui.words import starters as words

Rules: Any = RulesState  # what Reflex makes of a state's handlers has no types

Kind = Literal["", "hold", "routing", "split", "exception", "transaction"]


class StartersState(rx.State):
    """`absent` says why there is nothing to show; `opened` the starter in the form, "" for none."""

    groups: rx.Field[list[CardGroup]] = rx.field(default_factory=list)
    kind: str = ""
    known: bool = False
    absent: str = ""
    opened: str = ""
    form: rx.Field[FormView] = rx.field(default_factory=FormView)
    on: bool = False
    _here: tuple[starters.Here, ...] = ()
    _answers: tuple[dict[str, Any], ...] = ()

    @rx.event
    @guarded
    async def load(self) -> None:
        """Open the page: every starter, with this retailer's names; and the form that the address names."""
        self.known, self.absent, self.opened = True, "", ""
        try:
            self._here = (await rx.run_in_thread(starters.here),)
        except NotSetUp as nothing:
            self.absent = str(nothing)
            return
        await self._show()
        asked = str(self.router.url.query_parameters.get("starter", ""))
        if asked in {each.name for each in rule_starters()}:
            await self._open(asked)

    async def _open(self, name: str) -> None:
        self.opened, self.on, self._answers = name, False, ({},)
        await self._draw()

    async def _show(self) -> None:
        here, kind = await self._setup(), self.kind
        self.groups = await rx.run_in_thread(lambda: gallery(here.shop, here.names, kind))

    async def _setup(self) -> starters.Here:
        """The retailer; read again when this page's memory of it is gone."""
        if not self._here:
            self._here = (await rx.run_in_thread(starters.here),)
        return self._here[0]

    @rx.event
    @guarded
    async def show_kind(self, kind: Kind) -> None:
        """Only the starters of this kind of rule, or all."""
        self.kind = kind
        await self._show()

    @rx.event
    @guarded
    async def open_form(self, name: Word) -> None:
        """Ask what this starter needs."""
        _starter(name)
        await self._open(name)

    @rx.event
    @guarded
    async def close(self) -> None:
        """Leave it as it is."""
        self.opened = ""

    @rx.event
    @guarded
    async def switch(self) -> None:
        """Whether the rules begin switched on."""
        self.on = not self.on

    @rx.event
    @guarded
    async def answer(self, need: Word, text: Typed) -> None:
        """What is typed or chosen for a need."""
        asked = self._need(need)
        currency = (await self._setup()).shop.currency
        await self._take(need, read_answer(asked, text, currency))

    @rx.event
    @guarded
    async def add_chips(self, need: Word, text: Typed) -> None:
        """One more location, or more texts."""
        if text.strip():
            await self._take(need, with_chip(self._chips(need), text))

    @rx.event
    @guarded
    async def remove_chip(self, need: Word, value: Word) -> None:
        """One less."""
        await self._take(need, tuple(each for each in self._chips(need) if each != value))

    @rx.event
    @guarded
    async def add(self) -> Any:
        """Put the rules into the draft; what is wrong stays in the form."""
        if self.form.wrong:
            raise Refused(words.WRONG, " ".join(each.problem for each in self.form.needs if each.problem))
        name, answers, on = self.opened, dict(self._answers[0]), self.on
        _starter(name)
        self.opened = ""
        return Rules.add_starter(name, answers, on)

    async def _take(self, need: str, answer: Any) -> None:
        self._need(need)
        self._answers = ({**self._answers[0], need: answer},)
        await self._draw()

    async def _draw(self) -> None:
        here = await self._setup()
        self.form = form(_starter(self.opened), self._answers[0], here.shop, here.names)

    def _chips(self, need: str) -> list[str]:
        return [chip.value for each in self.form.needs if each.name == need for chip in each.chips]

    def _need(self, name: str) -> Need:
        found = next((each for each in _starter(self.opened).needs if each.name == name), None)
        if found is None:
            raise Refused(words.UNKNOWN, words.UNKNOWN_REMEDY)
        return found


def _starter(name: str) -> RuleStarter:
    try:
        return rule_starter(name)
    except ValueError as unknown:
        raise Refused(words.UNKNOWN, words.UNKNOWN_REMEDY) from unknown
