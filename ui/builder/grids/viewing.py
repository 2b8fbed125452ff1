"""A rule's table -> what the page shows of it: headings, texts, and the problems in their cells. Pure."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from rulesets import sentences
from rulesets.actions import ACTIONS
from rulesets.operators import OPERATORS, Operand
from rulesets.problems import Place, Problem, Step
from rulesets.reading.actions import read_actions
from rulesets.sentences.spans import text_of
from rulesets.values import CURRENCIES
from rulesets.vocabulary import FIELDS
from ui.builder import forms, remedies
from ui.builder.fields import Names, operator_options
from ui.builder.grids import results
from ui.builder.grids.cells import pairs_of, result_pairs
from ui.builder.grids.edits import text_at
from ui.builder.grids.model import Grid, Head, grid_of
from ui.builder.grids.results import Plain, Result
from ui.builder.grids.texts import show_list, show_name
from ui.builder.grids.turning import may_turn
from ui.builder.grids.views import GridView, HeadView, RowView
from ui.builder.model import EditedRule
from ui.builder.views import Option, TableView
from ui.words import grid as words

Wrong = Mapping[tuple[int, int], str]
"""Problems by row and column: row -1 is the headings', column -1 the row's own."""


def table_view(rule: EditedRule, grid: Grid | None) -> TableView:
    """What stands around the rule's grid."""
    if grid is None:
        return TableView("" if rule.table is None else "odd", may_turn(rule))
    offered = [each for each in results.known(rule.kind).values() if each.key not in grid.results]
    decides = [Option(each.key, each.heading) for each in sorted(offered, key=lambda each: not each.main)]
    size = words.size(len(grid.cases), len(grid.heads))
    return TableView("grid", False, grid.hit, size, decides)


def grid_view(rule: EditedRule | None, problems: Iterable[Problem], names: Names, done: int) -> GridView:
    """The rule's grid; an empty one when it has none. `problems` are those of the rule."""
    grid = None if rule is None else grid_of(rule)
    if rule is None or grid is None:
        return GridView(done=done)
    wrong = wrong_cells(grid, problems)
    also = [also_text(grid, row, names) for row in range(len(grid.cases))]
    heads = [head_view(grid, column, names, wrong) for column in range(grid.width)]
    if any(also):
        heads.append(HeadView("also", words.ALSO, help=words.ALSO_HELP))
    told = {text: at for at, text in enumerate(dict.fromkeys(wrong.values()))}
    numbers = {place: told[text] for place, text in wrong.items()}
    rows = [_row(grid, row, also if any(also) else None, names, numbers) for row in range(len(grid.cases))]
    return GridView(rule.id, done, words.grid_of(rule.name), heads, rows, list(told))


def _row(
    grid: Grid, row: int, also: list[str] | None, names: Names, wrong: Mapping[tuple[int, int], int]
) -> RowView:
    cells = [text_at(grid, row, column, names) for column in range(grid.width)]
    if also is not None:
        cells.append(also[row])
    found = {str(at): wrong[row, at] for at in range(-1, len(cells)) if (row, at) in wrong}
    return RowView(cells, found)


def heading(grid: Grid, column: int, names: Names) -> str:
    """A column's heading in one line, with its unit, as it stands in a file."""
    if column >= len(grid.heads):
        result = grid.result(column)
        unit = _unit(names) if result.argument and result.argument.entry == "money" else ""
        unit = unit or (result.argument.unit if result.argument else "")
        return f"{words.THEN} {result.heading}{f' ({unit})' if unit else ''}"
    return head_words(grid.heads[column], names)


def head_words(head: Head, names: Names) -> str:
    """`Order total is at least (£)`."""
    label, said, unit = _asking(head, names)
    return f"{label} {said}{f' ({unit})' if unit else ''}"


def _unit(names: Names) -> str:
    return CURRENCIES.get(names.currency, (names.currency, 2))[0]


def _asking(head: Head, names: Names) -> tuple[str, str, str]:
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    label = head.field if field is None else field.label
    if operator is None:
        return label, head.operator, ""
    units = {Operand.HOURS: "hours", Operand.COUNT: "values", Operand.RADIUS: ""}
    plain = "" if field is None else _unit(names) if field.type == "money" else field.unit
    unit = units.get(operator.operand, "" if operator.operand is Operand.NONE else plain)
    line = f"{words.ANY_LINE} " if head.lines else ""
    return f"{line}{label}", operator.words, unit


