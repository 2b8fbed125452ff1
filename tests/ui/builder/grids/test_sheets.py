"""A table goes out as CSV and as an Excel workbook and comes in again as it was; no cell of it can run."""

import csv
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.ui.builder.grids.made import BY_REGION, NAMES, TEXTS, grid_with, grids
from ui.builder.grids import edits, sheets
from ui.builder.grids.files import LARGEST, Lines, Unreadable, read_file
from ui.builder.grids.importing import imported
from ui.builder.grids.matching import guessed
from ui.builder.grids.model import Grid
from ui.builder.grids.paste import from_tsv, harmed, harmless, to_tsv

EVIL = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+cmd",
    "@SUM(A1:A9)",
    "\t=1",
    "\r=1",
    " =1+1",
    "＝1",
    "'=1",
    "|x",
    "%x",
)
PASTED = st.text(alphabet='ab\t\n\r"=1£,', max_size=40) | st.text()
Way = Callable[[Grid], Lines]


def by_csv(grid: Grid) -> Lines:
    return read_file(sheets.to_csv(sheets.sheet(grid, NAMES)).encode())


def by_xlsx(grid: Grid) -> Lines:
    return read_file(sheets.to_xlsx(sheets.sheet(grid, NAMES), "T"))


BOTH = pytest.mark.parametrize("way", [by_csv, by_xlsx])


@BOTH
@settings(max_examples=60, deadline=None)
@given(grid=grids())
def test_what_goes_out_and_comes_in_again_changes_nothing(way: Way, grid: Grid) -> None:
    heads, *rows = way(grid)
    keys = guessed(grid, heads, NAMES)
    after, difference = imported(grid, tuple(rows), keys, NAMES)
    written = [row for row in sheets.sheet(grid, NAMES)[1:] if any(cell not in (None, "") for cell in row)]
    if len(written) == len(grid.cases):  # a row that says nothing is no row of a file
        assert (difference.lines, difference.same) == ((), len(grid.cases))
        assert after == grid


@BOTH
@settings(max_examples=60, deadline=None)
@given(grid=grids())
def test_a_table_is_made_anew_from_its_file(way: Way, grid: Grid) -> None:
    empty = edits.remove_rows(grid, 0, len(grid.cases))
    heads, *rows = way(grid)
    after, _ = imported(empty, tuple(rows), guessed(empty, heads, NAMES), NAMES)
    shown = [line[: grid.width] for line in by_csv(after)[1:]]
    wanted = [line[: grid.width] for line in by_csv(grid)[1:]]
    assert repr(shown).casefold() == repr([line for line in wanted if any(line)]).casefold()


@BOTH
@pytest.mark.parametrize("text", EVIL)
def test_a_text_that_would_run_is_harmless_in_the_file_and_itself_again(way: Way, text: str) -> None:
    grid = edits.set_block(grid_with(BY_REGION), 0, 0, [[text]], NAMES)
    grid = edits.set_block(grid, 0, 1, [[text]], NAMES)
    stored = str(grid.value(0, 0))
    lines = way(grid)
    assert lines[1][:2] == (stored, stored)
    rows = list(csv.reader(StringIO(sheets.to_csv(sheets.sheet(grid, NAMES)))))
    assert not rows[1][0].lstrip().startswith(("=", "+", "-", "@", "＝", "|", "%"))
    page = load_workbook(BytesIO(sheets.to_xlsx(sheets.sheet(grid, NAMES), "T"))).active
    assert page is not None
    cell = page["A2"]
    assert (cell.data_type, str(cell.value)[:1]) == ("s", "'")


