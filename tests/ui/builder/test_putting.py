"""Parts, rules and actions put somewhere else, as by dragging; and what a screen reader says of parts."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesets.conditions import DEEPEST
from tests.ui.builder.test_edits import LINE, A, B, C, ids, rule_when, said
from tests.ui.builder.test_rules import draft, order
from ui.builder import arrange, edits, rules
from ui.builder.fields import Names, offered
from ui.builder.model import Cond, EditedRule, Grp, LineCond, Part, from_plain, parts_in
from ui.builder.viewing import Seen, root_node
from ui.pages.rules.action_events import put_action
from ui.words import keys


def test_condition_goes_into_another_group_before_the_one_named() -> None:
    rule = rule_when(A, {"any": [B, C]})
    first, group = ids(rule)
    inside = edits.find(rule, group)
    assert isinstance(inside, Grp)
    assert said(arrange.put(rule, first, group, inside.of[1].id)) == {"all": [{"any": [B, A, C]}]}


def test_condition_goes_to_the_end_of_its_own_group_and_back_to_its_head() -> None:
    rule = rule_when(A, B, C)
    first, second, _ = ids(rule)
    assert rule.when is not None
    moved = arrange.put(rule, first, rule.when.id, "")
    assert said(moved) == {"all": [B, C, A]}
    assert arrange.put(moved, first, rule.when.id, second) == rule


def test_group_that_loses_its_last_part_goes() -> None:
    rule = rule_when(A, {"any": [B]})
    inside = edits.find(rule, ids(rule)[1])
    assert isinstance(inside, Grp)
    assert rule.when is not None
    assert said(arrange.put(rule, inside.of[0].id, rule.when.id, ids(rule)[0])) == {"all": [B, A]}


@pytest.mark.parametrize(
    ("parts", "path", "target"),
    [
        ([{"any": [{"all": [A]}]}], (0,), (0, 0)),
        ([A, {"lines": "any", "where": {"all": [LINE]}}], (0,), (1,)),
        ([A, {"lines": "any", "where": {"all": [LINE]}}], (1, 0), ()),
        ([{"any": [{"any": [A]}]}, {"any": [{"any": [{"any": [B]}]}]}], (0,), (1, 0)),
    ],
    ids=[
        "into itself",
        "of the order among those of lines",
        "of a line among those of the order",
        "too deep",
    ],
)
def test_place_that_cannot_hold_it_is_refused(
    parts: Any, path: tuple[int, ...], target: tuple[int, ...]
) -> None:
    rule = rule_when(*parts)
    group = at(rule, target)
    holder = group.where if isinstance(group, LineCond) else group
    with pytest.raises(ValueError, match=r"\w"):
        arrange.put(rule, at(rule, path).id, holder.id, "")


def at(rule: EditedRule, path: tuple[int, ...]) -> Part:
    part: Part | None = rule.when
    for place in path:
        assert isinstance(part, Grp | LineCond)
        part = (part.where if isinstance(part, LineCond) else part).of[place]
    assert part is not None
    return part


SOMEWHERE = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    max_leaves=8,
)


@given(st.lists(SOMEWHERE, min_size=1, max_size=4), st.data())
def test_putting_loses_and_adds_no_condition(parts: list[Any], data: st.DataObject) -> None:
    rule = rule_when(*parts)
    assert rule.when is not None
    everything = list(parts_in(rule.when))
    part = data.draw(st.sampled_from(everything[1:]))
    group = data.draw(st.sampled_from([each for each in everything if isinstance(each, Grp)]))
    before = data.draw(st.sampled_from(["", *(each.id for each in group.of)]))
    try:
        after = arrange.put(rule, part.id, group.id, before)
    except ValueError:
        after = rule
    assert after.when is not None
    assert sorted(rows(after.when)) == sorted(rows(rule.when))
    assert max(edits.depth(after, each.id) for each in parts_in(after.when)) <= max(
        DEEPEST, *(edits.depth(rule, each.id) for each in everything)
    )


def rows(group: Grp) -> Iterator[str]:
    yield from (part.id for part in parts_in(group) if isinstance(part, Cond))


@pytest.mark.parametrize(
    ("before", "expected"), [("a", "cabd"), ("d", "abcd"), ("", "abdc"), ("gone", "abdc")]
)
def test_rule_is_put_before_another_and_never_past_the_default(before: str, expected: str) -> None:
    assert order(rules.put_rule(draft(*"abcd"), "c", before)) == [*expected, "last"]


def test_default_rule_is_not_put_anywhere() -> None:
    edited = draft(*"ab")
    assert rules.put_rule(edited, "last", "a") == edited


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        (3, 1, ["within_km", "fewest", "nearest", "ship_from"]),
        (1, None, ["within_km", "fewest", "nearest", "ship_from"]),
    ],
)
def test_rank_is_put_among_the_ranks(moved: int, before: int | None, expected: list[str]) -> None:
    then = [
        {"action": "within_km", "km": 5},
        {"action": "rank", "by": "nearest"},
        {"action": "ship_from", "location": "COV"},
        {"action": "rank", "by": "fewest"},
    ]
    data = {"rules": {"routing": [{"id": "r", "name": "R", "then": then}]}}
    rule = from_plain(data).rules[0]
    after = put_action(rule, rule.then[moved].id, "" if before is None else rule.then[before].id)
    names = [str(act.given.get("by", act.action)) for act in after.then]
    assert [each for each in names if each in ("fewest", "nearest")] == ["fewest", "nearest"]
    assert sorted(names) == sorted(expected)


def test_group_says_its_words_its_size_and_where_it_stands() -> None:
    rule = rule_when(A, {"any": [B, C, {"lines": "any", "where": {"all": [LINE]}}]})
    assert rule.when is not None
    root = root_node(rule.when, "order", Seen(Names(), {(ids(rule)[0], "value"): "Wrong."}))
    assert (root.spoken, root.size, root.wrong) == (
        "all of these, 4 conditions, level 1",
        "4 conditions",
        "1 problem",
    )
    row, group = root.parts
    assert row.spoken == "Total is at least £50.00"
    assert group.spoken == "any of these, 3 conditions, inside all of these, level 2"
    assert group.parts[2].spoken == "any line where all of these, 1 condition, inside any of these, level 3"
    assert (group.wrong, group.parts[0].spoken) == ("", "Channel is one of Web shop, Phone")


@pytest.mark.parametrize(
    ("query", "first"), [("total", "Total"), ("order total", "Total"), ("post", "Postcode"), ("vip", "VIP")]
)
def test_field_called_so_is_found_before_those_that_only_have_the_words(query: str, first: str) -> None:
    assert offered("hold", "order", query)[0].fields[0].label == first


def test_no_two_keys_of_one_place_are_the_same() -> None:
    for group in keys.GROUPS:
        chords = [chord for key in group.keys for chord in key.chords]
        assert len(chords) == len(set(chords))
    assert keys.pressed("Control+Shift+z") == ("Ctrl", "Shift", "Z")
