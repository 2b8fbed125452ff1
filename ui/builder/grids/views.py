"""What the page shows of a grid: plain values, ready to draw; the browser draws the rows that are seen."""

from dataclasses import dataclass, field

from ui.builder.views import Option


@dataclass
class HeadView:
    """A column. `sort` is asks, decides or also (the words of what no column shows). `operators` are those
    that its field offers; `offers` what a cell is known to hold, `several` whether it holds more than one."""

    sort: str
    label: str
    operator: str = ""
    said: str = ""
    operators: list[Option] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    several: bool = False
    figures: bool = False
    help: str = ""
    problem: str = ""


@dataclass
class RowView:
    """A row: the text of each cell, the words last where a column shows them. `wrong`: by column ("-1": the
    row itself) which of the grid's problems it has."""

    cells: list[str]
    wrong: dict[str, int] = field(default_factory=dict)


@dataclass
class GridView:
    """A rule's table; `rule` is "" when there is none to show. `done` is the number of the last edit that the
    page sent and that is in it."""

    rule: str = ""
    done: int = 0
    name: str = ""
    heads: list[HeadView] = field(default_factory=list)
    rows: list[RowView] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