def test_numbers_and_amounts_stay_what_they_are() -> None:
    grid = edits.add_result(grid_with(BY_REGION), "within_km.km")
    grid = edits.set_block(grid, 0, 5, [["25"]], NAMES)
    grid = edits.set_block(grid, 1, 1, [["-4.50"]], NAMES)
    page = load_workbook(BytesIO(sheets.to_xlsx(sheets.sheet(grid, NAMES), "By: region"))).active
    assert page is not None
    assert [cell.value for cell in page[2]] == [
        "Kent",
        50,
        None,
        "Store",
        '"Brighton, pier", Coventry',
        25,
        None,
    ]
    assert (page["B3"].value, page["B2"].number_format) == (-4.5, '"£"#,##0.00')
    assert by_csv(grid)[2][1] == "-4.50"
    assert [cell.value for cell in page[1]][:2] == ["Region is", "Total is at least (£)"]


@settings(max_examples=300)
@given(st.text() | st.sampled_from(EVIL))
def test_harmless_is_undone_by_harmed_and_runs_nothing(text: str) -> None:
    assert harmed(harmless(text)) == text
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))


@settings(max_examples=300)
@given(st.lists(st.lists(st.text() | TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_is_copied_is_what_is_pasted(rows: list[list[str]]) -> None:
    assert [list(row) for row in from_tsv(to_tsv(rows))] == rows


@settings(max_examples=300, deadline=None)
@given(
    grids(), st.text(alphabet='ab\t\n\r"=1£,', max_size=40) | st.text(), st.integers(0, 3), st.integers(0, 4)
)
def test_pasting_anything_never_fails_and_loses_no_other_cell(
    grid: Grid, text: str, row: int, column: int
) -> None:
    block = from_tsv(text)
    after = edits.set_block(grid, row, column, block, NAMES)
    assert len(after.cases) == max(len(grid.cases), row + len(block))
    for at in range(len(grid.cases)):
        touched = range(column, column + len(block[at - row])) if row <= at < row + len(block) else range(0)
        for place in set(range(len(grid.heads))) - set(touched):
            assert after.value(at, place) == grid.value(at, place)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing in the file"),
        (b"a" * (LARGEST + 1), "larger than 1 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "protected by a password"),
        (b"PK\x03\x04 and then nothing", "cannot be read"),
        (b"\x00\x01\x02\x03\x00", "neither a CSV nor"),
        (b"a\r\n" * 600, "more than 500 rows"),
        (b"a," * 200, "more than 80 columns"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_file(data)


def test_a_workbook_that_unfolds_too_far_or_declares_entities_is_refused() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * 30_000_000)
    assert bomb.tell() < LARGEST
    with pytest.raises(Unreadable, match="unfolds"):
        read_file(bomb.getvalue())
    declared = BytesIO()
    with zipfile.ZipFile(declared, "w") as parts:
        parts.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Unreadable, match="cannot be read"):
        read_file(declared.getvalue())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert read_file(data)


def test_columns_are_matched_by_their_headings_and_the_difference_is_said() -> None:
    grid = grid_with(BY_REGION)
    heads = ("region", "Order total", "Preferred locations, best first", "City is", "Remarks")
    keys = guessed(grid, heads, NAMES)
    assert keys[0] == "asks:0"
    assert keys[2:] == ("decides:rank_preferred.locations", "new:destination.city:is", "")
    lines: Lines = (("Kent", "60", "Coventry", "", "x"), ("Wales", "", "Leeds", "Cardiff", ""))
    after, difference = imported(grid, lines, ("asks:0", "asks:1", *keys[2:]), NAMES)
    first, second = (line.text for line in difference.lines)
    assert first.startswith("Row 1: Total is at least (£): £50.00 becomes £60.00; Then Preferred")
    assert first.endswith('best first: "Brighton, pier", Coventry becomes Coventry.')
    assert second.startswith("Row 2: Region is: Scotland becomes Wales;")
    assert second.endswith("City is: empty becomes Cardiff.")
    assert after.cases[0].then[0] == grid.cases[0].then[0]
    assert after.hidden(1) == grid.hidden(1)
    assert [case.cells[-1] for case in after.cases] == [None, "Cardiff"]
    with pytest.raises(ValueError, match="Two columns"):
        imported(grid, lines, ("asks:0", "asks:0", "", "", ""), NAMES)
    with pytest.raises(ValueError, match="No column"):
        imported(grid, lines, ("", "", "", "", ""), NAMES)
