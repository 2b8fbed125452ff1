"""Words of decision tables as grids."""

RANKS = {
    "rank_preferred.locations": "Preferred locations, best first",
    "rank_preferred.tie_within": "Preferred locations: a tie within",
    "rank_field.field": "Prefer by a field",
    "rank_field.first": "Prefer by a field: first",
    "rank_field.tie_within": "Prefer by a field: a tie within",
    "rank.by": "Prefer by",
    "rank.tie_within": "Prefer by: a tie within",
}
THEN = "Then"
ANY_LINE = "Any line:"
ALSO = "Also"
ALSO_HELP = "What the row does besides, which is changed in the rules file. Delete takes it away."
YES, NO, TO = "Yes", "No", "to"

LAST_COLUMN = "A table asks one thing at least. Use “Back to conditions” to have an ordinary rule."
NO_OPERATOR = "This field is not asked like that."
NO_COLUMN = "The table has no such column any more."
NO_TABLE = "This rule takes no table."
NO_GRID = "This table has a shape that cannot be edited here. Change it in the rules file."
ROWS_DIFFER = (
    "Its rows do different things, and an ordinary rule does one. Make the rows alike, or keep the table."
)
TOO_DEEP = (
    "Its conditions and its rows together would stand too deep in each other. Simplify the conditions first."
)

# What an edit did, for undo and redo
DID = {
    "set": "cell",
    "paste": "paste",
    "clear": "clear cells",
    "fill": "fill down",
    "insert": "new row",
    "copy": "duplicate rows",
    "remove": "remove rows",
    "move": "move rows",
    "shift": "move column",
    "away": "remove column",
    "operator": "another operator",
}
DID_HIT, DID_HEAD, DID_RESULT = "which row decides", "new column that asks", "new column that decides"
DID_TURN, DID_BACK, DID_IMPORT = "turn into a table", "back to conditions", "rows from a file"

# On the screen
HIT = "Decides"
HITS = {
    "first": "the first row that fits",
    "unique": "the one row that fits",
    "collect": "every row that fits",
}
ADD_HEAD, ADD_RESULT = "Column that asks", "Column that decides…"
INTO_TABLE, OUT_OF_TABLE = "Turn into a table", "Back to conditions"
EXPORT_CSV, EXPORT_XLSX, IMPORT = "Download CSV", "Download Excel", "From a file…"
KEYS = (
    "Type to fill a cell; Enter, Tab and arrows move, F2 edits, Shift+arrows choose several, Ctrl+D fills "
    "down, Ctrl+C and Ctrl+V exchange cells with a spreadsheet. Enter on a heading or a row number opens its "
    "menu. Esc leaves the table."
)
ON_SCREEN = {
    "any": "any",
    "row": "row",
    "newRow": "new row",
    "insertAbove": "Insert a row above",
    "insertBelow": "Insert a row below",
    "duplicate": "Duplicate",
    "up": "Move up",
    "down": "Move down",
    "remove": "Remove the row",
    "removeRows": "Remove the rows",
    "left": "Move left",
    "right": "Move right",
    "removeColumn": "Remove the column",
}
STEP_LOST = "The page sent an edit of the table that cannot be taken."


def too_many_rows(most: int) -> str:
    """The refusal of too many rows."""
    return f"A table has at most {most} rows. Make two rules of it."


def too_many_columns(most: int) -> str:
    """The refusal of too many columns."""
    return f"A table has at most {most} columns of a sort. Take one away first."


def more_rows(count: int) -> str:
    """How many rows a sentence leaves out."""
    return f"; and {count:,} more {'row' if count == 1 else 'rows'} in the table"


def size(rows: int, columns: int) -> str:
    """As in `12 rows, 2 columns that ask`."""
    asks = "1 column that asks" if columns == 1 else f"{columns} columns that ask"
    return f"1 row, {asks}" if rows == 1 else f"{rows} rows, {asks}"


def grid_of(name: str) -> str:
    """What the grid is called to those who do not see it."""
    return f"Table of {name}"


def left_out(columns: int) -> str:
    """What is said of pasted columns without a place."""
    said = "1 column" if columns == 1 else f"{columns} columns"
    return f"{said} of what you pasted found no column here, and was left out."
