"""A table is made from nothing, pasted, typed by keys alone, and exchanged with a spreadsheet."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from engine.database import Database
from tests.benchmarks.builder_draft import TABLE as LARGE
from tests.benchmarks.builder_draft import large_draft
from tests.e2e.program import draft_of, eventually, have_draft, rules_of

REGIONS = (
    "Kent", "Essex", "Devon", "Cornwall", "Wales", "Scotland", "London", "Norfolk", "Suffolk", "Dorset",
    "Cumbria", "Durham",
)  # fmt: skip
SERVICES = ("Standard", "Express")


def put(kept: Database, table: Any) -> None:
    """A rule with this table, first of all routing rules."""
    document = draft_of(kept)
    rule = {"id": "by-case", "name": "By case", "table": table, "otherwise": "next_rule"}
    document["rules"]["routing"].insert(0, rule)
    have_draft(kept, document)


def cells(kept: Database) -> list[Any]:
    """What the rows of its table ask, as the database has it."""
    return [row["cells"] for row in rules_of(kept, "routing")[0]["table"]["rows"]]


def cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(f'[data-at="{row}.{column}"]')


def saved(page: Page) -> None:
    expect(page.get_by_test_id("undo")).to_be_enabled()
    expect(page.locator("[data-unsaved=true]")).to_have_count(0)


PASTE = """([text]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""
COPY = """() => {
  const data = new DataTransfer();
  document.activeElement.dispatchEvent(
    new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData('text/plain');
}"""


def add_column(page: Page, words: str, path: str) -> None:
    page.get_by_test_id("add-column").click()
    page.get_by_test_id("find-field").fill(words)
    page.get_by_test_id(f"field-{path}").click()


def test_regions_by_service_are_pasted_into_a_table_made_from_nothing(page: Page, kept: Database) -> None:
    page.goto("/rules")
    page.get_by_test_id("add-rule-routing").click()
    expect(page.get_by_test_id("rule-name")).to_have_value("New routing rule")
    page.get_by_test_id("turn-into-table").click()
    expect(page.get_by_role("gridcell").first).to_be_focused()
    add_column(page, "region", "destination.region")
    add_column(page, "service", "order.service")
    page.get_by_test_id("add-result").select_option("rank_preferred.locations")
    heads = page.get_by_role("columnheader")
    expect(heads.filter(has_text="Preferred locations, best first")).to_be_visible()
    for unwanted in ("Country", "Prefer by"):
        heads.filter(has_text=unwanted).click()
        page.get_by_role("menuitem", name="Remove the column").click()
        expect(heads.filter(has_text=unwanted)).to_have_count(0)
    lines = [(r, s, "Coventry, Bristol" if s == "Express" else "Bristol") for r in REGIONS for s in SERVICES]
    place = int(heads.filter(has_text="Preferred").get_attribute("data-at").split(".")[1])  # type: ignore[union-attr]
    blanks = [""] * (place - 2)
    cell(page, 0, 0).click()
    page.evaluate(PASTE, ["\n".join("\t".join((r, s, *blanks, to)) for r, s, to in lines)])
    expect(cell(page, 1, place)).to_have_text("Coventry, Bristol")
    expect(page.get_by_test_id("table")).to_contain_text("24 rows")
    saved(page)
    codes = {"Bristol": "BRI", "Coventry": "COV"}
    columns = [
        {"field": "destination.region", "operator": "is"},
        {"field": "order.service", "operator": "is"},
    ]
    rows = [
        {
            "cells": [region, service.lower()],
            "then": [
                {"action": "rank", "by": "preferred", "locations": [codes[each] for each in to.split(", ")]}
            ],
        }
        for region, service, to in lines
    ]
    eventually(lambda: made(kept)["table"]["rows"], rows)
    rule = made(kept)
    assert rule["name"] == "New routing rule"
    assert rule["table"]["columns"] == columns
    assert "when" not in rule


def made(kept: Database) -> Any:
    return rules_of(kept, "routing")[1]


TABLE = {
    "hit": "first",
    "columns": [
        {"field": "destination.country", "operator": "is"},
        {"field": "order.total", "operator": "at_least"},
    ],
    "rows": [
        {"cells": ["GB", "50.00 GBP"], "then": [{"action": "within_km", "km": 50}]},
        {"cells": ["FR", None], "then": [{"action": "within_km", "km": 900}]},
        {"cells": ["JE", None], "then": [{"action": "within_km", "km": 300}]},
    ],
}


def test_a_table_is_typed_filled_copied_and_moved_by_keys_alone(page: Page, kept: Database) -> None:
    put(kept, TABLE)
    page.goto("/rules?rule=by-case")
    cell(page, 0, 0).focus()
    keys = page.keyboard
    keys.press("ArrowRight")
    keys.type("1250")
    keys.press("Enter")
    expect(cell(page, 0, 1)).to_have_text("£1,250.00")
    expect(cell(page, 1, 1)).to_be_focused()
    keys.type("lots")
    keys.press("Escape")
    expect(cell(page, 1, 1)).to_have_text("")
    keys.press("ArrowUp")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    keys.press("Control+d")
    expect(cell(page, 2, 1)).to_have_text("£1,250.00")
    assert page.evaluate(COPY) == "£1,250.00\n£1,250.00\n£1,250.00"
    keys.press("Escape")
    keys.press("Delete")
    expect(cell(page, 2, 1)).to_have_text("")
    keys.press("Alt+ArrowUp")
    expect(cell(page, 1, 0)).to_have_text("JE")
    keys.press("Home")
    keys.press("ArrowLeft")
    keys.press("Enter")
    page.get_by_role("menuitem", name="Duplicate").press("Enter")
    expect(cell(page, 3, 0)).to_have_text("FR")
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    keys.type("IE")
    keys.press("Tab")
    expect(cell(page, 2, 1)).to_be_focused()
    keys.press("Control+End")
    keys.press("ArrowDown")
    keys.press("F2")
    keys.type("lots")
    keys.press("Tab")
    expect(page.get_by_test_id("problems")).to_contain_text("not a whole number")
    expect(cell(page, 4, 2)).to_have_attribute("aria-invalid", "true")
    keys.press("Control+z")
    expect(page.get_by_test_id("problems")).to_have_count(0)
    saved(page)
    wanted = [["GB", "1250.00 GBP"], ["JE", None], ["IE", None], ["FR", "1250.00 GBP"]]
    eventually(lambda: cells(kept), wanted)


def test_what_a_cell_is_known_to_hold_is_offered(page: Page, kept: Database) -> None:
    table: dict[str, Any] = {
        "columns": [{"field": "order.channel", "operator": "one_of"}],
        "rows": [{"cells": [["web"]], "then": [{"action": "only_locations", "locations": ["BRI"]}]}],
    }
    put(kept, table)
    page.goto("/rules?rule=by-case")
    cell(page, 0, 1).focus()
    page.keyboard.press("F2")
    page.keyboard.press("End")
    page.keyboard.type(", cov")
    expect(page.get_by_role("option", name="Coventry")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, 0, 1)).to_have_text("Bristol, Coventry")
    saved(page)
    table["rows"][0]["then"][0]["locations"] = ["BRI", "COV"]
    eventually(lambda: rules_of(kept, "routing")[0]["table"]["rows"], table["rows"])


