"""Events of a table's way out to a file and in again: download, choose, match the columns, look, take."""

import base64
import binascii
from typing import Annotated, Any, Literal

import reflex as rx
from pydantic import Field

from ui.builder.grids import sheets
from ui.builder.grids.files import LARGEST, Lines, Unreadable, read_file
from ui.builder.grids.importing import imported
from ui.builder.grids.model import Grid, grid_of, with_grid
from ui.builder.grids.sheet_views import SheetView, matches_of, said, sheet_view
from ui.guard import guarded
from ui.pages.rules.core import Drafting
from ui.refusal import Refused, done
from ui.words import grid as grid_words
from ui.words import sheets as words

ENCODED = LARGEST * 4 // 3 + 200
File = Annotated[str, Field(max_length=ENCODED)]
Key = Annotated[str, Field(max_length=160)]
Place = Annotated[int, Field(ge=0, le=200)]


class SheetEvents(Drafting, mixin=True):
    """The file in hand is kept here; nothing of it is in the draft before it is taken."""

    importing: bool = False
    sheet: rx.Field[SheetView] = rx.field(default_factory=SheetView)
    _lines: tuple[Lines, ...] = ()
    _keys: tuple[str, ...] = ()
    _headed: bool = True

    async def _grid(self) -> Grid:
        editing = await self._editing()
        rule = editing.now.rule(self.selected)
        grid = None if rule is None else grid_of(rule)
        if grid is None:
            raise Refused(grid_words.NO_GRID)
        return grid

    @rx.event
    @guarded
    async def download_table(self, kind: Literal["csv", "xlsx"]) -> Any:
        """The table as a file for a spreadsheet."""
        grid, editing = await self._grid(), await self._editing()
        rows = sheets.sheet(grid, editing.names)
        name = words.file_name(self.rule.name, kind)
        if kind == "csv":
            return rx.download(data=sheets.to_csv(rows), filename=name)
        return rx.download(data=sheets.to_xlsx(rows, self.rule.name), filename=name)

    @rx.event
    @guarded
    async def ask_file(self, asking: bool) -> None:
        """Open or close the dialog; a file in hand is forgotten."""
        self.importing = asking
        self._lines, self._keys, self._headed, self.sheet = (), (), True, SheetView()

    @rx.event
    @guarded
    async def read_table(self, encoded: File) -> None:
        """Read the file that was chosen, and guess what its columns are."""
        self._lines, self.sheet = (), SheetView()
        if not encoded:
            return
        if encoded == "large":
            raise Refused(words.TOO_LARGE, words.TOO_LARGE_REMEDY)
        grid, editing = await self._grid(), await self._editing()
        try:
            data = base64.b64decode(encoded, validate=True)
            lines = await rx.run_in_thread(lambda: read_file(data))
        except binascii.Error as wrong:
            raise Refused(words.GARBAGE, words.SAVE_AS) from wrong
        except Unreadable as wrong:
            raise Refused(wrong.message, wrong.remedy) from wrong
        self._lines = (lines,)
        self._keys, self._headed = matches_of(grid, lines, editing.names)
        await self._look()

    @rx.event
    @guarded
    async def match_column(self, column: Place, key: Key) -> None:
        """Another place for a column of the file."""
        if column < len(self._keys):
            self._keys = (*self._keys[:column], key, *self._keys[column + 1 :])
            await self._look()

    @rx.event
    @guarded
    async def has_headings(self, headed: bool) -> None:
        """Whether the first row of the file holds headings."""
        self._headed = headed
        await self._look()

    async def _look(self) -> None:
        if self._lines:
            grid, names = await self._grid(), (await self._editing()).names
            lines, keys, headed = self._lines[0], self._keys, self._headed
            self.sheet = await rx.run_in_thread(lambda: sheet_view(grid, lines, keys, headed, names))

    @rx.event
    @guarded
    async def take_table(self) -> Any:
        """Take the rows of the file into the table."""
        if not self._lines:
            raise Refused(words.EMPTY, words.EMPTY_REMEDY)
        grid, names = await self._grid(), (await self._editing()).names
        lines = self._lines[0][1:] if self._headed else self._lines[0]
        try:
            after, difference = imported(grid, lines, self._keys, names)
        except ValueError as wrong:
            raise Refused(str(wrong)) from wrong
        await self._edit(lambda rule, _: with_grid(rule, after), grid_words.DID_IMPORT)
        self.importing = False
        self._lines, self.sheet = (), SheetView()
        return done(said(difference))