def head_view(grid: Grid, column: int, names: Names, wrong: Wrong) -> HeadView:
    """A column's heading as it is drawn."""
    problem = wrong.get((-1, column), "")
    if column >= len(grid.heads):
        return _deciding(grid.result(column), names, problem)
    head = grid.heads[column]
    label, said, unit = _asking(head, names)
    field, operator = FIELDS.get(head.field), OPERATORS.get(head.operator)
    pairs = pairs_of(head, names)
    return HeadView(
        "asks",
        label,
        head.operator,
        f"{said} {unit}".strip(),
        [] if field is None else operator_options(field),
        [show_list((show_name(value, pairs),)) for value, _ in pairs],
        operator is not None and operator.operand in (Operand.MANY, Operand.NAMES, Operand.WEEKDAYS),
        field is not None and field.type in ("number", "money"),
        "" if field is None else field.help,
        problem,
    )


def _deciding(result: Result, names: Names, problem: str) -> HeadView:
    pairs = tuple(result_pairs(result, names))
    argument = result.argument
    unit = "" if argument is None else _unit(names) if argument.entry == "money" else argument.unit
    kind = ACTIONS[result.action]
    return HeadView(
        "decides",
        result.heading,
        said=f"{words.THEN}{f' · {unit}' if unit else ''}",
        offers=[show_list((show_name(value, pairs),)) for value, _ in pairs],
        several=argument is not None and argument.entry in forms.LISTS,
        figures=argument is not None and argument.entry in ("figure", "money"),
        help=(argument.help if argument else "") or (kind.__doc__ or "").strip().partition("\n")[0],
        problem=problem,
    )


def also_text(grid: Grid, row: int, names: Names) -> str:
    """What a row does that no column shows, in words."""
    return ", ".join(_said(act, names) for act in grid.hidden(row))


def _said(act: Plain, names: Names) -> str:
    found: list[Problem] = []
    read = read_actions([act], Place(), found)
    if found or not read or read[0] is None:
        return str(act["action"])
    shown = sentences.Names(dict(names.locations), ZoneInfo(names.zone), names.currency)
    try:
        return text_of(sentences.action_words(read[0], shown, ()))
    except (ValidationError, KeyError, ValueError):
        return str(act["action"])


def wrong_cells(grid: Grid, problems: Iterable[Problem]) -> Wrong:
    """The problems of a rule's table, by the cell that they belong to."""
    found: dict[tuple[int, int], str] = {}
    for problem in problems:
        place = spot(grid, problem.path)
        if place is not None:
            text = f"{problem.message} {remedies.said(problem.remedy)}".strip()
            before = found.get(place, "")
            found[place] = before if text in before else f"{before} {text}".strip()
    return found


def spot(grid: Grid, path: tuple[Step, ...]) -> tuple[int, int] | None:
    """The cell that a path inside the draft leads to; None when it is none of this table's."""
    inside = path[3:]
    if inside[:1] != ("table",):
        return None
    if len(inside) > 2 and inside[1] == "columns" and isinstance(inside[2], int):
        return -1, inside[2]
    if len(inside) < 3 or inside[1] != "rows" or not isinstance(inside[2], int):
        return -1, -1
    return inside[2], _column(grid, inside[2], inside[3:])


def _column(grid: Grid, row: int, path: tuple[Step, ...]) -> int:
    if path[:1] == ("cells",) and len(path) > 1 and isinstance(path[1], int):
        return path[1]
    if path[:1] != ("then",) or len(path) < 2 or not isinstance(path[1], int) or row >= len(grid.cases):
        return -1
    then = grid.cases[row].then
    act = then[path[1]] if path[1] < len(then) else None
    if act is None or any(act is each for each in grid.hidden(row)):
        return grid.width if act is not None else -1
    variant = results.variant_of(act, grid.kind)
    named = [*path[2:3], "by", ""]
    keys = [f"{variant}.{name}" for name in named]
    own = [key for key in (*keys, *grid.results) if key in grid.results and key.startswith(f"{variant}.")]
    return len(grid.heads) + grid.results.index(own[0]) if own else -1


def problem_place(grid: Grid | None, path: tuple[Step, ...]) -> str:
    """The name that a link to a problem in a table leads to; "" when it is in no cell."""
    place = None if grid is None else spot(grid, path)
    return "" if place is None else f"cell-{place[0]}-{place[1]}"
