"""Words of a table's way out to a file and in again."""

TRUE, FALSE = "Yes", "No"

TOO_LARGE = "The file is larger than 1 MB."
TOO_LARGE_REMEDY = "A table of 500 rows is much smaller: take the other sheets and pictures out."
LOCKED = "The file is protected by a password, or is of the old kind that ends in .xls."
SAVE_AS = "Save it without a password, as an Excel workbook (.xlsx) or as CSV, and choose it again."
GARBAGE = "The file is neither a CSV nor an Excel workbook."
BROKEN = "The file cannot be read as an Excel workbook."
UNFOLDS = "The file unfolds to far more than a table."
UNFOLDS_REMEDY = "Copy the table alone into a new workbook, and choose that."
EMPTY = "There is nothing in the file."
EMPTY_REMEDY = "Choose one with headings in the first row of its first sheet."
FEWER = "Choose a smaller one."
LEAVE_OUT = "Leave it out"
NOTHING_MATCHED = "No column of the file belongs to a column of the table. Choose at least one."
MATCHED_TWICE = "Two columns of the file belong to one column of the table. Leave one of them out."
NO_TARGET = "The table has no such column."

TITLE = "Rows from a file"
CHOOSE, CHOOSE_HELP = (
    "CSV or Excel workbook",
    "Its first sheet, at most 500 rows and 1 MB. Nothing changes yet.",
)
MATCH, GOES_TO = "Column of the file", "Goes to"
HEADED = "The first row holds headings"
CHANGES = "What would change"
TAKE, CANCEL = "Take these rows", "Cancel"


def too_many_rows(most: int) -> str:
    """The refusal of a long file."""
    return f"The file has more than {most} rows, which is the most that a table has."


def too_many_columns(most: int) -> str:
    """The refusal of a wide file."""
    return f"The file has more than {most} columns."


def long_cell(most: int) -> str:
    """The refusal of a cell that is no cell of a table."""
    return f"A cell of the file has more than {most:,} letters."


def new_column(heading: str) -> str:
    """A column that the table gets."""
    return f"New column: {heading}"


def new(row: int, said: str) -> str:
    """A row that comes."""
    return f"Row {row} is new: {said or 'in any case'}."


def gone(row: int, said: str) -> str:
    """A row that goes."""
    return f"Row {row} goes: {said or 'in any case'}."


def changed_cell(heading: str, before: str, after: str) -> str:
    """A cell that changes."""
    return f"{heading}: {before or 'empty'} becomes {after or 'empty'}"


def changed(row: int, cells: list[str]) -> str:
    """A row that changes."""
    return f"Row {row}: {'; '.join(cells)}."


def column(number: int) -> str:
    """A column without a heading."""
    return f"Column {number}"


def example(text: str) -> str:
    """What stands in a column of the file."""
    return f"as in {text[:40]}" if text else "empty"


def more(count: int) -> str:
    """How many rows that differ are not shown, "" when all are."""
    return f"And {count:,} more." if count > 0 else ""


def summary(new: int, changed_rows: int, gone_rows: int, same: int) -> str:
    """How many rows come, change, go and stay."""
    said = [
        f"{_rows(new)} new" if new else "",
        f"{_rows(changed_rows)} changed" if changed_rows else "",
        f"{_rows(gone_rows)} removed" if gone_rows else "",
    ]
    parts = ", ".join(part for part in said if part) or "Nothing changes"
    return f"{parts}; {_rows(same)} as {'it was' if same == 1 else 'they were'}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def file_name(rule: str, kind: str) -> str:
    """What a downloaded table is called."""
    plain = "".join(sign if sign.isalnum() else "-" for sign in rule.casefold())
    return f"{'-'.join(filter(None, plain.split('-')))[:60] or 'table'}.{kind}"
