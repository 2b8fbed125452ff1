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


def too_many_rows(most: int) -> str:
    """The refusal of a long file."""
    return f"The file has more than {most} rows, which is the most that a table has."


def too_many_columns(most: int) -> str:
    """The refusal of a wide file."""
    return f"The file has more than {most} columns."


def long_cell(most: int) -> str:
    """The refusal of a cell that is no cell of a table."""
    return f"A cell of the file has more than {most:,} letters."
