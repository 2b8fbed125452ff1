"""An ordinary rule -> one with a table, and back, as far as one can say what the other says. Pure."""

from dataclasses import replace

from rulesets.conditions import DEEPEST
from rulesets.vocabulary import FIELDS
from ui.builder.arrange import NewId
from ui.builder.edits import height
from ui.builder.grids.model import Case, Grid, Head, grid_of, with_grid
from ui.builder.grids.results import in_order, variant_of
from ui.builder.model import Cond, EditedRule, Grp, LineCond, Part, act_of, plain_action
from ui.words import grid as words

_FIRST = {"hold": ("order.total", "at_least"), "split": ("order.total", "at_least")}
_FIRST_ELSE = ("destination.country", "is")
"""What the first column asks when the rule asks nothing that a column can ask."""


def into_table(rule: EditedRule) -> EditedRule:
    """The rule with a table of one row that says what the rule said. What no column can ask stays in *when*,
    which is asked first; what no column can decide is done in every row. Raises ValueError."""
    if rule.default or rule.table is not None:
        raise ValueError(words.NO_TABLE)
    parts = rule.when.of if rule.when is not None and rule.when.match == "all" else ()
    asked = [(part, column) for part in parts if (column := _column(part)) is not None]
    rest = tuple(part for part in parts if part not in [each for each, _ in asked])
    heads = tuple(head for _, (head, _) in asked) or (Head(*_FIRST.get(rule.kind, _FIRST_ELSE)),)
    cells = tuple(cell for _, (_, cell) in asked) or (None,)
    acts = [(act, plain_action(act)) for act in rule.then]
    moved = tuple(plain for _, plain in acts if variant_of(plain, rule.kind) is not None)
    left = tuple(act for act, plain in acts if variant_of(plain, rule.kind) is None)
    when = replace(rule.when, of=rest) if rule.when is not None and parts else rule.when
    results = in_order(rule.kind, (), [moved])
    grid = Grid(rule.kind, "first", heads, (Case(cells, moved),), results)
    return with_grid(replace(rule, when=when if when and when.of else None, then=left), grid)


def _column(part: Part) -> tuple[Head, object] | None:
    """A condition as a column with its cell; None when a column cannot ask it."""
    if isinstance(part, LineCond):
        one = part.where.of[0] if len(part.where.of) == 1 and part.lines == "any" else None
        plain = part.where.match in ("all", "any")
        return _asked(one, "any") if isinstance(one, Cond) and plain else None
    return _asked(part, None) if isinstance(part, Cond) else None


def _asked(row: Cond, lines: str | None) -> tuple[Head, object] | None:
    if row.field not in FIELDS:
        return None
    head = Head(row.field, row.operator, lines)
    if not head.takes_value:
        return head, True
    return None if row.value is None else (head, row.value)


def out_of_table(rule: EditedRule, new_id: NewId) -> EditedRule:
    """The rule with what its rows ask as its *when*. Raises ValueError when rows do different things, or
    when groups would stand too deep."""
    grid = grid_of(rule)
    if grid is None:
        raise ValueError(words.NO_GRID)
    if any(case.then != grid.cases[0].then for case in grid.cases):
        raise ValueError(words.ROWS_DIFFER)
    when = _when(rule, grid, new_id)
    if height(when) > DEEPEST:
        raise ValueError(words.TOO_DEEP)
    acts = tuple(act_of(act, new_id) for act in grid.cases[0].then)
    return replace(rule, when=when, then=(*rule.then, *acts), table=None, results=())


def _when(rule: EditedRule, grid: Grid, new_id: NewId) -> Grp:
    rows = [_row(grid, case, new_id) for case in grid.cases]
    own: tuple[Part, ...] = rows[0] if len(rows) == 1 else (_any(rows, new_id),)
    before = rule.when
    if before is None or not before.of:
        return Grp(new_id(), "all", own)
    asked = before.of if before.match == "all" else (before,)
    return Grp(new_id(), "all", (*asked, *own))


def _any(rows: list[tuple[Part, ...]], new_id: NewId) -> Grp:
    parts = (row[0] if len(row) == 1 else Grp(new_id(), "all", row) for row in rows)
    return Grp(new_id(), "any", tuple(parts))


def _row(grid: Grid, case: Case, new_id: NewId) -> tuple[Part, ...]:
    made: list[Part] = []
    for head, cell in zip(grid.heads, case.cells, strict=True):
        if cell is None:
            continue
        row = Cond(new_id(), head.field, head.operator, cell if head.takes_value else None)
        made.append(row if head.lines is None else LineCond(new_id(), Grp(new_id(), "all", (row,))))
    return tuple(made)


def may_turn(rule: EditedRule) -> bool:
    """Whether a table may be made of the rule."""
    return not rule.default and rule.table is None
