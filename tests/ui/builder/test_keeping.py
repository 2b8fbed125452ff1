"""What is kept beside the draft: ids of parts outlive the program, and so do the steps that can be undone."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.builder.edited import Edit, base_data, edits, made, played
from ui.builder.fields import Names
from ui.builder.history import History
from ui.builder.keeping import Kept, beside, entries_of, read_again, steps_of
from ui.builder.model import EditedRules, to_plain
from ui.builder.session import Editing, begin

START = datetime(2026, 11, 3, 9, tzinfo=UTC)
BASE = read_again(base_data(), None, 0)


def stored(value: Any) -> Any:
    """As the database gives it back."""
    return json.loads(json.dumps(value))


def opened(history: History, window: str = "w1") -> Editing:
    return replace(begin(history, 1, Names((), "Europe/London", "GBP"), None), window=window)


def saves_of(states: list[Editing]) -> list[Kept]:
    """A save after each of these, newest first; the first is the draft as it was opened."""
    kept = [
        Kept(
            lock,
            stored(to_plain(each.now)),
            stored(each.beside()) if lock else None,
            START + timedelta(seconds=lock),
        )
        for lock, each in enumerate(states)
    ]
    return kept[::-1]


@given(edits(12))
def test_parts_have_the_same_ids_after_everything_was_forgotten(several: list[Edit]) -> None:
    edited = played(BASE, several, "f00n")
    kept = stored(beside(edited, "w1", opened(History(BASE)).did, [0, {}]))
    assert read_again(stored(to_plain(edited)), kept, 7) == edited


def test_draft_without_ids_gets_the_same_ones_in_every_window_and_others_at_another_lock() -> None:
    one, two, later = (read_again(base_data(), None, lock) for lock in (7, 7, 8))
    assert one == two
    assert one != later
    assert to_plain(one) == to_plain(later)


def test_rule_that_is_another_than_its_ids_gets_new_ones_and_the_others_keep_theirs() -> None:
    kept = stored(beside(BASE, "w1", opened(History(BASE)).did, [0, {}]))
    data = base_data()
    data["rules"]["hold"][0]["then"].append({"action": "tag", "tag": "x"})
    again = read_again(data, kept, 9)
    assert again.rules[1:] == BASE.rules[1:]
    assert again.rules[0].then[0].id.startswith("d9n")


def test_what_was_kept_by_another_program_is_no_obstacle() -> None:
    assert to_plain(read_again(base_data(), {"ids": "no", "entries": 3}, 1)) == to_plain(BASE)
    assert entries_of({"entries": ["x", []]}) == (0, {})


@given(st.lists(st.tuples(edits(1), st.sampled_from(["edit", "edit", "undo", "redo"])), max_size=12))
def test_steps_are_the_same_after_a_restart(walk: list[tuple[list[Edit], str]]) -> None:
    states = [opened(History(BASE))]
    for place, (several, way) in enumerate(walk):
        after = _walked(states[-1], several, way, START + timedelta(seconds=place))
        if after.now != states[-1].now:
            states.append(after)
    last = states[-1]
    again = steps_of(saves_of(states), last.now, len(states) - 1, "w1", others=False)
    assert path(again) == path(last.history)


def _walked(editing: Editing, several: list[Edit], way: str, at: datetime) -> Editing:
    if way == "undo":
        return editing.undone()
    if way == "redo":
        return editing.redone()
    return editing.edited(made(editing.now, several[0]), "edit", at) if several else editing


def path(history: History) -> tuple[list[EditedRules], list[EditedRules]]:
    return [step.before for step in history.undoable], [step.before for step in history.redoable]


def test_steps_of_another_window_that_is_still_open_are_not_taken_back() -> None:
    first = opened(History(BASE))
    second = first.edited(made(BASE, ("name", 0, 0, "abc")), "name", START)
    saves = saves_of([first, second])
    assert steps_of(saves, second.now, 1, "w1", others=True).undo_words == "name"
    assert steps_of(saves, second.now, 1, "w2", others=False).undo_words == "name"
    assert steps_of(saves, second.now, 1, "w2", others=True).undo_words == ""


def test_steps_begin_after_the_last_save_of_another_window() -> None:
    mine = opened(History(BASE)).edited(made(BASE, ("name", 0, 0, "abc")), "name", START)
    theirs = opened(History(mine.now), "w2").edited(made(mine.now, ("name", 1, 0, "cba")), "name", START)
    again = opened(History(theirs.now)).edited(made(theirs.now, ("name", 2, 0, "b")), "name", START)
    steps = steps_of(saves_of([opened(History(BASE)), mine, theirs, again]), again.now, 3, "w1", others=True)
    assert [step.before for step in steps.undoable] == [theirs.now]
