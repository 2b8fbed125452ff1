"""What a table says survives being a grid: shown, read again, edited in any order, turned there and back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.reading import problems_in
from rulesets.vocabulary import FIELDS, READABLE
from tests.ui.builder.grids.made import (
    BY_REGION,
    NAMES,
    TEXTS,
    document,
    draft_with,
    grid_with,
    grids,
    rule_with,
)
from ui.builder.grids import edits, results
from ui.builder.grids.cells import same_instant
from ui.builder.grids.model import Grid, grid_of, plain_grid, with_grid
from ui.builder.grids.rules import change_grid
from ui.builder.grids.turning import into_table, out_of_table
from ui.builder.grids.viewing import grid_view, wrong_cells
from ui.builder.history import History
from ui.builder.model import EditedRule, from_plain, plain_rule
from ui.builder.session import begin
from ui.builder.speaking import speak

NOW = datetime(2026, 3, 2, tzinfo=UTC)
Step = Callable[[Grid], Grid]


def folded(value: Any) -> str:
    """Letter case is ignored in every comparison."""
    return repr(value).casefold()


def shown(grid: Grid) -> list[list[str]]:
    view = grid_view(with_grid(rule_with(None, grid.kind), grid), [], NAMES, 0)
    return [row.cells for row in view.rows]


@settings(max_examples=150, deadline=None)
@given(grids())
def test_a_table_loses_nothing_by_being_a_grid(grid: Grid) -> None:
    plain = plain_grid(grid)
    assert grid_with(plain, grid.kind) == grid
    rule = with_grid(rule_with(None, grid.kind), grid)
    assert plain_rule(rule)["table"] == plain
    assert problems_in(document(rule)) == ()


@settings(max_examples=200, deadline=None)
@given(grids())
def test_what_a_cell_shows_is_read_as_what_it_holds(grid: Grid) -> None:
    for row in range(len(grid.cases)):
        for column in range(grid.width):
            text = edits.text_at(grid, row, column, NAMES)
            read = edits.read_at(grid, column, text, NAMES)
            held = grid.value(row, column)
            assert folded(read) == folded(held) or same_instant(read, held), text
            again = edits.set_block(grid, row, column, [[text]], NAMES)
            assert folded(shown(again)) == folded(shown(grid))


def test_people_type_what_they_read() -> None:
    grid = edits.add_result(grid_with(BY_REGION), "within_km.km")
    typed = edits.set_block(
        grid, 2, 0, [["Wales", "£1,250", "yes", "Warehouse, Store", "Leeds, Bristol", "25"]], NAMES
    )
    assert plain_grid(typed)["rows"][2] == {
        "cells": ["Wales", "1250.00 GBP", True],
        "then": [
            {"action": "only_kinds", "kinds": ["warehouse", "store"]},
            {"action": "rank", "by": "preferred", "locations": ["LDS", "BRS"]},
            {"action": "within_km", "km": 25},
        ],
    }
    assert shown(typed)[2] == ["Wales", "£1,250.00", "Yes", "Warehouse, Store", "Leeds, Bristol", "25", ""]
    assert shown(typed)[0][4] == '"Brighton, pier", Coventry'


def test_what_cannot_be_read_stays_as_typed_with_its_problem_in_its_cell() -> None:
    grid = edits.set_block(grid_with(BY_REGION), 0, 1, [["lots", "No", "moon"]], NAMES)
    rule = with_grid(rule_with(BY_REGION), grid)
    assert shown(grid)[0] == ["Kent", "lots", "No", "moon", '"Brighton, pier", Coventry', ""]
    wrong = wrong_cells(grid, problems_in(document(rule)))
    assert set(wrong) == {(0, 1), (0, 2), (0, 3)}
    assert wrong[0, 2] == "“is yes” takes no value. Write Yes, or leave it empty for any."


def test_an_action_that_no_column_shows_is_kept_and_said() -> None:
    grid = grid_with(BY_REGION)
    assert grid.results == ("only_kinds.kinds", "rank_preferred.locations")
    assert [row[-1] for row in shown(grid)] == ["", "of which the location kind is store"] or shown(grid)[1][
        -1
    ]
    cleared = edits.clear(grid, (1, 0, 1, grid.width - 1))
    assert [act["action"] for act in cleared.cases[1].then] == ["where"]
    assert edits.clear(grid, (1, grid.width, 1, grid.width)).cases[1].then == grid.cases[1].then[:1]


def test_an_action_comes_with_its_first_cell_and_goes_with_its_last() -> None:
    table = {"columns": [{"field": "order.gift", "operator": "is_yes"}], "rows": [{"cells": [True]}]}
    grid = grid_with(table, "hold")
    for key in ("hold.reason", "hold.owner"):
        grid = edits.add_result(grid, key)
    both = edits.set_block(grid, 0, 1, [["Wrap it", "Dan"]], NAMES)
    assert both.cases[0].then == ({"action": "hold", "reason": "Wrap it", "owner": "Dan"},)
    one = edits.clear(both, (0, 1, 0, 1))
    assert one.cases[0].then == ({"action": "hold", "owner": "Dan"},)
    assert edits.clear(both, (0, 1, 0, 2)).cases[0].then == ()
    assert edits.remove_column(both, 2).results == ()


def test_columns_that_decide_change_places_with_what_rows_do() -> None:
    table = {"columns": [{"field": "order.gift", "operator": "is_yes"}], "rows": [{"cells": [True]}]}
    grid = edits.add_result(edits.add_result(grid_with(table), "rank.by"), "rank_preferred.locations")
    grid = edits.set_block(grid, 0, 1, [["Nearest first", "Leeds"]], NAMES)
    assert [act["by"] for act in grid.cases[0].then] == ["nearest", "preferred"]
    moved = edits.move_column(grid, 1, 1)
    assert [act["by"] for act in moved.cases[0].then] == ["preferred", "nearest"]
    assert shown(moved)[0] == ["Yes", "Leeds", "Nearest first"]


def test_another_operator_reads_each_cell_again() -> None:
    grid = edits.set_operator(grid_with(BY_REGION), 0, "one_of", NAMES)
    assert [case.cells[0] for case in grid.cases] == [("Kent",), ("Scotland",)]
    asked = edits.set_operator(grid, 0, "is_known", NAMES)
    assert [case.cells[0] for case in asked.cases] == [True, True]


def steps(grid: Grid) -> st.SearchStrategy[tuple[str, Step]]:
    """Any edit that the page can send, as it would be repeated."""
    row = st.integers(0, 6)
    column = st.integers(0, grid.width + 1)
    block = st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=4)
    area = st.tuples(row, column, row, column)
    fields = st.sampled_from([f for f in FIELDS.values() if f.entity in READABLE[grid.kind]])
    result = st.sampled_from(list(results.known(grid.kind)))
    by = st.sampled_from((-1, 1))
    return st.one_of(
        st.builds(lambda r, c, b: ("set", lambda g: edits.set_block(g, r, c, b, NAMES)), row, column, block),
        st.builds(lambda a: ("clear", lambda g: edits.clear(g, a)), area),
        st.builds(lambda a: ("fill", lambda g: edits.fill_down(g, a)), area),
        st.builds(lambda r: ("insert", lambda g: edits.insert_row(g, r)), row),
        st.builds(lambda r: ("copy", lambda g: edits.duplicate_rows(g, r, r)), row),
        st.builds(lambda r: ("remove", lambda g: edits.remove_rows(g, r, r + 1)), row),
        st.builds(lambda r, b: ("move", lambda g: edits.move_rows(g, r, r, b)), row, by),
        st.builds(lambda f: ("head", lambda g: edits.add_head(g, f.path)), fields),
        st.builds(lambda k: ("result", lambda g: edits.add_result(g, k)), result),
        st.builds(lambda c: ("away", lambda g: _if(g, c, edits.remove_column)), column),
        st.builds(
            lambda c, b: ("shift", lambda g: _if(g, c, lambda h, at: edits.move_column(h, at, b))), column, by
        ),
        st.builds(lambda c, n: ("operator", lambda g: _operator(g, c, n)), column, st.integers(0, 9)),
    )


def _if(grid: Grid, column: int, how: Callable[[Grid, int], Grid]) -> Grid:
    return how(grid, column) if column < grid.width and (column or len(grid.heads) > 1) else grid


def _operator(grid: Grid, column: int, number: int) -> Grid:
    if column >= len(grid.heads):
        return grid
    offered = FIELDS[grid.heads[column].field].operators
    return edits.set_operator(grid, column, offered[number % len(offered)].name, NAMES)


def _applied(grid: Grid, done: Sequence[tuple[str, Step]]) -> list[Grid]:
    made = [grid]
    for _, step in done:
        try:
            made.append(step(made[-1]))
        except ValueError:  # a refusal in words: nothing was changed
            made.append(made[-1])
    return made


@settings(max_examples=120, deadline=None)
@given(st.data(), grids())
def test_any_edits_keep_a_grid_that_is_drawn_said_saved_and_read_again(data: Any, grid: Grid) -> None:
    done = data.draw(st.lists(steps(grid), max_size=6))
    made = _applied(grid, done)
    assert made == _applied(grid, done)
    last = made[-1]
    rule = with_grid(rule_with(None, grid.kind), last)
    read = from_plain(document(rule)).rule("r")
    assert read is not None
    again = grid_of(read)
    assert again is not None
    assert (again.heads, again.cases) == (last.heads, last.cases)
    assert with_grid(rule, again) == rule or set(again.results) <= set(rule.results)
    problems = problems_in(document(rule))
    view = grid_view(rule, problems, NAMES, 1)
    of_table = [
        each for each in problems if each.path[:3] == ("rules", grid.kind, 0) and "table" in each.path
    ]
    assert bool(of_table) == bool(view.problems)
    assert not of_table or any(row.wrong for row in view.rows) or any(head.problem for head in view.heads)
    assert all(len(row.cells) == len(view.heads) for row in view.rows)
    assert isinstance(speak(rule, NAMES).text, str)


@settings(max_examples=40, deadline=None)
@given(st.data(), grids())
def test_each_step_is_one_that_can_be_undone(data: Any, grid: Grid) -> None:
    draft = draft_with(plain_grid(grid), grid.kind)
    editing = begin(History(draft), 1, NAMES, None)
    seen = [editing.now]
    for _, step in data.draw(st.lists(steps(grid), max_size=4)):
        with suppress(ValueError):
            editing = editing.with_rule("r", partial(_changed, step), "step", NOW)
        if editing.now != seen[-1]:
            seen.append(editing.now)
    for before in reversed(seen[:-1]):
        editing = editing.undone()
        assert editing.now == before
    for _ in seen[1:]:
        editing = editing.redone()
    assert editing.now == seen[-1]


def _changed(step: Step, rule: EditedRule, _: Any) -> EditedRule:
    return change_grid(rule, step)


@settings(max_examples=100, deadline=None)
@given(
    grids(),
    st.integers(0, 3),
    st.integers(0, 5),
    st.lists(st.lists(TEXTS, min_size=1, max_size=3), max_size=4),
)
def test_a_block_changes_its_own_cells_alone(
    grid: Grid, row: int, column: int, block: list[list[str]]
) -> None:
    after = edits.set_block(grid, row, column, block, NAMES)
    for at in range(len(grid.cases)):
        for place in range(len(grid.heads)):
            inside = row <= at < row + len(block) and column <= place < column + len(block[at - row])
            if not inside:
                assert after.value(at, place) == grid.value(at, place)
    assert [after.hidden(at) for at in range(len(grid.cases))] == [
        grid.hidden(at) for at in range(len(grid.cases))
    ] or (column + max(map(len, block), default=0) > len(grid.heads))


def test_a_rule_becomes_a_table_and_is_the_same_again() -> None:
    when = {
        "all": [
            {"field": "destination.country", "operator": "is", "value": "GB"},
            {"lines": "any", "where": {"all": [{"field": "line.fragile", "operator": "is_yes"}]}},
            {"any": [{"field": "order.gift", "operator": "is_yes"}]},
        ]
    }
    then = [{"action": "only_kinds", "kinds": ["store"]}, {"action": "rank", "by": "nearest"}]
    rule = _rule(when, then)
    tabled = plain_rule(into_table(rule))
    assert tabled["table"] == {
        "hit": "first",
        "columns": [
            {"field": "destination.country", "operator": "is"},
            {"field": "line.fragile", "operator": "is_yes", "lines": "any"},
        ],
        "rows": [{"cells": ["GB", True], "then": then}],
    }
    assert tabled["when"] == {"all": when["all"][2:]}
    assert "then" not in tabled
    back = plain_rule(out_of_table(into_table(rule), iter(map(str, range(99))).__next__))
    assert back["when"] == {"all": [*when["all"][2:], *when["all"][:2]]}
    assert back["then"] == then
    assert "table" not in back


def test_rows_that_do_the_same_become_one_of_these() -> None:
    rows = [{"cells": ["Kent"], "then": [{"action": "within_km", "km": 5}]} for _ in range(2)]
    table = {"columns": [{"field": "destination.region", "operator": "is"}], "rows": rows}
    back = plain_rule(out_of_table(rule_with(table), iter(map(str, range(99))).__next__))
    one = {"field": "destination.region", "operator": "is", "value": "Kent"}
    assert back["when"] == {"all": [{"any": [one, one]}]}


def _rule(when: Any, then: Any) -> EditedRule:
    return rule_with(None, when=when, then=then)
