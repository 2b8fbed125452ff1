"""What the page sends of a grid: numbered steps, checked by their shape, and what each does. Pure."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ui.builder.fields import Names
from ui.builder.grids import edits
from ui.builder.grids.model import Grid
from ui.builder.grids.paste import from_tsv
from ui.words import grid as words

Row = Annotated[int, Field(ge=0, le=1_000)]
Column = Annotated[int, Field(ge=0, le=200)]
By = Literal[-1, 1]


class Step(BaseModel):
    """What all steps share. `did` says it for undo."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @property
    def did(self) -> str:
        """What undo says that it takes back."""
        return words.DID[str(getattr(self, "what", ""))]

    def applied(self, grid: Grid, names: Names) -> Grid:
        """The grid after it. Raises ValueError, with a sentence, when it cannot be."""
        raise NotImplementedError


class Set(Step):
    """Texts typed, or one pasted into many cells."""

    what: Literal["set"]
    row: Row
    column: Column
    block: list[list[str]]

    def applied(self, grid: Grid, names: Names) -> Grid:
        """The grid with these texts."""
        return edits.set_block(grid, self.row, self.column, self.block, names)


class Paste(Step):
    """Rows from the clipboard."""

    what: Literal["paste"]
    row: Row
    column: Column
    text: str

    def applied(self, grid: Grid, names: Names) -> Grid:
        """The grid with these rows."""
        return edits.set_block(grid, self.row, self.column, from_tsv(self.text), names)

    def left_out(self, grid: Grid) -> int:
        """How many columns found no place."""
        return max(0, self.column + max(len(row) for row in from_tsv(self.text)) - grid.width)


class _Area(Step):
    top: Row
    left: Column
    bottom: Row
    right: Column

    @property
    def area(self) -> edits.Range:
        """The range."""
        return self.top, self.left, self.bottom, self.right


class Clear(_Area):
    """A range emptied."""

    what: Literal["clear"]

    def applied(self, grid: Grid, names: Names) -> Grid:  # noqa: ARG002  every step is given them
        """The grid with the range empty."""
        return edits.clear(grid, self.area)


class Fill(_Area):
    """A range filled from its first row."""

    what: Literal["fill"]

    def applied(self, grid: Grid, names: Names) -> Grid:  # noqa: ARG002  every step is given them
        """The grid with the range filled."""
        return edits.fill_down(grid, self.area)


class Insert(Step):
    """A row put in."""

    what: Literal["insert"]
    row: Row

    def applied(self, grid: Grid, names: Names) -> Grid:  # noqa: ARG002  every step is given them
        """The grid with an empty row there."""
        return edits.insert_row(grid, self.row)


class Rows(Step):
    """Rows copied, taken away or moved."""

    what: Literal["copy", "remove", "move"]
    top: Row
    bottom: Row
    by: By = 1

    def applied(self, grid: Grid, names: Names) -> Grid:  # noqa: ARG002  every step is given them
        """The grid with these rows twice, not at all, or one place away."""
        if self.what == "copy":
            return edits.duplicate_rows(grid, self.top, self.bottom)
        if self.what == "remove":
            return edits.remove_rows(grid, self.top, self.bottom)
        return edits.move_rows(grid, self.top, self.bottom, self.by)


class Columns(Step):
    """A column moved, taken away, or asked otherwise."""

    what: Literal["shift", "away", "operator"]
    column: Column
    by: By = 1
    operator: Annotated[str, Field(max_length=60)] = ""

    def applied(self, grid: Grid, names: Names) -> Grid:
        """The grid with the column so."""
        if self.column >= grid.width:
            raise ValueError(words.NO_COLUMN)
        if self.what == "shift":
            return edits.move_column(grid, self.column, self.by)
        if self.what == "away":
            return edits.remove_column(grid, self.column)
        if self.column >= len(grid.heads):
            raise ValueError(words.NO_OPERATOR)
        return edits.set_operator(grid, self.column, self.operator, names)


AnyStep = Set | Paste | Clear | Fill | Insert | Rows | Columns


class Sent(BaseModel):
    """A step with its number, and the rule that it was meant for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    number: int
    rule: Annotated[str, Field(max_length=60)]
    do: Annotated[AnyStep, Field(discriminator="what")]
