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
NO_TABLE = "This rule takes no table."
NO_GRID = "This table has a shape that cannot be edited here. Change it in the rules file."
ROWS_DIFFER = (
    "Its rows do different things, and an ordinary rule does one. Make the rows alike, or keep the table."
)
TOO_DEEP = (
    "Its conditions and its rows together would stand too deep in each other. Simplify the conditions first."
)


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
