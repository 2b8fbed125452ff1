"""Which column of a file belongs to which of a grid: guessed from headings, changed by a person. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rulesets.vocabulary import FIELDS, READABLE
from ui.builder.fields import Names
from ui.builder.grids import edits, results
from ui.builder.grids.model import Grid, Head
from ui.builder.grids.viewing import head_words, heading
from ui.words import grid as words
from ui.words import sheets as sheet_words

LEFT_OUT = ""
"""A target is this, `asks:2` (a column of the grid that asks), `decides:hold.reason`, or
`new:order.total:at_least` (a column that the grid gets)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column of a file may go, and what that is called."""

    key: str
    label: str


def targets(grid: Grid, names: Names) -> tuple[Target, ...]:
    """Every column that the grid has, and those that its rows may decide besides."""
    own = [Target(f"asks:{at}", heading(grid, at, names)) for at in range(len(grid.heads))]
    known = results.known(grid.kind)
    rest = [key for key, each in known.items() if key not in grid.results and each.main]
    decides = [Target(f"decides:{key}", _deciding(known[key].heading)) for key in (*grid.results, *rest)]
    return (*own, *decides)


def _deciding(said: str) -> str:
    return f"{words.THEN} {said}"


def guessed(grid: Grid, headings: Sequence[str], names: Names) -> tuple[str, ...]:
    """A target for each heading; each but `LEFT_OUT` once."""
    offers = list(_offers(grid, names))
    found: list[str] = []
    for said in headings:
        folded = _folded(said)
        fits = (key for text, key in offers if folded and _folded(text) == folded and key not in found)
        found.append(next(fits, LEFT_OUT))
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _offers(grid: Grid, names: Names) -> Iterable[tuple[str, str]]:
    """Headings and what they would mean, the likeliest first."""
    for at in range(len(grid.heads)):
        yield heading(grid, at, names), f"asks:{at}"
    for at, head in enumerate(grid.heads):
        yield _label(head), f"asks:{at}"
    known = results.known(grid.kind)
    for key in dict.fromkeys((*grid.results, *known)):
        shown = Grid(grid.kind, results=(key,))
        for text in (heading(shown, 0, names), known[key].heading, _deciding(known[key].heading)):
            yield text, f"decides:{key}"
    yield from _new(grid, names)


def _label(head: Head) -> str:
    field = FIELDS.get(head.field)
    return head.field if field is None else field.label


def _new(grid: Grid, names: Names) -> Iterable[tuple[str, str]]:
    fields = [
        each for each in FIELDS.values() if each.entity in READABLE[grid.kind] and not each.missing_because
    ]
    for field in fields:
        for operator in field.operators:
            lines = "any" if field.entity == "line" else None
            key = f"new:{field.path}:{operator.name}"
            yield head_words(Head(field.path, operator.name, lines), names), key
    for field in fields:
        yield field.label, f"new:{field.path}:{field.operators[0].name}"


def label_of(key: str, grid: Grid, names: Names) -> str:
    """What a target is called; a new column says that it is one."""
    sort, _, rest = key.partition(":")
    if sort == "new":
        field, _, operator = rest.partition(":")
        lines = "any" if FIELDS[field].entity == "line" else None
        return sheet_words.new_column(head_words(Head(field, operator, lines), names))
    return next((each.label for each in targets(grid, names) if each.key == key), _result_label(rest, grid))


def _result_label(key: str, grid: Grid) -> str:
    known = results.known(grid.kind).get(key)
    return sheet_words.LEAVE_OUT if known is None else _deciding(known.heading)


def with_targets(grid: Grid, keys: Iterable[str]) -> tuple[Grid, tuple[int, ...]]:
    """The grid with the columns that these targets need, and the place of each; -1 for what is left out.
    Raises ValueError for targets that it cannot have."""
    asked = list(keys)
    chosen = [key for key in asked if key != LEFT_OUT]
    if not chosen:
        raise ValueError(sheet_words.NOTHING_MATCHED)
    if len(set(chosen)) < len(chosen):
        raise ValueError(sheet_words.MATCHED_TWICE)
    for key in chosen:
        grid = _widened(grid, key)
    return grid, tuple(-1 if key == LEFT_OUT else _place(grid, key) for key in asked)


def _widened(grid: Grid, key: str) -> Grid:
    sort, _, rest = key.partition(":")
    if sort == "decides":
        return edits.add_result(grid, rest)
    if sort == "new":
        field, _, operator = rest.partition(":")
        known = FIELDS.get(field)
        if known is None or operator not in {each.name for each in known.operators}:
            raise ValueError(sheet_words.NO_TARGET)
        return edits.add_head(grid, field, operator)
    return grid


def _place(grid: Grid, key: str) -> int:
    sort, _, rest = key.partition(":")
    if sort == "decides" and rest in grid.results:
        return len(grid.heads) + grid.results.index(rest)
    if sort == "asks" and rest.isdecimal() and int(rest) < len(grid.heads):
        return int(rest)
    field, _, operator = rest.partition(":")
    places = [at for at, head in enumerate(grid.heads) if (head.field, head.operator) == (field, operator)]
    if sort != "new" or not places:
        raise ValueError(sheet_words.NO_TARGET)
    return places[-1]
