"""Why a location does not fulfil a group of conditions, in one sentence with the value seen."""

from collections.abc import Callable

from engine.candidate import Candidate
from engine.explain import Walker
from engine.facts import Facts, Values, location_facts
from engine.model import NodeTrace
from rulesets.conditions import Condition, Group, Node, fields_read
from rulesets.model import Ruleset
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS, ORDERED
from rulesets.vocabulary import FIELDS, Field

NOUNS = {
    "location.atp": "free",
    "location.atp_after": "left after this order",
    "location.open_orders": "open",
    "location.distance": "away",
    "location.cost": "to send",
}
"""Fields whose value is said before what it is: `2 units free`."""

_WANTED = {
    "at_least": "{} or more",
    "more_than": "more than {}",
    "at_most": "{} or less",
    "less_than": "less than {}",
    "is": "{}",
    "is_not": "anything but {}",
}


def location_sentence(where: Group, ruleset: Ruleset) -> Callable[[Candidate], str]:
    """What says of a location that was ruled out which condition it does not fulfil, and by how much."""
    fields = tuple(sorted(fields_read(where)))

    def say(candidate: Candidate) -> str:
        names = {state.location.code: state.location.name for state in candidate.situation.snapshot.locations}
        walker = Walker(ruleset, names)
        values = location_facts(candidate, fields)
        trace = walker.trace(where, Facts(values, (), candidate.situation.now))
        node, wanted = _deciding(where, trace, True)
        return _sentence(node, wanted, values, walker, trace)

    return say


def _deciding(node: Node, trace: NodeTrace, wanted: bool) -> tuple[Node, bool]:
    """The first condition that speaks against the group, and whether it should have held."""
    if not isinstance(node, Group):
        return node, wanted
    inside = wanted if node.match != "none" else not wanted
    good = "matched" if inside else "not_matched"
    for child, walked in zip(node.of, trace.children, strict=True):
        if walked.verdict != good:
            return _deciding(child, walked, inside)
    return node, wanted


def _sentence(node: Node, wanted: bool, values: Values, walker: Walker, trace: NodeTrace) -> str:
    if not isinstance(node, Condition):
        return f"The rule asks that {trace.text}."
    field, value = FIELDS[node.field], values[node.field]
    if value is None:
        return f"{field.label} is not known; the rule asks that {walker.text(node)}."
    if node.operator in {"is_yes", "is_no"}:
        said = field.said if value else field.said_no
        return f"{said[:1].upper()}{said[1:]}."
    if not wanted or field.type not in ORDERED or node.operator not in _WANTED:
        contrast = "asks that" if wanted else "leaves out where"
        return f"{_seen(field, walker.shown(field, value))}; the rule {contrast} {walker.text(node)}."
    return _compared(field, node, value, walker)


def _compared(field: Field, node: Condition, value: float, walker: Walker) -> str:
    operand = operand_value(field, OPERATORS[node.operator], node.value, walker.zone, walker.currency)
    limit = walker.shown(field, operand)
    limit = limit if field.unit in ("", "%") else limit.split(" ")[0]
    said = (
        f"{_seen(field, walker.shown(field, value))}, the rule wants {_WANTED[node.operator].format(limit)}"
    )
    if node.operator in {"at_least", "more_than"} and operand > value:
        return f"{said}: {walker.shown(field, operand - value)} short."
    if node.operator in {"at_most", "less_than"} and value > operand:
        return f"{said}: {walker.shown(field, value - operand)} too much."
    return f"{said}."


def _seen(field: Field, shown: str) -> str:
    noun = NOUNS.get(field.path)
    return f"{shown} {noun}" if noun else f"{field.label} {shown}"
