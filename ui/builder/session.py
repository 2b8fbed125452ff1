"""One person editing the draft: the draft with its history, what it is compared with, what is wrong with it.

Pure: it knows neither the database nor the screen. Frozen: each step makes a new one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from rulesets.checking import Known
from rulesets.problems import Problem
from rulesets.reading import Checked, check_again
from ui.builder.arrange import ids_in
from ui.builder.edits import Gone
from ui.builder.fields import Names
from ui.builder.grids.viewing import grid_view
from ui.builder.grids.views import GridView
from ui.builder.history import History
from ui.builder.keeping import Did, beside
from ui.builder.model import EditedRule, EditedRules, from_plain, plain_rule, to_plain
from ui.builder.places import Spot, spots
from ui.builder.rules import change_with_ids
from ui.builder.speaking import Spoken, speak
from ui.builder.stamps import Stamps, again, given_anew
from ui.builder.testing import written_tests
from ui.builder.viewing import Seen
from ui.builder.views import KindView, RuleView
from ui.builder.whole import lists, rule_view, unfinished_in, wrong_in
from ui.words import versions as words


@dataclass(frozen=True, slots=True)
class Editing:
    """`live`: the live rules as plain data by id; `lock`: the version that was read or saved last;
    `saved`: the draft as the database has it; `window`: whose steps these are; `did`: the last of them.
    `opened` (the lock it was read with) and `stamps` tell entries to take new values."""

    history: History
    names: Names
    lock: int
    saved: EditedRules
    live: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    live_number: int | None = None
    live_tests: tuple[Mapping[str, Any], ...] = ()
    found: Checked = field(default_factory=Checked)
    plain: Mapping[int, tuple[EditedRule, Mapping[str, Any]]] = field(default_factory=dict)
    spoken: Mapping[str, tuple[EditedRule, Spoken]] = field(default_factory=dict)
    opened: int = 0
    stamps: Stamps = field(default_factory=dict)
    window: str = ""
    did: Did = field(default_factory=Did)

    @property
    def now(self) -> EditedRules:
        """The draft as it stands."""
        return self.history.now

    @property
    def unsaved(self) -> bool:
        """Whether the database has another draft than this one."""
        return self.now != self.saved

    def edited(self, after: EditedRules, done: str, at: datetime, typed: str = "") -> "Editing":
        """After an edit. `typed` names the entry when it is typing: then entries keep what they hold."""
        if after == self.now:
            return self
        did = Did("edit", done, typed, at)
        return self._with(self.history.edited(after, done, at, typed), did)

    def _with(self, history: History, did: Did) -> "Editing":
        anew = () if did.typed else given_anew(self.now, history.now)
        return replace(self, history=history, did=did, stamps=again(self.stamps, *anew)).checked()

    def with_rule(
        self,
        rule_id: str,
        how: Callable[[EditedRule, Callable[[], str]], EditedRule],
        done: str,
        at: datetime,
        typed: str = "",
    ) -> "Editing":
        """After an edit inside one rule, or inside the one that has the part which is not in it: an event may
        come after another rule was opened. `how` gets a source of new ids. Raises Gone."""
        try:
            after = change_with_ids(self.now, rule_id, how)
        except Gone as gone:
            after = change_with_ids(self.now, self._with_part(gone), how)
        return self.edited(after, done, at, typed)

    def _with_part(self, gone: Gone) -> str:
        found = (rule.id for rule in self.now.rules if gone.args[0] in ids_in(rule))
        rule_id = next(found, None)
        if rule_id is None:
            raise gone
        return rule_id

    def undone(self) -> "Editing":
        """One step back."""
        return self._with(self.history.undone(), Did("undo"))

    def redone(self) -> "Editing":
        """One step forward again."""
        return self._with(self.history.redone(), Did("redo"))

    def beside(self) -> dict[str, Any]:
        """What is saved beside the draft."""
        return beside(self.now, self.window, self.did, [self.opened, dict(self.stamps)])

    def compared_with(self, live: Mapping[str, Any] | None, number: int | None, names: Names) -> "Editing":
        """The same draft, compared with what is live now."""
        compared = {} if live is None else by_id(from_plain(live))
        tests = () if live is None else written_tests(from_plain(live))
        with_live = replace(self, live=compared, live_number=number, live_tests=tests)
        return replace(with_live, names=names, spoken={}).checked()

    def stamped(self, entry: str) -> "Editing":
        """The entry takes what the draft has, as after typing `25` for £25.00."""
        return replace(self, stamps=again(self.stamps, entry))

    def checked(self) -> "Editing":
        """With the problems and sentences of the draft as it stands; those of untouched rules are kept."""
        known = Known(
            locations=frozenset(code for code, _ in self.names.locations), groups=frozenset(self.names.groups)
        )
        spoken = {rule.id: (rule, self._spoken(rule)) for rule in self.now.rules}
        plain = {id(rule): (rule, self.plain_of(rule)) for rule in self.now.rules}
        said = replace(self, spoken=spoken, plain=plain)
        return replace(said, found=check_again(said.document, known, self.found))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the draft as it stands."""
        return self.found.problems

    def plain_of(self, rule: EditedRule) -> Mapping[str, Any]:
        """The rule as plain data; made once for a rule that stays as it is."""
        before = self.plain.get(id(rule))
        return before[1] if before and before[0] is rule else plain_rule(rule)

    @property
    def document(self) -> dict[str, Any]:
        """The draft as plain data, as it is saved."""
        return to_plain(self.now, self.plain_of)

    @property
    def tryable(self) -> dict[str, Any] | None:
        """The draft as plain data without the rules that are off and have problems, which decide nothing;
        None when something else is wrong, or when a test is about a rule that would be left out."""
        wrong = {spot.rule for spot in spots(self.now, self.problems)}
        left_out = {rule.id for rule in self.now.rules if rule.id in wrong and not rule.enabled}
        tested = {str(each.get("about", "")) for each in written_tests(self.now)}
        if wrong != left_out or tested & left_out:
            return None
        kept = tuple(rule for rule in self.now.rules if rule.id not in left_out)
        return to_plain(replace(self.now, rules=kept), self.plain_of)

    def _spoken(self, rule: EditedRule) -> Spoken:
        before = self.spoken.get(rule.id)
        return before[1] if before and before[0] is rule else speak(rule, self.names)

    def changes(self) -> dict[str, str]:
        """How rules differ from the live ones: id -> new, changed, moved or removed. Tests too."""
        if not self.live:
            return {}
        found = {rule.id: self._change(rule) for rule in self.now.rules}
        gone = {rule_id: words.REMOVED for rule_id in self.live if rule_id not in found}
        changed = {rule_id: word for rule_id, word in found.items() if word}
        return dict.fromkeys(self._moved(found), words.MOVED) | changed | gone | self._changed_tests()

    def counted_changes(self) -> tuple[int, int]:
        """How many rules, and how many tests, are not as live."""
        tests = len(self._changed_tests()) if self.live else 0
        return len(self.changes()) - tests, tests

    def _changed_tests(self) -> dict[str, str]:
        """The tests that are not as live, each counted as an edit; no rule's id has a colon."""
        now = {str(each.get("name")): each for each in written_tests(self.now)}
        live = {str(each.get("name")): each for each in self.live_tests}
        return {
            f"test: {name}": words.CHANGED
            for name in now.keys() | live.keys()
            if now.get(name) != live.get(name)
        }

    def _moved(self, now: Iterable[str]) -> list[str]:
        """The rules that must be lifted out so that the others stand in the same order as live."""
        here = [rule_id for rule_id in now if rule_id in self.live]
        there = [rule_id for rule_id in self.live if rule_id in set(here)]
        parts = SequenceMatcher(None, there, here, autojunk=False).get_opcodes()
        return [rule_id for tag, _, _, start, end in parts if tag != "equal" for rule_id in here[start:end]]

    def _change(self, rule: EditedRule) -> str:
        before = self.live.get(rule.id)
        if before is None:
            return words.NEW
        return "" if before == {"kind": rule.kind, **self.plain_of(rule)} else words.CHANGED

    def kinds(self, query: str) -> list[KindView]:
        """The lists on the left."""
        found = spots(self.now, self.problems)
        return lists(self.now, found, lambda rule: self.spoken[rule.id][1].text, self.changes(), query)

    def rule_view(self, rule_id: str) -> RuleView:
        """The builder's rule; an empty one when there is none with this id."""
        rule = self.now.rule(rule_id)
        if rule is None:
            return RuleView()
        found: tuple[Spot, ...] = spots(self.now, self.problems)
        seen = Seen(self.names, wrong_in(rule, found), unfinished_in(rule, found), self.opened, self.stamps)
        return rule_view(self.now, rule, found, self.spoken[rule.id][1].spans, seen)

    def grid_view(self, rule_id: str, done: int) -> GridView:
        """The table of the builder's rule; `done` is the number of the last edit that the page sent."""
        own = [spot.problem for spot in spots(self.now, self.problems) if spot.rule == rule_id]
        return grid_view(self.now.rule(rule_id), own, self.names, done)


def begin(
    history: History,
    lock: int,
    names: Names,
    live: Mapping[str, Any] | None,
    number: int | None = None,
) -> Editing:
    """Open the draft; `live`: plain data of the live rules with their number, None before publishing."""
    return Editing(history, names, lock, history.now, opened=lock).compared_with(live, number, names)


def by_id(rules: EditedRules) -> dict[str, Mapping[str, Any]]:
    """The rules as plain data with their kind, by id."""
    return {rule.id: {"kind": rule.kind, **plain_rule(rule)} for rule in rules.rules}
