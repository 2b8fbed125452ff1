"""Two drafts from one base in one: what only one side touched merges by itself, the rest is asked about."""

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.builder.edited import Edit, base_rules, edits, played
from ui.builder import rules
from ui.builder.merge import Answer, Merged, merge
from ui.builder.model import EditedRules, plain_rule, to_plain
from ui.builder.ordering import merged_order

BASE = base_rules()


def renamed(edited: EditedRules, rule_id: str, name: str) -> EditedRules:
    return rules.change_rule(edited, rule_id, lambda rule: replace(rule, name=name))


def names(edited: EditedRules, kind: str = "hold") -> list[str]:
    return [rule.name for rule in edited.of_kind(kind)]


def test_rules_that_only_one_side_touched_merge_by_themselves() -> None:
    mine = renamed(BASE, "h1", "Mine")
    theirs = rules.remove_rule(renamed(BASE, "h2", "Theirs"), "r1")
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == ()
    assert names(merged.rules) == ["Mine", "Theirs", "H3", "No hold"]
    assert merged.rules.rule("r1") is None
    assert set(merged.taken) == {"h2", "r1"}


def test_same_rule_changed_by_both_is_asked_about_and_each_answer_is_taken() -> None:
    mine, theirs = renamed(BASE, "h1", "Mine"), renamed(BASE, "h1", "Theirs")
    asked = merge(BASE, mine, theirs)
    assert [clash.key for clash in asked.clashes] == ["h1"]
    assert names(merge(BASE, mine, theirs, {"h1": "mine"}).rules)[0] == "Mine"
    assert names(merge(BASE, mine, theirs, {"h1": "theirs"}).rules)[0] == "Theirs"
    both = merge(BASE, mine, theirs, {"h1": "both"}).rules
    assert names(both) == ["Theirs", "H2", "H3", "Mine (mine)", "No hold"]
    assert [rule.enabled for rule in both.of_kind("hold")] == [True, True, True, False, True]


def test_rule_that_one_side_removed_and_the_other_changed_is_asked_about() -> None:
    mine, theirs = rules.remove_rule(BASE, "h1"), renamed(BASE, "h1", "Theirs")
    for one, other in ((mine, theirs), (theirs, mine)):
        (clash,) = merge(BASE, one, other).clashes
        assert (clash.key, clash.may_keep_both) == ("h1", False)
    assert names(merge(BASE, mine, theirs, {"h1": "mine"}).rules) == ["H2", "H3", "No hold"]
    assert names(merge(BASE, mine, theirs, {"h1": "theirs"}).rules) == ["Theirs", "H2", "H3", "No hold"]


def test_both_writing_the_same_is_no_question() -> None:
    merged = merge(BASE, renamed(BASE, "h1", "Alike"), renamed(BASE, "h1", "Alike"))
    assert (merged.clashes, names(merged.rules)[0]) == ((), "Alike")


def test_new_rules_of_both_windows_stand_beside_each_other_though_they_got_one_id() -> None:
    mine, my_id = rules.new_rule(BASE, "hold", "New hold rule")
    theirs, their_id = rules.new_rule(BASE, "hold", "New hold rule")
    theirs = renamed(theirs, their_id, "Fraud")
    merged = merge(BASE, mine, theirs)
    assert (my_id, merged.clashes) == (their_id, ())
    assert sorted(names(merged.rules)) == sorted(["H1", "H2", "H3", "Fraud", "New hold rule", "No hold"])
    assert merged.rules.rule(merged.renamed[my_id]) is not None


def test_moves_of_both_sides_are_kept_and_the_default_stays_last() -> None:
    mine = rules.move_rule(BASE, "h1", 1)
    theirs = rules.move_rule(renamed(BASE, "h3", "Third"), "h3", -1)
    merged = merge(BASE, mine, theirs)
    assert merged.clashes == ()
    assert names(merged.rules)[-1] == "No hold"
    assert names(merged.rules) == names(merge(BASE, theirs, mine).rules)


def test_what_stands_above_the_rules_merges_entry_by_entry() -> None:
    mine = replace(BASE, header={**BASE.header, "name": "Mine"})
    theirs = replace(BASE, header={**BASE.header, "country": "IE"})
    assert merge(BASE, mine, theirs).rules.header == {**BASE.header, "name": "Mine", "country": "IE"}
    other = replace(BASE, header={**BASE.header, "name": "Theirs"})
    (clash,) = merge(BASE, mine, other).clashes
    assert clash.key == "header.name"
    assert merge(BASE, mine, other, {"header.name": "theirs"}).rules.header["name"] == "Theirs"


@given(edits())
def test_draft_that_only_one_side_touched_is_what_that_side_has(made: list[Edit]) -> None:
    changed = played(BASE, made, "a")
    for merged in (merge(BASE, changed, BASE), merge(BASE, BASE, changed), merge(BASE, changed, changed)):
        assert merged.clashes == ()
        assert to_plain(merged.rules) == to_plain(changed)


@given(edits(), edits())
def test_without_a_question_it_is_the_same_whichever_side_is_mine(one: list[Edit], two: list[Edit]) -> None:
    mine, theirs = played(BASE, one, "a"), played(BASE, two, "b")
    here, there = merge(BASE, mine, theirs), merge(BASE, theirs, mine)
    assert [clash.key for clash in here.clashes] == [clash.key for clash in there.clashes]
    if not here.clashes and not here.renamed:
        assert to_plain(here.rules) == to_plain(there.rules)


@given(edits(), edits(), st.sampled_from(["mine", "theirs", "both"]))
@settings(max_examples=200)
def test_nothing_that_either_side_wrote_is_lost_unasked(
    one: list[Edit], two: list[Edit], unasked: Answer
) -> None:
    mine, theirs = played(BASE, one, "a"), played(BASE, two, "b")
    merged = merge(BASE, mine, theirs, unasked=unasked)
    there = said(merged.rules)
    for side in (mine, theirs):
        for rule in side.rules:
            if rule in BASE.rules:
                continue
            assert written(rule) in there or rule.id in {clash.key for clash in merged.clashes}
    if unasked == "both":
        assert all(written(clash.mine) in there for clash in merged.clashes if clash.mine)
    assert_whole(merged)


def assert_whole(merged: Merged) -> None:
    """Each rule once, each default last in its kind, no part's id twice in a rule."""
    found = [rule.id for rule in merged.rules.rules]
    assert len(found) == len(set(found))
    for first, second in pairwise(merged.rules.rules):
        assert not (first.default and second.kind == first.kind)


def written(rule: object) -> str:
    said = {k: v for k, v in plain_rule(rule).items() if k not in ("id", "name", "enabled", "default")}  # type: ignore[arg-type]
    return json.dumps(said | {"when": said.get("when", {"all": []})}, sort_keys=True)


def said(edited: EditedRules) -> set[str]:
    return {written(rule) for rule in edited.rules}


ORDERS = st.permutations(["a", "b", "c", "d", "e"])


@given(ORDERS, ORDERS, ORDERS)
def test_order_has_everything_once_and_does_not_ask_whose_it_is(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    both = merged_order(base, mine, theirs)
    assert sorted(both) == sorted(base)
    assert both == merged_order(base, theirs, mine)
    assert merged_order(base, mine, base) == mine
