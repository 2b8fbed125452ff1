"""What is wrong with conditions: fields, where they may be read, operators, operands, lines, empty groups."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from typing import Literal

from rulesets.checking.known import Known
from rulesets.conditions import DEEPEST, Condition, Group, Lines, Node
from rulesets.nearest import did_you_mean, either, nearest
from rulesets.operands import compared_field, compared_operators, is_position, operand_value
from rulesets.operators import OPERATORS, ORDERED, Operand, Operator
from rulesets.problems import GROUP_WORDS, Place, Problem, ordinal
from rulesets.scalars import WrongOperand, shown
from rulesets.vocabulary import ENTITIES, FIELDS, READABLE, Field, suggestions

UNREAD = Condition(field="", operator="")
"""Stands in for a condition that could not be read, whose problem is already known."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What operands are read with. `currency` None: any; `known` None: names are not looked up."""

    zone: tzinfo
    currency: str | None
    known: Known | None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a group stands: `of` says about what it asks, `kind` in which kind of rule."""

    kind: str
    of: Literal["order", "line", "location"]
    around: Surroundings

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities whose fields may be read here."""
        if self.of == "order":
            return tuple(entity for entity in READABLE[self.kind] if entity != "line")
        return (self.of,)


def check_group(group: Group, place: Place, scope: Scope, depth: int = 1) -> Iterator[Problem]:
    """Every problem of a group and of what is in it, in reading order."""
    at = place.into(group.match, words=GROUP_WORDS[group.match])
    if depth > DEEPEST:
        message = f"Groups stand more than {DEEPEST} deep in each other."
        yield place.problem("R207", message, "Move the inner conditions out, or make two rules.")
        return
    if group.match == "any" and not group.of:
        yield at.problem(
            "R208", "Any of nothing can never match.", "Add a condition, or take the group away."
        )
    for index, node in enumerate(group.of):
        yield from _check_node(node, at, index, scope, depth)


def _check_node(node: Node, place: Place, index: int, scope: Scope, depth: int) -> Iterator[Problem]:
    if isinstance(node, Group):
        yield from check_group(node, place.into(index, words=f"{ordinal(index)} group"), scope, depth + 1)
        return
    at = place.into(index, words=f"{ordinal(index)} condition")
    if isinstance(node, Lines):
        yield from _check_lines(node, at, scope, depth)
    elif node is not UNREAD:
        yield from _check_condition(node, at, scope)


def _check_condition(node: Condition, place: Place, scope: Scope) -> Iterator[Problem]:
    field = FIELDS.get(node.field)
    if field is None:
        remedy = did_you_mean(node.field, suggestions(node.field))
        yield place.into("field").problem("R201", f"There is no field {shown(node.field)}.", remedy)
        return
    yield from _check_readable(field, place.into("field"), scope)
    yield from _check_compared(field, field.operators, node, place, scope)


def _check_readable(field: Field, place: Place, scope: Scope) -> Iterator[Problem]:
    if field.missing_because:
        message = f"“{field.label}” cannot be asked now. {field.missing_because}"
        yield place.problem("R203", message, "Take the condition away.")
    if field.entity not in scope.entities:
        message = f"“{field.label}” ({ENTITIES[field.entity]}) cannot be asked {_HERE[scope.of]}."
        yield place.problem("R202", message, _ELSEWHERE[field.entity])


_HERE = {
    "order": "here, in the rule’s when",
    "line": "here, of the order’s lines",
    "location": "here, of the location",
}
_ELSEWHERE = {
    "line": "Ask it of the lines: any line, all lines, no line, a count or a sum.",
    "location": "Ask it in “Only locations where…” in the then of a routing rule.",
    "event": "Ask it in the when of an exception rule.",
    "network": "Ask it in the when of a hold, routing or split rule.",
} | dict.fromkeys(("order", "destination", "customer", "now"), "Ask it directly in the rule’s when.")


def _check_compared(
    field: Field, offered: tuple[Operator, ...], node: Condition | Lines, place: Place, scope: Scope
) -> Iterator[Problem]:
    operator = OPERATORS.get(node.operator or "")
    if operator not in offered:
        yield _wrong_operator(field, offered, node.operator or "", place.into("operator"))
        return
    at = place.into("value", words="value")
    try:
        operand_value(field, operator, node.value, scope.around.zone, scope.around.currency)
    except WrongOperand as wrong:
        yield at.problem("R206", wrong.message, wrong.remedy)
    else:
        yield from _check_known(field, operator, node.value, at, scope.around.known)


