"""What the dialog shows of a file that is about to be taken into a table. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ui.builder.fields import Names
from ui.builder.grids.files import Lines
from ui.builder.grids.importing import Difference, imported
from ui.builder.grids.matching import LEFT_OUT, guessed, label_of, targets
from ui.builder.grids.model import Grid
from ui.builder.views import Option
from ui.words import sheets as words

MOST_SHOWN = 60


@dataclass
class MatchView:
    """A column of the file: its heading, an example, and where it goes."""

    heading: str
    example: str
    key: str
    options: list[Option]


@dataclass
class LineView:
    """A row that differs. `sort`: ins, del or changed."""

    sort: str
    text: str


@dataclass
class SheetView:
    """The file in hand. `summary` is "" while there is none, or while it cannot be taken (`problem`)."""

    known: bool = False
    headed: bool = True
    matches: list[MatchView] = field(default_factory=list)
    summary: str = ""
    lines: list[LineView] = field(default_factory=list)
    more: str = ""
    problem: str = ""


def matches_of(grid: Grid, lines: Lines, names: Names) -> tuple[tuple[str, ...], bool]:
    """A target for each column, and whether the first row holds headings: then one of them is known at least.
    Otherwise the columns are taken as they stand."""
    keys = guessed(grid, lines[0], names)
    if any(keys):
        return keys, True
    own = [target.key for target in targets(grid, names)][: grid.width]
    return tuple((*own, *[LEFT_OUT] * len(lines[0]))[: len(lines[0])]), False


def sheet_view(grid: Grid, lines: Lines, keys: Sequence[str], headed: bool, names: Names) -> SheetView:
    """What taking the file would do."""
    rows = lines[1:] if headed else lines
    view = SheetView(known=True, headed=headed)
    offers = [Option(LEFT_OUT, words.LEAVE_OUT), *(Option(t.key, t.label) for t in targets(grid, names))]
    known = {option.value for option in offers}
    for at, key in enumerate(keys):
        own = [] if key in known else [Option(key, label_of(key, grid, names))]
        example = next((row[at] for row in rows if row[at].strip()), "")
        heading = lines[0][at] if headed and lines[0][at] else words.column(at + 1)
        view.matches.append(MatchView(heading, words.example(example), key, [*offers, *own]))
    try:
        _, difference = imported(grid, rows, keys, names)
    except ValueError as wrong:
        view.problem = str(wrong)
        return view
    view.summary = said(difference)
    view.lines = [LineView(line.sort, line.text) for line in difference.lines[:MOST_SHOWN]]
    view.more = words.more(len(difference.lines) - MOST_SHOWN)
    return view


def said(difference: Difference) -> str:
    """How many rows come, go, change and stay."""
    return words.summary(
        difference.count("ins"), difference.count("changed"), difference.count("del"), difference.same
    )
