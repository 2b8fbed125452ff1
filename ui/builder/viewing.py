"""A rule being edited -> what the builder shows of its conditions. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rulesets.conditions import DEEPEST
from rulesets.operands import compared_field, compared_operators
from rulesets.operators import OPERATORS, FieldType
from rulesets.values import CURRENCIES
from rulesets.vocabulary import FIELDS, Field
from ui.builder import values
from ui.builder.fields import Names, as_options, operand_values, operator_options, summable
from ui.builder.model import Cond, Grp, LineCond, Part, Value
from ui.builder.stamps import Stamps
from ui.builder.views import Node, Option
from ui.words import rules as words


@dataclass(frozen=True, slots=True)
class Seen:
    """What drawing needs besides the rule. `wrong`: problems by (part, entry), and of these `unfinished` what
    has yet to be filled in. `opened` and `stamps` (by entry) make the keys of entries, which take new values
    only when their key changes."""

    names: Names
    wrong: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unfinished: frozenset[tuple[str, str]] = frozenset()
    opened: int = 0
    stamps: Stamps = field(default_factory=dict)

    def key(self, entry: str) -> str:
        """The key of an entry."""
        return f"{entry}.{self.opened}.{self.stamps.get(entry, 0)}"

    def problem(self, part: str) -> str:
        """What is wrong with a part, in one text."""
        return " ".join(text for (place, _), text in self.wrong.items() if place == part)

    def is_unfinished(self, part: str) -> bool:
        """Whether all that is wrong with a part is that something has yet to be filled in."""
        wrong = {place for place in self.wrong if place[0] == part}
        return bool(wrong) and wrong <= self.unfinished


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a part stands: in which group, at which place of how many, how deep. `scope`: order, line or
    location. `may_leave`: its group stands in another group, into which it may move."""

    scope: str
    depth: int
    match: str = ""
    place: int = 0
    of: int = 1
    may_leave: bool = False


SCOPE_WORDS = {"order": words.OF_ORDER, "line": words.OF_LINE, "location": words.OF_LOCATION}


def root_node(group: Grp, scope: str, seen: Seen) -> Node:
    """The outermost group of a rule's *when* or of an action's conditions."""
    return _group(group, Standing(scope, 1), seen)


def _node(part: Part, at: Standing, seen: Seen) -> Node:
    if isinstance(part, Cond):
        return _row(part, at, seen)
    return _group(part, at, seen) if isinstance(part, Grp) else _lines(part, at, seen)


def _parts(group: Grp, scope: str, depth: int, may_leave: bool, seen: Seen) -> list[Node]:
    nodes = []
    for place, part in enumerate(group.of):
        below = depth + (not isinstance(part, Cond))
        nodes.append(_node(part, Standing(scope, below, group.match, place, len(group.of), may_leave), seen))
    return nodes


def _movable(node: Node, at: Standing, height: int) -> Node:
    """The node, knowing where it may be moved; one that needs `height` groups below it."""
    around = at.depth - (height > 0)
    node.can_up, node.can_down = at.place > 0, at.place < at.of - 1
    node.can_in, node.can_out = around + 1 + height <= DEEPEST, at.may_leave
    return node


def _group(group: Grp, at: Standing, seen: Seen) -> Node:
    root = at.match == ""
    node = Node(
        id=group.id,
        kind="group",
        key=seen.key(group.id),
        join=_join(at),
        match=group.match,
        where=group.id,
        said=SCOPE_WORDS[at.scope] if root else "",
        problem=seen.problem(group.id),
        unfinished=seen.is_unfinished(group.id),
        can_group=at.depth < DEEPEST,
        can_lines=at.depth < DEEPEST and at.scope == "order",
        parts=_parts(group, at.scope, at.depth, not root, seen),
    )
    _tell(node, words.MATCHES[group.match], at)
    return node if root else _movable(node, at, _height(group))


def _tell(node: Node, says: str, at: Standing) -> None:
    """What a screen reader says of a group, and what stands in its line while it is folded."""
    rows, wrong = _counted(node)
    node.size, node.wrong = words.conditions(rows), words.problems(wrong) if wrong else ""
    node.spoken = words.group_spoken(says, node.size, at.match, at.depth)


def _counted(node: Node) -> tuple[int, int]:
    """How many rows, and how many parts with problems, are in it."""
    inside = [_counted(each) for each in node.parts]
    own = (int(node.kind == "row"), int(node.problem != ""))
    return own[0] + sum(rows for rows, _ in inside), own[1] + sum(wrong for _, wrong in inside)


