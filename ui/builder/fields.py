"""Which fields a place in a rule may read, by search; and the values that a field is known to have. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rulesets.operators import OPERATORS, ORDERED, FieldType, Operand
from rulesets.vocabulary import ENTITIES, FIELDS, READABLE, Field
from ui.builder.views import FieldGroup, FieldOption, Option

TYPE_WORDS = {
    FieldType.NUMBER: "number",
    FieldType.MONEY: "amount",
    FieldType.TEXT: "text",
    FieldType.CHOICE: "choice",
    FieldType.REFERENCE: "choice",
    FieldType.SET: "several",
    FieldType.INSTANT: "date and time",
    FieldType.PLACE: "place",
    FieldType.YES_NO: "yes or no",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the retailer has: (code, name) of locations, their groups, the tariff's services, and the zone and
    currency that values are entered in."""

    locations: tuple[tuple[str, str], ...] = ()
    zone: str = "UTC"
    currency: str = "GBP"
    groups: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = field(
        default_factory=lambda: tuple((each.value, each.label) for each in FIELDS["location.kind"].choices)
    )


def entities(kind: str, scope: str) -> tuple[str, ...]:
    """The entities that may be read: `scope` is order, line (inside a line condition) or location."""
    return READABLE[kind] if scope == "order" else (scope,)


def offered(kind: str, scope: str, query: str) -> list[FieldGroup]:
    """The fields for the picker, by entity; each word of the query must occur in a field's words."""
    words = query.casefold().split()
    groups = []
    for entity in entities(kind, scope):
        found = [_option(each) for each in FIELDS.values() if each.entity == entity and _fits(each, words)]
        if found:
            groups.append(FieldGroup(ENTITIES[entity], found))
    return groups


def _fits(each: Field, words: list[str]) -> bool:
    text = f"{ENTITIES[each.entity]} {each.label} {each.help} {each.path} {each.said}".casefold()
    return all(word in text for word in words)


def _option(each: Field) -> FieldOption:
    return FieldOption(
        each.path, each.label, each.help, each.unit or TYPE_WORDS[each.type], each.missing_because
    )


def known_values(each: Field, names: Names) -> tuple[tuple[str, str], ...]:
    """The values that a field is known to have, (value, label); none when it takes any text."""
    if each.choices:
        return tuple((choice.value, choice.label) for choice in each.choices)
    return names.locations if each.refers_to == "location" else ()


def operand_values(each: Field, operator: str, names: Names) -> tuple[tuple[str, str], ...]:
    """The values that the operand of this operator is known to have, (value, label)."""
    row = OPERATORS.get(operator)
    if row is not None and row.operand in (Operand.LOCATION, Operand.RADIUS):
        return names.locations
    if row is not None and row.operand is Operand.NAMES:
        return tuple((group, group) for group in names.groups) if each.refers_to == "location" else ()
    return known_values(each, names)


def operator_options(each: Field) -> list[Option]:
    """The operators that a field offers, in words."""
    return [Option(row.name, row.words) for row in each.operators]


def first_operator(each: Field) -> str:
    """The operator that a new row begins with: of what is measured, *more than*; else the field's first."""
    names = [row.name for row in each.operators]
    return "more_than" if "more_than" in names and each.type in ORDERED else names[0]


def summable() -> tuple[Field, ...]:
    """The fields that a sum over lines may add up."""
    return tuple(each for each in FIELDS.values() if each.entity == "line" and each.type in ORDERED)


def as_options(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    """Pairs of value and label as options."""
    return [Option(value, label) for value, label in pairs]