def test_a_file_is_matched_looked_at_and_taken_as_one_step(
    page: Page, kept: Database, tmp_path: Path
) -> None:
    put(kept, TABLE)
    page.goto("/rules?rule=by-case")
    file = tmp_path / "rows.csv"
    file.write_text("Country;Worth;Reach (km)\nGB;£60;50\nIE;;'=1+1\n", encoding="utf-8")
    page.get_by_test_id("import-table").click()
    page.get_by_test_id("table-file").set_input_files(file)
    matches = page.get_by_test_id("match")
    expect(matches).to_have_count(3)
    expect(matches.nth(0)).to_have_value("asks:0")
    matches.nth(1).select_option("asks:1")
    matches.nth(2).select_option("decides:within_km.km")
    changes = page.get_by_test_id("sheet-changes")
    expect(changes).to_contain_text("£50.00 becomes £60.00")
    expect(page.get_by_test_id("sheet-summary")).to_contain_text("2 rows changed, 1 row removed")
    page.get_by_test_id("take-table").click()
    expect(cell(page, 1, 0)).to_have_text("IE")
    expect(cell(page, 1, 2)).to_have_text("=1+1")
    expect(cell(page, 1, 2)).to_have_attribute("aria-invalid", "true")
    saved(page)
    eventually(lambda: cells(kept), [["GB", "60.00 GBP"], ["IE", None]])
    with page.expect_download() as found:
        page.get_by_test_id("download-xlsx").click()
    sheet = load_workbook(BytesIO(found.value.path().read_bytes())).active
    assert sheet is not None
    assert [[each.value for each in row] for row in sheet.iter_rows()][1:] == [
        ["GB", 60, 50],
        ["IE", None, "'=1+1"],
    ]
    with page.expect_download() as found:
        page.get_by_test_id("download-csv").click()
    rows = list(csv.reader(StringIO(found.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[1:] == [["GB", "60.00", "50"], ["IE", "", "'=1+1"]]
    page.get_by_test_id("undo").click()
    expect(cell(page, 2, 0)).to_have_text("JE")


def test_a_file_that_is_no_table_is_refused_in_words(page: Page, kept: Database, tmp_path: Path) -> None:
    put(kept, TABLE)
    page.goto("/rules?rule=by-case")
    file = tmp_path / "locked.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    page.get_by_test_id("import-table").click()
    page.get_by_test_id("table-file").set_input_files(file)
    expect(page.get_by_text("protected by a password")).to_be_visible()
    expect(page.get_by_test_id("take-table")).to_be_disabled()


def test_a_large_table_is_drawn_where_it_is_seen_and_sends_little(page: Page, kept: Database) -> None:
    put(kept, next(each for each in large_draft()["rules"]["routing"] if each["id"] == LARGE)["table"])
    heard: list[int] = []  # of the table; the page also hears now and then who else is there

    def hear(frame: str | bytes) -> None:
        if "grid_rx_state_" in str(frame):
            heard.append(len(frame))

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    page.goto("/rules?rule=by-case")
    expect(cell(page, 0, 4)).to_have_text("£0.00")
    assert page.locator(".grid-row").count() < 60
    assert page.get_by_role("grid").get_attribute("aria-rowcount") == "202"
    cell(page, 0, 4).focus()
    heard.clear()
    page.keyboard.type("77")
    assert heard == []
    page.keyboard.press("Enter")
    expect(cell(page, 0, 4)).to_have_text("£77.00")
    saved(page)
    assert sum(heard) < 20_000
    expect(cell(page, 1, 4)).to_be_focused()
    page.keyboard.press("Control+Shift+ArrowDown")
    heard.clear()
    page.keyboard.press("Control+d")
    expect(cell(page, 199, 4)).to_have_text("£1.00")
    expect(page.get_by_test_id("undo")).to_have_attribute("title", re.compile("fill down"))
    assert sum(heard) < 20_000
    assert page.locator(".grid-row").count() < 60