def _height(part: Part) -> int:
    inside = part.of if isinstance(part, Grp) else part.where.of if isinstance(part, LineCond) else ()
    return 0 if isinstance(part, Cond) else 1 + max((_height(each) for each in inside), default=0)


def _join(at: Standing) -> str:
    return words.JOINS[at.match] if at.match and at.place > 0 else ""


def _row(row: Cond, at: Standing, seen: Seen) -> Node:
    known = FIELDS.get(row.field)
    node = Node(
        id=row.id,
        kind="row",
        key=seen.key(row.id),
        join=_join(at),
        deep=at.depth > 2,
        path=row.field,
        label=known.label if known else row.field or words.CHOOSE_FIELD,
        operator=row.operator,
        problem=seen.problem(row.id),
        unfinished=seen.is_unfinished(row.id),
    )
    node.spoken = node.label
    _movable(node, at, 0)
    if known is None:
        node.operators = [Option(row.operator, row.operator)]
        return node
    node.help = f"{known.help} {words.CASE_IGNORED}" if known.type in _TEXTS else known.help
    node.operators = operator_options(known)
    node.note = _note(known, row.operator)
    _fill_operand(node, known, row.operator, row.value, seen)
    node.spoken = _said(node)
    return node


def _said(row: Node) -> str:
    """The row for a screen reader: `Total is more than £300.00`."""
    operator = next((each.label for each in row.operators if each.value == row.operator), "")
    labels = {each.value: each.label for each in row.options}
    texts = [labels.get(each, f"{row.symbol}{each}") for each in (row.text, row.text2) if each]
    chosen = ", ".join(each.label for each in row.chips)
    return " ".join(filter(None, (row.label, operator, chosen, f" {words.AND} ".join(texts))))


_TEXTS = (FieldType.TEXT, FieldType.SET, FieldType.REFERENCE)


def _note(known: Field, operator: str) -> str:
    row = OPERATORS.get(operator)
    return words.MISSING_NEGATIVE if row and row.negative and not known.always else ""


def _fill_operand(node: Node, known: Field, operator: str, value: Value, seen: Seen) -> None:
    """Put what the entry of the operand shows into the node."""
    node.entry = values.editor(known, operator)
    node.unit = {"hours": "hours", "count": "values", "radius": "km"}.get(node.entry, known.unit)
    if node.entry.startswith("money"):
        node.symbol = CURRENCIES.get(seen.names.currency, (seen.names.currency, 2))[0]
    pairs = operand_values(known, operator, seen.names)
    if node.entry == "weekdays":
        pairs = tuple(words.WEEKDAYS.items())
    several = value if isinstance(value, tuple) else () if value is None else (value,)
    if node.entry in ("chips", "picks", "weekdays"):
        labels = dict(pairs)
        node.chips = [Option(str(each), labels.get(str(each), str(each))) for each in several]
        node.options = as_options(
            each for each in pairs if each[0] not in several or node.entry == "weekdays"
        )
        return
    listed = {"choice": several, "radius": several[:1]}.get(node.entry)
    node.options = [] if listed is None else _with_own(as_options(pairs), listed)
    shown = [values.shown(each, node.entry, seen.names.zone) for each in several]
    node.text, node.text2 = [*shown, "", ""][:2]


def _with_own(options: list[Option], several: tuple[Value, ...]) -> list[Option]:
    """A value that is not known (any more) stays to be seen."""
    own = [str(each) for each in several if str(each) not in {option.value for option in options}]
    return [*(Option(each, each or words.MADE_UP) for each in own), *options]


def _lines(part: LineCond, at: Standing, seen: Seen) -> Node:
    node = Node(
        id=part.id,
        kind="lines",
        key=seen.key(part.id),
        join=_join(at),
        match=part.where.match,
        where=part.where.id,
        lines=part.lines,
        said=words.OF_LINES if part.lines in ("count", "sum") else words.OF_LINE,
        problem=" ".join(filter(None, (seen.problem(part.id), seen.problem(part.where.id)))),
        can_group=at.depth < DEEPEST,
        parts=_parts(part.where, "line", at.depth, False, seen),
    )
    _movable(node, at, _height(part))
    _tell(node, words.lines_spoken(part.lines, part.where.match), at)
    if part.lines in ("count", "sum"):
        compared = compared_field(part.of if part.of in FIELDS else None)
        node.of, node.label = part.of or "", compared.label
        node.of_options = (
            [Option(each.path, each.label) for each in summable()] if part.lines == "sum" else []
        )
        node.operator = part.operator or ""
        node.operators = [Option(row.name, row.words) for row in compared_operators(compared)]
        _fill_operand(node, compared, node.operator, part.value, seen)
    return node
