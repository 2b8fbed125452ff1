"""Any sequence of edits, undos and redos against a naive model: a list of states with a place in it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rulesets.checking import Known
from rulesets.problems import Refused
from rulesets.reading import problems_in, read_ruleset
from tests.ui.builder.edited import Edit, base_rules, edits, made
from ui.builder.fields import Names
from ui.builder.history import MOST_STEPS, TOGETHER, History
from ui.builder.model import EditedRules, to_plain
from ui.builder.places import spots
from ui.builder.session import begin

START = datetime(2026, 11, 3, 9, tzinfo=UTC)
BASE = base_rules()
NAMES = Names((), "Europe/London", "GBP")


class Stepping(RuleBasedStateMachine):
    """`states` are all that can be reached, `here` is the place of the one that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(BASE)
        self.states: list[EditedRules] = [BASE]
        self.here = 0
        self.typed, self.at = "", START

    def _edited(self, after: EditedRules, typed: str, pause: timedelta) -> None:
        at = self.at + pause
        self.history = self.history.edited(after, "edit", at, typed)
        if after == self.states[self.here]:
            return
        ahead = self.here < len(self.states) - 1
        goes_on = typed and typed == self.typed and pause <= TOGETHER and not ahead and self.here > 0
        self.states = [*self.states[: self.here + (not goes_on)], after][-(MOST_STEPS + 1) :]
        self.here, self.typed, self.at = len(self.states) - 1, typed, at

    @rule(several=edits(1))
    def edit(self, several: list[Edit]) -> None:
        for each in several:
            self._edited(made(self.states[self.here], each), "", timedelta(seconds=1))

    @rule(
        text=st.text("ab", min_size=1, max_size=3),
        entry=st.sampled_from(["name", "note"]),
        ms=st.integers(1, 900),
    )
    def type_on(self, text: str, entry: str, ms: int) -> None:
        after = made(self.states[self.here], (entry, 0, 0, text))
        self._edited(after, entry, timedelta(milliseconds=ms))

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.history = self.history.undone()
            self._went(-1)

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.history = self.history.redone()
            self._went(1)

    def _went(self, by: int) -> None:
        if 0 <= self.here + by < len(self.states):
            self.here += by
            self.typed = ""  # a step that was gone over is not typed on

    @invariant()
    def shows_what_the_list_has(self) -> None:
        assert self.history.now == self.states[self.here]
        assert len(self.history.undoable) == self.here
        assert len(self.history.redoable) == len(self.states) - 1 - self.here


Stepping.TestCase.settings = settings(max_examples=40, stateful_step_count=90, deadline=None)
TestStepping = Stepping.TestCase


def test_fifty_steps_of_a_long_walk_can_be_taken_back_and_done_again() -> None:
    history = History(BASE)
    states = [BASE]
    for number in range(130):
        states.append(made(states[-1], ("name", 0, 0, f"name {number}")))
        history = history.edited(states[-1], "name", START + timedelta(seconds=number))
    for back in range(MOST_STEPS):
        history = history.undone()
        assert history.now == states[-2 - back]
    assert history.undone() is history
    for _ in range(MOST_STEPS):
        history = history.redone()
    assert history.now == states[-1]


@given(edits(10))
@settings(max_examples=100, deadline=None)
def test_what_the_builder_makes_is_refused_exactly_for_the_problems_that_it_shows(
    several: list[Edit],
) -> None:
    editing = begin(History(BASE), 1, NAMES, None)
    for number, each in enumerate(several):
        editing = editing.edited(made(editing.now, each), "edit", START + timedelta(seconds=number))
    known, document = Known(locations=frozenset(), groups=frozenset()), to_plain(editing.now)
    assert editing.problems == problems_in(document, known)
    shown = spots(editing.now, editing.problems)
    assert sorted(str(spot.problem) for spot in shown) == sorted(str(each) for each in editing.problems)
    assert {spot.rule for spot in shown} <= {rule.id for rule in editing.now.rules} | {""}
    assert accepted(document, known) == (not editing.problems)


def accepted(document: object, known: Known) -> bool:
    """Whether these rules can be published: what is published is read like this."""
    try:
        read_ruleset(document, known)
    except Refused:
        return False
    return True
