"""Undo and redo, by what stands after them."""

from datetime import UTC, datetime, timedelta

from ui.builder.history import MOST_STEPS, History
from ui.builder.model import EditedRule, EditedRules

START = datetime(2025, 11, 20, 10, 0, tzinfo=UTC)


def named(name: str) -> EditedRules:
    return EditedRules({}, (EditedRule("r", name, "hold"),))


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_step_is_taken_back_and_done_again() -> None:
    history = History(named("a")).edited(named("b"), "name", at(0)).edited(named("c"), "name", at(5))
    assert history.undone().now == named("b")
    assert history.undone().undone().now == named("a")
    assert history.undone().undone().redone().redone() == history


def test_quick_typing_in_one_entry_is_one_step() -> None:
    history = History(named("a"))
    for tenth, name in enumerate(("ab", "abc", "abcd")):
        history = history.edited(named(name), "name", at(tenth * 0.4), typed="name")
    assert history.undone().now == named("a")


def test_typing_after_a_pause_or_in_another_entry_is_a_step_of_its_own() -> None:
    history = History(named("a")).edited(named("b"), "name", at(0), typed="name")
    assert history.edited(named("c"), "name", at(0.6), typed="name").undone().now == named("b")
    assert history.edited(named("c"), "note", at(0.1), typed="note").undone().now == named("b")


def test_structure_is_never_merged_with_typing() -> None:
    history = (
        History(named("a")).edited(named("b"), "name", at(0), typed="name").edited(named("c"), "row", at(0.1))
    )
    assert history.undone().now == named("b")
    assert history.edited(named("d"), "name", at(0.2), typed="name").undone().now == named("c")


def test_edit_that_changes_nothing_is_no_step() -> None:
    history = History(named("a"))
    assert history.edited(named("a"), "name", at(0)) is history
    assert history.undo_words == ""


def test_new_edit_forgets_what_could_be_done_again() -> None:
    history = History(named("a")).edited(named("b"), "name", at(0)).undone().edited(named("c"), "name", at(1))
    assert history.redo_words == ""
    assert history.redone() is history


def test_fifty_steps_are_kept() -> None:
    history = History(named("0"))
    for number in range(1, 80):
        history = history.edited(named(str(number)), f"to {number}", at(number))
    assert len(history.undoable) == MOST_STEPS
    for _ in range(100):
        history = history.undone()
    assert history.now == named(str(79 - MOST_STEPS))


def test_says_what_would_be_taken_back() -> None:
    history = History(named("a")).edited(named("b"), "name", at(0))
    assert (history.undo_words, history.undone().redo_words) == ("name", "name")
