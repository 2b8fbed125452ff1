"""What the builder shows of a rule: plain values, ready to draw, small enough to send on each edit."""

from dataclasses import dataclass, field


@dataclass
class Option:
    """One value to choose, as stored and as people read it; `why_not` when it cannot be chosen now."""

    value: str
    label: str
    why_not: str = ""


@dataclass
class FieldOption:
    """One field in the picker."""

    path: str
    label: str
    help: str
    unit: str
    why_not: str = ""


@dataclass
class FieldGroup:
    """The fields of one entity in the picker."""

    label: str
    fields: list[FieldOption]


@dataclass
class OptionGroup:
    """Options of one sort in a menu, with what they are about."""

    label: str
    options: list[Option]


@dataclass
class Span:
    """A piece of a sentence. `kind` is "" (plain), mark (of a condition), out (of what follows), ins or
    del; `part` is the id of the row that it comes from."""

    text: str
    kind: str = ""
    part: str = ""


@dataclass
class Node:
    """A row, a group or a line condition, drawn by the component that draws itself inside.

    `kind`: row, group or lines. `join`: and, or, nor, or "" for the first. `entry`: which entry edits the
    operand (see `values.editor`). `key` changes when the server changes what the entries hold. `where`
    is the id of the group that parts are added to; `match` the word of that group. `spoken`: what a screen
    reader says of it; `size` and `wrong`: how many conditions and problems are in it, shown while folded."""

    id: str
    kind: str
    key: str
    join: str = ""
    deep: bool = False
    match: str = "all"
    where: str = ""
    lines: str = ""
    said: str = ""
    path: str = ""
    label: str = ""
    help: str = ""
    unit: str = ""
    symbol: str = ""
    operator: str = ""
    operators: list[Option] = field(default_factory=list)
    entry: str = "none"
    text: str = ""
    text2: str = ""
    chips: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    of: str = ""
    of_options: list[Option] = field(default_factory=list)
    note: str = ""
    problem: str = ""
    unfinished: bool = False
    spoken: str = ""
    size: str = ""
    wrong: str = ""
    can_up: bool = False
    can_down: bool = False
    can_in: bool = False
    can_out: bool = False
    can_group: bool = False
    can_lines: bool = False
    parts: list["Node"] = field(default_factory=list)


@dataclass
class ArgumentView:
    """One argument of an action in its form. `alone`: the action's label says what it is; `advanced`: few
    need it."""

    name: str
    entry: str
    title: str
    help: str
    unit: str
    key: str
    text: str = ""
    on: bool = False
    alone: bool = False
    advanced: bool = False
    optional: bool = False
    chips: list[Option] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    problem: str = ""
    unfinished: bool = False


@dataclass
class ActionView:
    """One action. `where` holds its group of conditions, or nothing; `scope` about what they are. `more`: it
    has settings that few need; `more_open`: one of them is in use."""

    id: str
    action: str
    label: str
    help: str
    number: int
    arguments: list[ArgumentView]
    where: list[Node]
    scope: str = "location"
    why_not: str = ""
    problem: str = ""
    can_up: bool = False
    can_down: bool = False
    more: bool = False
    more_open: bool = False


@dataclass
class ProblemView:
    """One problem in the list, with the element that it can jump to."""

    code: str
    message: str
    remedy: str
    place: str
    target: str
    unfinished: bool = False


@dataclass
class TableView:
    """What stands around the grid of a rule's table. `state` is "" (no table), grid, or odd when its shape
    cannot be edited here; `may_turn`: a table can be made of the rule. `decides`: columns to be added."""

    state: str = ""
    may_turn: bool = False
    hit: str = "first"
    size: str = ""
    decides: list[Option] = field(default_factory=list)


@dataclass
class ScopeList:
    """One list of a rule's scope. `closed`: only the `options` may be in it."""

    key: str
    label: str
    chips: list[Option]
    options: list[Option]
    closed: bool


@dataclass
class FactsView:
    """The line under a rule's name, and its scope to be edited. `wrong`: something in it is not right."""

    owner: str = ""
    validity: str = ""
    scope: str = ""
    note: str = ""
    percent: str = ""
    lists: list[ScopeList] = field(default_factory=list)
    wrong: bool = False


@dataclass
class RuleView:
    """The rule in the builder. `ready`: its sentence could be made."""

    id: str = ""
    kind: str = ""
    place: str = ""
    name: str = ""
    key: str = ""
    enabled: bool = True
    default: bool = False
    ready: bool = True
    sentence: list[Span] = field(default_factory=list)
    when: list[Node] = field(default_factory=list)
    eligible: list[ActionView] = field(default_factory=list)
    ranks: list[ActionView] = field(default_factory=list)
    actions: list[ActionView] = field(default_factory=list)
    offered: list[OptionGroup] = field(default_factory=list)
    nothing: str = ""
    table: TableView = field(default_factory=TableView)
    otherwise: str = ""
    retry_minutes: str = ""
    otherwises: list[Option] = field(default_factory=list)
    valid_from: str = ""
    valid_until: str = ""
    owner: str = ""
    note: str = ""
    facts: FactsView = field(default_factory=FactsView)
    problems: list[ProblemView] = field(default_factory=list)
    more_problems: str = ""
    unfinished: bool = False
    problem_of: dict[str, str] = field(default_factory=dict)
    can_up: bool = False
    can_down: bool = False


@dataclass
class RuleLine:
    """One rule in the list on the left."""

    id: str
    kind: str
    number: int
    sentence: str
    name: str
    enabled: bool
    default: bool
    problems: int
    unfinished: bool
    changed: str
    first: bool
    last: bool
    switch: str


@dataclass
class KindView:
    """One kind of rule in the list."""

    kind: str
    label: str
    policy: str
    rules: list[RuleLine]
