"""Sentences of single conditions: what they say, and that none says the same as another."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rulesets.conditions import Condition, Group, Lines
from rulesets.operands import operand_value
from rulesets.operators import OPERATORS, FieldType, Operand, Operator
from rulesets.sentences import Names, node_text
from rulesets.vocabulary import FIELDS, Field
from tests.rulesets.generated import conditions, operands

LONDON = ZoneInfo("Europe/London")
NAMES = Names({"COV": "Coventry", "LDS": "Leeds", "BRS": "Bristol"}, LONDON)
SAME = {"is": "one_of", "is_not": "not_one_of"}


def _said(field: str, operator: str, value: Any = None) -> str:
    return node_text(Condition(field=field, operator=operator, value=value), NAMES)


def _meaning(node: Condition) -> tuple[str, str, Any]:
    """Two conditions with one meaning have one, whichever way they were written."""
    field, operator = FIELDS[node.field], OPERATORS[node.operator]
    value = operand_value(field, operator, node.value, LONDON)
    if operator.name in SAME and field.type not in ("number", "money"):
        return node.field, SAME[operator.name], frozenset((value,))
    if operator.name == "has_all" and len(value) == 1:
        return node.field, "has_any", value
    return (
        node.field,
        operator.name,
        frozenset(value) if isinstance(value, tuple) and "with" in node.operator else value,
    )


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_two_conditions_that_read_the_same_mean_the_same(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(FIELDS.values())))
    one, other = (data.draw(_condition(field)) for _ in range(2))
    if node_text(one, NAMES) == node_text(other, NAMES):
        assert _meaning(one) == _meaning(other)


@st.composite
def _condition(draw: st.DrawFn, field: Field) -> Condition:
    operator = draw(st.sampled_from(field.operators))
    return Condition(field=field.path, operator=operator.name, value=draw(operands(field, operator)))


OPERANDS: dict[Operand, Any] = {
    Operand.NONE: None,
    Operand.HOURS: 3,
    Operand.WEEKDAYS: ("monday",),
    Operand.TIMES: ("09:00", "10:00"),
    Operand.COUNT: 2,
}
VALUES = {FieldType.NUMBER: 5, FieldType.MONEY: "5.00 GBP", FieldType.INSTANT: "2026-03-05T12:00:00+00:00"}


def _same_operand(field: Field, operator: Operator) -> Any:
    """The same operand for every field of a type, so that only the field can tell two sentences apart."""
    value = field.choices[0].value if field.choices else VALUES.get(field.type, "gift")
    if operator.operand in OPERANDS:
        return OPERANDS[operator.operand]
    several = {Operand.ONE: value, Operand.MANY: (value,), Operand.RANGE: (value, value)}
    return several.get(operator.operand, ("LDS", 5))


def test_no_two_fields_read_the_same_with_the_same_operand() -> None:
    said: dict[str, str] = {}
    for field in FIELDS.values():
        for operator in field.operators:
            words = _said(field.path, operator.name, _same_operand(field, operator))
            assert said.setdefault(words, field.path) == field.path


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions(tuple({field.entity for field in FIELDS.values()})), min_size=20, max_size=40))
def test_conditions_on_different_fields_never_read_the_same(drawn: list[Condition]) -> None:
    by_words = {node_text(node, NAMES): node for node in drawn}
    for node in drawn:
        assert by_words[node_text(node, NAMES)].field == node.field


@pytest.mark.parametrize(
    ("field", "operator", "value", "words"),
    [
        ("order.channel", "is", "web", "the channel is web shop"),
        ("order.channel", "not_one_of", ("web", "pos"), "the channel is not web shop or shop till"),
        ("order.total", "at_least", "300.00 GBP", "the total is £300.00 or more"),
        ("order.total", "between", ("5.00 GBP", "1250.50 GBP"), "the total is between £5.00 and £1,250.50"),
        ("order.discount", "is_not", "0.00 GBP", "the discount is not exactly £0.00"),
        ("order.item_count", "less_than", 3, "the number of units is fewer than 3"),
        ("order.promise_slack", "at_most", 1, "the time to the promise is 1 hour or less"),
        ("order.promise_slack", "more_than", -1.5, "the time to the promise is more than −1.5 hours"),
        ("location.fill_share", "at_least", 80, "the share of units it can fill is 80% or more"),
        ("order.weight", "is_missing", None, "the weight is missing"),
        ("order.tags", "has_all", ("gift", "VIP"), "the order is tagged gift and VIP"),
        ("customer.tags", "has_none", ("trade",), "the customer is not tagged trade"),
        ("customer.tags", "is_known", None, "the customer’s tags are known"),
        ("order.tags", "count_at_least", 1, "the order has 1 tag or more"),
        ("order.gift", "is_no", None, "the order is not a gift"),
        ("order.gift", "is_missing", None, "it is not known whether the order is a gift"),
        ("order.note", "contains", ("as a gift", "ribbon"), "the note contains “as a gift” or ribbon"),
        ("order.note", "is", "known", "the note is “known”"),
        ("order.note", "is", "the “best”", "the note is “the “best”””"),
        ("destination.postcode", "starts_with", ("BT", "IM"), "the postcode begins with BT or IM"),
        ("order.promised_at", "within_next", 48, "the promised date is within the next 48 hours"),
        ("order.placed_at", "older_than", 1, "the time it was placed is more than 1 hour ago"),
        ("now.at", "on_weekday", ("saturday", "sunday"), "the moment is on a Saturday or Sunday"),
        ("now.at", "between_times", ("17:30", "09:00"), "the moment is between 17:30 and 09:00"),
        (
            "order.promised_at",
            "before",
            "2026-07-01T09:00:00+00:00",
            "the promised date is before 1 July 2026 at 10:00 BST",
        ),
        ("location.code", "one_of", ("COV", "lds"), "the location is Coventry or Leeds"),
        ("event.type", "is", "short_pick", "the event is a short pick"),
        ("line.category", "one_of", ("candles", "gift bags"), "the line is candles or gift bags"),
        ("line.category", "is_not", "fragile", "the line is not “fragile”"),
        ("line.unit_price", "at_least", "25.00 GBP", "the line costs £25.00 or more"),
        ("line.quantity", "at_most", 2, "the line has a quantity of 2 units or fewer"),
        ("line.name", "starts_with", ("Red",), "the line has a product name that begins with Red"),
        ("line.sku", "is_not", "85123A", "the line is not SKU 85123A"),
        ("line.weight", "is_missing", None, "the line has no known unit weight"),
        ("line.backorderable", "is_no", None, "the line cannot be backordered"),
        ("line.fragile", "is_missing", None, "the line does not say whether it is fragile"),
    ],
)
def test_a_condition_reads_as_english(field: str, operator: str, value: Any, words: str) -> None:
    assert _said(field, operator, value) == words


def test_lines_are_counted_and_added_up_in_words() -> None:
    candles = Group(match="all", of=(Condition(field="line.category", operator="is", value="candles"),))
    count = Lines(lines="count", where=candles, operator="at_least", value=2)
    total = Lines(lines="sum", of="line.value", where=candles, operator="more_than", value="50.00 GBP")
    units = Lines(lines="sum", of="line.quantity", where=Group(match="all"), operator="at_most", value=4)
    assert node_text(count, NAMES) == "there are 2 lines or more of which each is candles"
    assert (
        node_text(total, NAMES)
        == "the line value adds up to more than £50.00 over the lines of which each is candles"
    )
    assert node_text(units, NAMES) == "the quantity adds up to 4 units or fewer over all lines"


def test_locations_with_one_name_are_told_apart_by_code() -> None:
    names = Names({"LDS": "Leeds", "LD2": "Leeds", "COV": "LD2"})
    said = [
        node_text(Condition(field="location.code", operator="is", value=code), names)
        for code in names.locations
    ]
    assert said == ["the location is Leeds [LDS]", "the location is Leeds [LD2]", "the location is LD2 [COV]"]


def test_a_half_written_condition_can_still_be_shown() -> None:
    assert _said("order.channel", "") == "Channel … …"
    assert _said("order.chanel", "is", "web") == "“order.chanel” is “web”"
    assert _said("order.total", "at_least", 300) == "Total is at least “300”"
