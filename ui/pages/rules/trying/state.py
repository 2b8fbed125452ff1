"""What Try it knows: the order that is tried, what came of it, and what came of the draft's tests."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

import reflex as rx
from pydantic import Field

from engine.testing import RanTest
from ui.builder import testing
from ui.builder.marks import marks
from ui.builder.session import Editing
from ui.desk import trying
from ui.desk.trying import Choice, Chosen, FieldProblem, Source
from ui.guard import guarded
from ui.pages.rules.core import Word
from ui.pages.rules.state import RulesState
from ui.refusal import Refused, done
from ui.views.trying import TryView
from ui.words import trying as words

REST = 0.12
"""Seconds that typing must rest before the order is tried again."""

Name = Annotated[str, Field(max_length=200)]
Pasted = Annotated[str, Field(max_length=20_000)]
SOURCES: dict[str, Source] = {each: each for each in ("recent", "saved", "pasted", "test")}


@dataclass(frozen=True)
class TestRow:
    """One test. `look`: good, bad or off (not run); `said` what differed."""

    __test__: ClassVar[bool] = False

    name: str
    look: str
    verdict: str
    said: str


class TryState(rx.State):
    """The panel. `marks`: what each row and group in the builder said, by the part's id."""

    tab: str = "recent"
    query: str = ""
    choices: rx.Field[list[Choice]] = rx.field(default_factory=list)
    saved: rx.Field[list[Choice]] = rx.field(default_factory=list)
    source: str = ""
    key: str = ""
    pasted: str = ""
    wrong: rx.Field[list[FieldProblem]] = rx.field(default_factory=list)
    view: TryView | None = None
    marks: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    busy: bool = False
    note: str = ""
    tests: rx.Field[list[TestRow]] = rx.field(default_factory=list)
    others: rx.Field[list[TestRow]] = rx.field(default_factory=list)
    tally: str = ""
    ran_at: str = ""
    naming: str = ""
    """What is being named: `order`, `saved:<key>`, `test:<name>`, "" for nothing."""

    @rx.event
    @guarded
    async def open(self) -> None:
        """The panel is there: orders to choose from."""
        query = self.query
        self.choices = list(await rx.run_in_thread(lambda: trying.recent(query)))
        await self._look_saved()

    @rx.event
    @guarded
    async def turn(self, tab: Literal["recent", "saved", "pasted"]) -> None:
        """Show another source of orders."""
        self._choose("", "")
        self.tab, self.busy = tab, False
        if tab == "saved":
            await self._look_saved()

    @rx.event(supersedes=True)
    @guarded
    async def find(self, query: Word) -> None:
        """The latest orders that have these words."""
        self.query = query
        self.choices = list(await rx.run_in_thread(lambda: trying.recent(query)))

    @rx.event
    @guarded
    async def choose(self, source: Source, key: Name) -> Any:
        """Try this order from now on."""
        self._choose(source, key)
        return type(self).follow

    @rx.event
    @guarded
    async def clear(self) -> None:
        """Choose another order."""
        self._choose("", "")
        self.busy = False

    @rx.event
    @guarded
    async def type_pasted(self, text: Pasted) -> None:
        """The JSON as it was pasted."""
        self.pasted = text

    @rx.event
    @guarded
    async def try_pasted(self) -> Any:
        """Try the pasted order."""
        self._choose("pasted", self.pasted)
        return type(self).follow

    def _choose(self, source: str, key: str) -> None:
        self.source, self.key, self.naming = source, key, ""
        self.view, self.wrong, self.note, self.marks = None, [], "", {}
        self.busy = True

    @rx.event(background=True, supersedes=True)
    @guarded
    async def follow(self) -> None:
        """Try the order again on the draft as it stands now, and run the tests that must be."""
        window: Any = self  # a background event changes the State only while it holds it
        async with window:
            rules = await window.get_state(RulesState)
            kept, selected, chosen = rules._kept, rules.selected, window._chosen()  # noqa: SLF001
            window.busy = bool(kept)
        if not kept:
            return
        await asyncio.sleep(REST)
        try:
            show = await _run(kept[0], selected, chosen)
        except Refused as refused:
            show = _failed(refused.what)
        except Exception:
            async with window:
                _failed(words.FAILED)(window)
            raise
        async with window:
            if window._chosen() == chosen:  # noqa: SLF001  else another order is on its way
                show(window)

    def _chosen(self) -> Chosen | None:
        return Chosen(SOURCES[self.source], self.key) if self.source in SOURCES else None

    @rx.event
    @guarded
    async def turn_into_test(self) -> Any:
        """The order and what comes of it become a test of the rule in the builder."""
        rules, editing, chosen = await self._ready()
        if editing.problems:
            raise Refused(words.BROKEN)
        selected = rules.selected
        test = await rx.run_in_thread(lambda: trying.as_test(chosen, editing.document, selected))
        await self._arrange(testing.with_test(editing.now, test), words.DID_ADD)
        return done(words.ADDED, words.ADDED_MORE)

    @rx.event
    @guarded
    async def name_it(self, what: Name) -> None:
        """Begin to name an order or a test, or leave it."""
        self.naming = what

    @rx.event
    @guarded
    async def rename_test(self, name: Name, form: dict[str, Any]) -> None:
        """Call a test otherwise."""
        new = _typed(form)
        _, editing = await self._drafted()
        await self._arrange(testing.renamed(editing.now, name, new), words.DID_RENAME)
        if (self.source, self.key) == ("test", name):
            self.key = testing.free_name(testing.without(editing.now, name), new) if new else name
        self.naming = ""

    @rx.event
    @guarded
    async def remove_test(self, name: Name) -> None:
        """Take a test out; undo brings it back."""
        _, editing = await self._drafted()
        if (self.source, self.key) == ("test", name):
            self._choose("", "")
        await self._arrange(testing.without(editing.now, name), words.DID_REMOVE)

    @rx.event
    @guarded
    async def save_order(self, form: dict[str, Any]) -> Any:
        """Keep the order that is tried, to have it at hand."""
        _, editing, chosen = await self._ready()
        await rx.run_in_thread(lambda: trying.save(chosen, editing.tryable or {}, _typed(form)))
        await self._look_saved()
        return done(words.SAVED)

    @rx.event
    @guarded
    async def rename_saved(self, key: Name, form: dict[str, Any]) -> None:
        """Call a saved order otherwise."""
        await rx.run_in_thread(lambda: trying.rename(key, _typed(form)))
        await self._look_saved()

    @rx.event
    @guarded
    async def remove_saved(self, key: Name) -> Any:
        """Keep a saved order no longer."""
        await rx.run_in_thread(lambda: trying.remove(key))
        await self._look_saved()
        return done(words.REMOVED)

    async def _look_saved(self) -> None:
        self.naming, self.saved = "", list(await rx.run_in_thread(trying.saved))

    async def _ready(self) -> tuple[Any, Editing, Chosen]:
        """What is tried on the draft, in which nothing wrong is on. Raises Refused."""
        rules, editing = await self._drafted()
        chosen = self._chosen()
        if chosen is None or editing.tryable is None:
            raise Refused(words.BROKEN if chosen else words.GONE)
        return rules, editing, chosen

    async def _drafted(self) -> tuple[Any, Editing]:
        rules: Any = await self.get_state(RulesState)
        return rules, await rules._editing()  # noqa: SLF001

    async def _arrange(self, after: Any, what: str) -> None:
        rules, editing = await self._drafted()
        await rules._take(editing.edited(after, what, datetime.now(UTC)))  # noqa: SLF001


