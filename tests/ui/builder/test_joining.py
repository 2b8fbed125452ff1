"""What another window saved comes into the draft in hand, and undo stays this window's own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings

from tests.ui.builder.edited import Edit, base_rules, edits, made, played
from ui.builder import rules
from ui.builder.fields import Names
from ui.builder.history import History
from ui.builder.joining import Joined, Question, answered, joined, kept_safe
from ui.builder.merge import merge
from ui.builder.model import EditedRules, to_plain
from ui.builder.session import Editing, begin

BASE = base_rules()
START = datetime(2026, 11, 3, 9, tzinfo=UTC)


def named(edited: EditedRules, rule_id: str, name: str) -> EditedRules:
    return rules.change_rule(edited, rule_id, lambda rule: replace(rule, name=name))


def opened() -> Editing:
    return begin(History(BASE), 1, Names((), "Europe/London", "GBP"), None)


def typed(editing: Editing, rule_id: str, name: str) -> Editing:
    return editing.edited(named(editing.now, rule_id, name), "name", START)


def test_undo_after_a_merge_takes_back_the_own_step_and_leaves_the_others_work() -> None:
    got = joined(typed(opened(), "h1", "Mine"), named(BASE, "h2", "Theirs"), 5)
    assert isinstance(got, Joined)
    assert (got.editing.lock, got.taken, got.dropped) == (5, ("h2",), False)
    assert got.editing.unsaved
    assert got.editing.undone().now == named(BASE, "h2", "Theirs")
    assert got.editing.undone().redone().now == named(named(BASE, "h2", "Theirs"), "h1", "Mine")


def test_steps_that_would_take_the_others_work_back_are_dropped_and_it_is_said() -> None:
    mine = typed(typed(typed(opened(), "h1", "Mine"), "h1", "H1"), "h3", "Third")
    got = joined(mine, named(BASE, "h1", "Theirs"), 5)
    assert isinstance(got, Joined)
    assert got.dropped
    back = got.editing.undone()
    assert back.now == named(BASE, "h1", "Theirs")
    assert back.undone().now == back.now


def test_untouched_draft_becomes_theirs_and_entries_elsewhere_keep_what_is_typed() -> None:
    before = opened()
    got = joined(before, named(BASE, "h2", "Theirs"), 5)
    assert isinstance(got, Joined)
    assert not got.editing.unsaved
    assert got.editing.rule_view("h1").key == before.rule_view("h1").key
    assert got.editing.rule_view("h1").when[0].parts[0].key == before.rule_view("h1").when[0].parts[0].key
    assert got.editing.rule_view("h2").key != before.rule_view("h2").key


def test_while_the_question_is_open_both_stand_in_what_is_saved() -> None:
    mine = typed(opened(), "h1", "Mine")
    question = joined(mine, named(BASE, "h1", "Theirs"), 5)
    assert isinstance(question, Question)
    safe = kept_safe(mine, question)
    assert [(rule.name, rule.enabled) for rule in safe.of_kind("hold")] == [
        ("Theirs", True),
        ("H2", True),
        ("H3", True),
        ("Mine (mine)", False),
        ("No hold", True),
    ]


def test_answer_is_one_step_that_undo_takes_back_to_theirs() -> None:
    mine = typed(opened(), "h1", "Mine")
    theirs = named(BASE, "h1", "Theirs")
    question = joined(mine, theirs, 5)
    assert isinstance(question, Question)
    chosen = answered(mine, question, {"h1": "mine"}, "merge", START)
    assert to_plain(chosen.now) == to_plain(mine.now)
    assert to_plain(chosen.undone().now) == to_plain(theirs)
    assert answered(mine, question, {"h1": "theirs"}, "merge", START).history.undo_words == ""


@given(edits(6), edits(4))
@settings(deadline=None)
def test_no_undo_takes_back_what_the_other_window_did(mine: list[Edit], theirs: list[Edit]) -> None:
    editing = replace(opened(), history=History(replace(BASE, maker="a")))
    for number, each in enumerate(mine):
        editing = editing.edited(made(editing.now, each), "edit", START + timedelta(seconds=number))
    other = played(BASE, theirs, "b")
    got = joined(editing, other, 5)
    if isinstance(got, Question):
        return
    after = got.editing
    while True:
        again = merge(BASE, after.now, other)
        assert not again.clashes
        assert to_plain(again.rules) == to_plain(after.now)
        if not after.history.undo_words:
            break
        after = after.undone()