def _wrong_operator(field: Field, offered: tuple[Operator, ...], name: str, place: Place) -> Problem:
    names = tuple(row.name for row in offered)
    if name not in OPERATORS:
        said = f"There is no operator {shown(name)}." if name else "The operator is missing."
        return place.problem("R204", said, did_you_mean(name, names))
    why = "is never missing" if field.always and OPERATORS[name].sees_missing else f"is {_TYPES[field.type]}"
    message = f"“{OPERATORS[name].words}” does not fit {field.label}, which {why}."
    return place.problem("R205", message, f"Use {either(names)}.")


_TYPES = {
    "number": "a number",
    "money": "an amount of money",
    "text": "text",
    "choice": "a choice from a list",
    "reference": "a code",
    "set": "a set of labels",
    "instant": "a date with a time",
    "place": "a place",
    "yes_no": "a yes or no",
}


def _check_known(
    field: Field, operator: Operator, value: object, place: Place, known: Known | None
) -> Iterator[Problem]:
    named, list_name = _names(field, operator, value)
    codes = known.of(list_name) if known is not None else None
    for code in named if codes is not None else ():
        yield from unknown_code(str(code), codes or frozenset(), list_name, place)


def _names(field: Field, operator: Operator, value: object) -> tuple[tuple[object, ...], str]:
    """What the operand names, and the list in which that must stand ("" for none)."""
    items = value if isinstance(value, tuple) else (value,)
    if operator.operand in (Operand.ONE, Operand.MANY):
        return items, field.refers_to
    if operator.operand is Operand.NAMES and field.refers_to == "location":
        return items, "group"
    if operator.operand is Operand.LOCATION:
        return items, "location"
    if operator.operand is Operand.RADIUS and not is_position(str(items[0])):
        return items[:1], "location"
    return (), ""


def unknown_code(code: str, codes: frozenset[str], list_name: str, place: Place) -> Iterator[Problem]:
    """A problem when no location or SKU has this code; letter case is ignored."""
    if code.casefold() in {known.casefold() for known in codes}:
        return
    what, where = _LISTS[list_name]
    close = nearest(code, sorted(codes))
    remedy = f"Did you mean {either(close)}?" if close else f"Look it up in {where}."
    yield place.problem("R401", f"There is no {what} {shown(code)}.", remedy)


_LISTS = {
    "location": ("location", "Stock & locations"),
    "group": ("group of locations", "Stock & locations"),
    "sku": ("SKU", "the product list"),
}


def _check_lines(node: Lines, place: Place, scope: Scope, depth: int) -> Iterator[Problem]:
    if scope.of != "order":
        message = "A condition on lines cannot stand inside another one, or in one on locations."
        yield place.problem("R209", message, "Move it directly into the rule’s when.")
        return
    inside = Scope(scope.kind, "line", scope.around)
    yield from check_group(node.where, place.into("where", words="where"), inside, depth + 1)
    yield from _check_amount(node, place, scope)


def _check_amount(node: Lines, place: Place, scope: Scope) -> Iterator[Problem]:
    if node.lines in ("any", "all", "none"):
        for key in ("of", "operator", "value"):
            if getattr(node, key) is not None:
                message = f"“{node.lines} line” takes no {key}."
                yield place.into(key).problem("R210", message, "Take it away, or count or sum the lines.")
        return
    if node.lines == "count" and node.of is not None:
        yield place.into("of").problem(
            "R210", "A count of lines counts no field.", "Take “of” away, or use sum."
        )
        return
    field = _summed(node.of) if node.lines == "sum" else compared_field(None)
    if field is None:
        remedy = f"Give one of {either(_SUMMED)} as “of”."
        yield place.into("of").problem("R210", "A sum adds up a number or an amount of the lines.", remedy)
        return
    yield from _check_compared(field, compared_operators(field), node, place, scope)


_SUMMED = tuple(path for path, field in FIELDS.items() if field.entity == "line" and field.type in ORDERED)


def _summed(path: str | None) -> Field | None:
    return FIELDS[path] if path in _SUMMED else None