async def _run(editing: Editing, selected: str, chosen: Chosen | None) -> Any:
    """What is to be put on the screen, as a function of the State."""
    if chosen is None and not testing.written_tests(editing.now):
        return _ran(editing, selected, trying.Tried(), ())
    rules = editing.tryable
    if rules is None:
        return _not_run(editing, selected, words.BROKEN if chosen else "")
    found = trying.Tried()
    if chosen is not None:
        found = await rx.run_in_thread(lambda: trying.try_order(chosen, rules, selected))
    ran = await rx.run_in_thread(lambda: trying.run_tests(rules))
    return _ran(editing, selected, found, ran)


def _ran(editing: Editing, selected: str, found: trying.Tried, ran: tuple[RanTest, ...]) -> Any:
    rule = editing.now.rule(selected)
    marked = {} if rule is None or found.when is None else marks(rule, found.when)
    rows = [(each.about, _row(each)) for each in ran]

    def show(state: TryState) -> None:
        state.busy, state.note = False, ""
        state.view, state.wrong, state.marks = found.view, list(found.problems), marked
        _show_tests(state, selected, rows)
        state.tally = words.tally(sum(each.passed for each in ran), len(ran)) if ran else ""
        state.ran_at = datetime.now(UTC).isoformat() if ran else ""

    return show


def _not_run(editing: Editing, selected: str, why: str) -> Any:
    tests = [
        (str(each.get("about", "")), str(each.get("name"))) for each in testing.written_tests(editing.now)
    ]
    rows = [(about, TestRow(name, "off", words.NOT_RUN, "")) for about, name in tests]

    def show(state: TryState) -> None:
        _failed(why)(state)
        _show_tests(state, selected, rows)
        state.tally = state.ran_at = ""

    return show


def _failed(why: str) -> Any:
    def show(state: TryState) -> None:
        state.busy, state.view, state.marks, state.note, state.wrong = False, None, {}, why, []

    return show


def _show_tests(state: TryState, selected: str, rows: list[tuple[str, TestRow]]) -> None:
    state.tests = [row for about, row in rows if about == selected]
    state.others = [row for about, row in rows if about != selected]


def _row(ran: RanTest) -> TestRow:
    look, verdict = ("good", words.PASSED) if ran.passed else ("bad", words.RED)
    return TestRow(ran.name, look, verdict, ran.differences)


def _typed(form: dict[str, Any]) -> str:
    return str(form.get("name", ""))[:200].strip()
